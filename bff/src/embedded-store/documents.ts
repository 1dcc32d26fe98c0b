import { deserialize, serialize } from 'bson';
import { Elements, inBytes } from './elements.js';
import { outOfScope, StoreError } from './errors.js';
import { bsonTypeOf, EMPTY_ARRAY, numericOf } from './order.js';

export type Doc = Record<string, unknown>;

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Numbers stay Int32, Double and Long objects and binary stays Binary, so that what is written back is what was read. */
const EXACT = { promoteValues: false, promoteBuffers: false, promoteLongs: false, bsonRegExp: true } as const;

export function decode(raw: Uint8Array): Doc {
  try {
    return deserialize(raw, EXACT);
  } catch (error) {
    throw new StoreError(22, `invalid BSON: ${(error as Error).message}`);
  }
}

export function encode(doc: Doc): Buffer {
  return checkedSize(serialize(doc, { ignoreUndefined: true }) as Buffer);
}

function checkedSize(raw: Buffer): Buffer {
  if (raw.length <= MAX_DOCUMENT_BYTES) return raw;
  throw new StoreError(17419, `a document of ${raw.length} bytes is above ${MAX_DOCUMENT_BYTES}`);
}

const NONE: ReadonlySet<string> = new Set();

/** The document with some of its top-level fields only, cut out of its bytes without reading the rest. */
export function pickFields(raw: Buffer, names: ReadonlySet<string>, more = NONE): Buffer {
  const [wanted, also] = [inBytes(names), inBytes(more)];
  const parts: Uint8Array[] = [];
  for (const field = new Elements(raw); field.next(); )
    if (field.indexIn(wanted) >= 0 || field.indexIn(also) >= 0)
      parts.push(raw.subarray(field.start, field.end));
  return framed(parts);
}

/**
 * The document with the named fields as they are in `after`: replaced where they stand, taken out, or put at the end in
 * the order of `after`. All others stay the bytes that they are.
 */
export function spliceFields(raw: Buffer, names: ReadonlySet<string>, after: Doc): Buffer {
  const wanted = inBytes(names);
  const fresh = new Map<number, Uint8Array>();
  const changed = encode(Object.fromEntries(Object.entries(after).filter(([name]) => names.has(name))));
  for (const field = new Elements(changed); field.next(); )
    fresh.set(field.indexIn(wanted), changed.subarray(field.start, field.end));
  const parts: Uint8Array[] = [];
  let kept = 4;
  for (const field = new Elements(raw); field.next(); ) {
    const index = field.indexIn(wanted);
    if (index < 0) continue;
    if (kept < field.start) parts.push(raw.subarray(kept, field.start));
    kept = field.end;
    const replaced = fresh.get(index);
    if (replaced) parts.push(replaced);
    fresh.delete(index);
  }
  parts.push(raw.subarray(kept, -1), ...fresh.values());
  return checkedSize(framed(parts));
}

/** Fields in their bytes as one document. */
export function framed(fields: readonly Uint8Array[]): Buffer {
  const size = fields.reduce((sum, field) => sum + field.length, 5);
  const raw = Buffer.allocUnsafe(size);
  let at = raw.writeInt32LE(size, 0);
  for (const field of fields) {
    raw.set(field, at);
    at += field.length;
  }
  raw[at] = 0;
  return raw;
}

/** Reads a document for a purpose that needs only some top-level fields; all of them where that is not known. */
export function decodeFields(
  raw: Buffer,
  names: ReadonlySet<string> | undefined,
  more?: ReadonlySet<string>,
): Doc {
  return decode(names ? pickFields(raw, names, more) : raw);
}

export function isDocument(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

export function fieldOf(doc: unknown, name: string): unknown {
  return isDocument(doc) && Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** Own property even where the name is `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name !== '__proto__') doc[name] = value;
  else Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
}

export const topField = (path: string) => path.split('.', 1)[0] as string;

export const isArrayIndex = (part: string | undefined) => /^(0|[1-9]\d{0,5})$/.test(part ?? '');

/**
 * Whether `test` holds for a value at the path, walking through arrays as Mongo's queries do: every document in an
 * array is entered, a numeric part also indexes. Missing is tested as undefined. With `expandLeaf` an array at the end is
 * tested as a whole and by element.
 */
export function someAt(
  node: unknown,
  path: readonly string[],
  expandLeaf: boolean,
  test: (value: unknown) => boolean,
  at = 0,
): boolean {
  if (at === path.length) return test(node) || (expandLeaf && Array.isArray(node) && node.some(test));
  const part = path[at] as string;
  if (!Array.isArray(node)) return someAt(fieldOf(node, part), path, expandLeaf, test, at + 1);
  const indexed = isArrayIndex(part) && Number(part) < node.length;
  if (indexed && someAt(node[Number(part)], path, expandLeaf, test, at + 1)) return true;
  return node.some((item) => isDocument(item) && someAt(item, path, expandLeaf, test, at));
}

/** The value at a path, or those of the elements of the array it meets. */
function valuesAt(node: unknown, path: readonly string[], at = 0): { values: unknown[]; isArray: boolean } {
  if (at === path.length) {
    if (!Array.isArray(node)) return { values: [node], isArray: false };
    return { values: node.length > 0 ? node : [EMPTY_ARRAY], isArray: true };
  }
  const part = path[at] as string;
  if (!Array.isArray(node)) return valuesAt(fieldOf(node, part), path, at + 1);
  if (isArrayIndex(part)) return valuesAt(node[Number(part)], path, at + 1);
  const values = node.flatMap((item) => (isDocument(item) ? valuesAt(item, path, at).values : [undefined]));
  return { values: values.length > 0 ? values : [undefined], isArray: true };
}

/** The keys a document has under some paths together. @throws StoreError 171 where two of them lead into arrays */
export function keyTuples(
  doc: Doc,
  paths: readonly (readonly string[])[],
): { tuples: unknown[][]; isArray: boolean } {
  const fields = paths.map((path) => valuesAt(doc, path));
  const arrays = fields.filter((field) => field.isArray);
  if (arrays.length > 1) {
    const names = paths.map((path) => `[${path.join('.')}]`).join(' ');
    throw new StoreError(171, `cannot index parallel arrays ${names}`);
  }
  const tuples = (arrays[0]?.values ?? [undefined]).map((value) =>
    fields.map((field) => (field.isArray ? value : field.values[0])),
  );
  return { tuples, isArray: arrays.length > 0 };
}

export function toNumber(value: unknown, what: string): number {
  const number = numericOf(value);
  if (number === undefined) throw new StoreError(14, `${what} must be a number`);
  return Number(number);
}

/** For mingo, which knows JS numbers only. What it would compute wrongly is refused. */
export function simplify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplify);
  const number = numericOf(value);
  if (typeof number === 'bigint') throw outOfScope('a Long beyond 2^53 in an expression');
  if (number !== undefined) return number;
  if (bsonTypeOf(value) === 'Decimal128') throw outOfScope('Decimal128 in an expression');
  if (!isDocument(value)) return value;
  const copy: Doc = {};
  for (const [name, item] of Object.entries(value)) setField(copy, name, simplify(item));
  return copy;
}
