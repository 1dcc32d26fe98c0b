import { type Doc, decode } from './documents.js';

const FIXED_BYTES: Record<number, number> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};

/** The document with some of its top-level fields only, cut out of its bytes without reading the rest. */
export function pickFields(raw: Buffer, names: ReadonlySet<string>): Buffer {
  const picked = Buffer.allocUnsafe(raw.length);
  let length = 4;
  let at = 4;
  while (raw[at] !== 0) {
    const nameEnd = raw.indexOf(0, at + 1);
    const end = valueEnd(raw, raw[at] as number, nameEnd + 1);
    if (names.has(raw.toString('utf8', at + 1, nameEnd))) length += raw.copy(picked, length, at, end);
    at = end;
  }
  picked[length] = 0;
  picked.writeInt32LE(length + 1, 0);
  return picked.subarray(0, length + 1);
}

function valueEnd(raw: Buffer, type: number, at: number): number {
  const fixed = FIXED_BYTES[type];
  if (fixed !== undefined) return at + fixed;
  switch (type) {
    case 3:
    case 4:
    case 15:
      return at + raw.readInt32LE(at);
    case 5:
      return at + 5 + raw.readInt32LE(at);
    case 11:
      return raw.indexOf(0, raw.indexOf(0, at) + 1) + 1;
    case 12:
      return at + 16 + raw.readInt32LE(at);
    default:
      return at + 4 + raw.readInt32LE(at);
  }
}

/** Reads a document for a purpose that needs only some top-level fields; all of them where that is not known. */
export function decodeFields(raw: Buffer, names: ReadonlySet<string> | undefined): Doc {
  return decode(names ? pickFields(raw, names) : raw);
}
