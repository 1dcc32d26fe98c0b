import { StoreError } from './errors.js';

/** Bytes that a value of a type takes where that is always the same. */
const fixed: Readonly<Record<number, number>> = {
  1: 8, // double
  6: 0, // undefined
  7: 12, // ObjectId
  8: 1, // boolean
  9: 8, // date
  10: 0, // null
  16: 4, // Int32
  17: 8, // Timestamp
  18: 8, // Long
  19: 16, // Decimal128
  127: 0, // MaxKey
  255: 0, // MinKey
};
/** Bytes beside those that the length in front of a value counts. */
const framed: Readonly<Record<number, number>> = {
  2: 4, // string
  3: 0, // document
  4: 0, // array
  5: 5, // binary
  12: 16, // DBPointer
  13: 4, // code
  14: 4, // symbol
  15: 0, // code with scope
};
const REGEXP = 11;

/** Steps through the fields at the top of a document by their lengths; what is inside them is not looked at. */
export class Elements {
  /** Where the field begins, by its type, where its name does, and where its value ends. */
  start = 4;
  end = 4;
  private nameEnd = 4;

  constructor(readonly raw: Buffer) {}

  /** @throws StoreError 22 where the bytes are no document */
  next(): boolean {
    const { raw, end: start } = this;
    const type = raw[start];
    if (type === 0) return false;
    let nameEnd = start + 1;
    while (raw[nameEnd] !== 0 && nameEnd < raw.length) nameEnd += 1;
    this.start = start;
    this.nameEnd = nameEnd;
    this.end = valueEnd(raw, type, nameEnd + 1);
    if (this.end > nameEnd && this.end < raw.length) return true;
    throw new StoreError(22, 'invalid BSON: a field does not end inside its document');
  }

  /** Which of the names (as `inBytes` gives them) is the field's; -1 where none is. */
  indexIn(names: readonly string[]): number {
    return nameIndex(this.raw, this.start + 1, this.nameEnd, names);
  }
}

/** Which of the names (as `inBytes` gives them) stands at a place in the bytes; -1 where none does. */
export function nameIndex(raw: Buffer, from: number, to: number, names: readonly string[]): number {
  const length = to - from;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    if (name.length !== length) continue;
    let at = 0;
    while (at < length && raw[from + at] === name.charCodeAt(at)) at += 1;
    if (at === length) return index;
  }
  return -1;
}

function valueEnd(raw: Buffer, type: number | undefined, at: number): number {
  const size = fixed[type ?? -1];
  if (size !== undefined) return at + size;
  const beside = framed[type ?? -1];
  if (beside !== undefined && at + 4 <= raw.length) return at + beside + raw.readInt32LE(at);
  if (type === REGEXP) return raw.indexOf(0, raw.indexOf(0, at) + 1) + 1;
  throw new StoreError(22, `invalid BSON: a field of type ${type}`);
}

const namesInBytes = new WeakMap<ReadonlySet<string>, string[]>();

/** Names as they stand in documents, a character for each byte; made once for each set. */
export function inBytes(names: ReadonlySet<string>): readonly string[] {
  const known = namesInBytes.get(names);
  if (known) return known;
  const made = Array.from(names, (name) =>
    /^[ -~]*$/.test(name) ? name : Buffer.from(name).toString('latin1'),
  );
  namesInBytes.set(names, made);
  return made;
}
