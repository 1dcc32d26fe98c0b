import { framed } from './documents.js';
import { inBytes, nameIndex } from './elements.js';

/** Bytes that a value of a type takes where that is always the same. */
const fixed: Readonly<Record<number, number>> = {
  1: 8, // double
  7: 12, // ObjectId
  9: 8, // date
  10: 0, // null
  16: 4, // Int32
  18: 8, // Long
};
const [STRING, DOCUMENT, ARRAY, BOOLEAN] = [2, 3, 4, 8];
const deepest = 100;

/**
 * Some top-level fields, as a document, of bytes that are surely one whole BSON document of the common types, found out
 * in one pass and without making anything of them. Undefined says nothing: then it has to be decoded.
 */
export function pickWellFormed(raw: Buffer, names: ReadonlySet<string>): Buffer | undefined {
  const wanted = inBytes(names);
  const picked: Uint8Array[] = [];
  const end = documentEnd(raw, 0, raw.length, 0, (from, nameEnd, to) => {
    if (nameIndex(raw, from + 1, nameEnd, wanted) >= 0) picked.push(raw.subarray(from, to));
  });
  return end === raw.length ? framed(picked) : undefined;
}

/** Where a field begins by its type, where its name ends, and where its value does. */
type OnField = (from: number, nameEnd: number, to: number) => void;

/** @returns where the document at `start` ends, or -1 when it is not sure to be one that ends by `limit` */
function documentEnd(raw: Buffer, start: number, limit: number, depth: number, onField?: OnField): number {
  if (start + 5 > limit || depth > deepest) return -1;
  const end = start + raw.readInt32LE(start);
  if (end < start + 5 || end > limit || raw[end - 1] !== 0) return -1;
  let at = start + 4;
  while (at < end - 1) {
    const from = at;
    const type = raw[at] as number;
    let nameEnd = at + 1;
    while (raw[nameEnd] !== 0) nameEnd += 1;
    if (nameEnd >= end - 1 || !isText(raw, at + 1, nameEnd)) return -1;
    at = valueEnd(raw, type, nameEnd + 1, end - 1, depth);
    if (at < 0) return -1;
    onField?.(from, nameEnd, at);
  }
  return at === end - 1 ? end : -1;
}

function valueEnd(raw: Buffer, type: number, at: number, limit: number, depth: number): number {
  const length = fixed[type];
  if (length !== undefined) return at + length <= limit ? at + length : -1;
  if (type === DOCUMENT || type === ARRAY) return documentEnd(raw, at, limit, depth + 1);
  if (type === BOOLEAN) return at < limit && (raw[at] as number) <= 1 ? at + 1 : -1;
  if (type !== STRING || at + 5 > limit) return -1;
  const size = raw.readInt32LE(at);
  const end = at + 4 + size;
  if (size < 1 || end > limit || raw[end - 1] !== 0) return -1;
  return isText(raw, at + 4, end - 1) ? end : -1;
}

/** Nearly all text here is short and plain: to look at its bytes costs less than to ask for them to be looked at. */
function isText(raw: Buffer, from: number, to: number): boolean {
  let bits = 0;
  for (let at = from; at < to; at += 1) bits |= raw[at] as number;
  return bits < 0x80 || isUtf8(raw, from, to);
}

/** As RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. Node's own wants a buffer made first. */
function isUtf8(raw: Buffer, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const first = raw[at] as number;
    at += 1;
    if (first < 0x80) continue;
    const more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if (first < 0xc2 || first > 0xf4 || at + more > to) return false;
    const second = raw[at] as number;
    const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) return false;
    for (let next = at + 1; next < at + more; next += 1)
      if (((raw[next] as number) & 0xc0) !== 0x80) return false;
    at += more;
  }
  return true;
}
