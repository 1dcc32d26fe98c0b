import { type Decimal128, Double, Int32, Long, MaxKey, MinKey } from 'bson';
import { outOfScope } from './errors.js';

/**
 * BSON values as bytes whose memcmp order is Mongo's cross-type order. The same bytes are index keys, sort keys and
 * the slow path of every comparison, so an index, a sort and a scan cannot disagree.
 *
 * Each value starts with a rank byte (1..0x7f) and is prefix-free, so values can be strung together: 0x00 ends a
 * document or array, 0xff after a prefix is above everything that starts with it. A descending field is inverted.
 */
export const RANK = {
  minKey: 1,
  emptyArray: 2,
  null: 3,
  number: 5,
  string: 6,
  object: 7,
  array: 8,
  binary: 9,
  objectId: 10,
  bool: 11,
  date: 12,
  timestamp: 13,
  regex: 14,
  code: 16,
  maxKey: 0x7f,
} as const;

/** Stands for `[]` among the keys of an index: sorts before null, and `{a: null}` does not match it. */
export const EMPTY_ARRAY = Symbol('empty array');

const BSON_RANKS: Record<string, number> = {
  Int32: RANK.number,
  Double: RANK.number,
  Long: RANK.number,
  Decimal128: RANK.number,
  ObjectId: RANK.objectId,
  Binary: RANK.binary,
  Timestamp: RANK.timestamp,
  BSONRegExp: RANK.regex,
  BSONSymbol: RANK.string,
  Code: RANK.code,
  MinKey: RANK.minKey,
  MaxKey: RANK.maxKey,
  DBRef: RANK.object,
};

export function bsonTypeOf(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null)?._bsontype;
}

export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return RANK.number;
    case 'string':
      return RANK.string;
    case 'boolean':
      return RANK.bool;
    case 'undefined':
      return RANK.null;
    case 'symbol':
      return RANK.emptyArray;
    default:
      return rankOfObject(value);
  }
}

function rankOfObject(value: unknown): number {
  if (value === null) return RANK.null;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  if (value instanceof Uint8Array) return RANK.binary;
  if (value instanceof RegExp) return RANK.regex;
  return BSON_RANKS[bsonTypeOf(value) ?? ''] ?? RANK.object;
}

/** A number as a JS number, a Long that needs it as bigint, a Decimal128 as itself; undefined if it is no number. */
export function numericOf(value: unknown): number | bigint | Decimal128 | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) {
    const asNumber = value.toNumber();
    return Number.isSafeInteger(asNumber) ? asNumber : value.toBigInt();
  }
  return bsonTypeOf(value) === 'Decimal128' ? (value as Decimal128) : undefined;
}

export class KeyWriter {
  bytes = Buffer.allocUnsafe(512);
  length = 0;

  private need(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe((this.length + size) * 2);
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  byte(value: number): this {
    this.need(1);
    this.bytes[this.length++] = value;
    return this;
  }

  u32(value: number): this {
    this.need(4);
    this.length = this.bytes.writeUInt32BE(value, this.length);
    return this;
  }

  u64(value: bigint): this {
    this.need(8);
    this.length = this.bytes.writeBigUInt64BE(value, this.length);
    return this;
  }

  raw(value: Uint8Array): this {
    this.need(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
    return this;
  }

  /** UTF-8 with 0x00 escaped as 0x00 0xff, ended by 0x00 0x00: memcmp order of the text survives concatenation. */
  text(value: string): this {
    const size = Buffer.byteLength(value);
    this.need(size * 2 + 2);
    if (value.includes('\0')) {
      for (const byte of Buffer.from(value)) {
        this.byte(byte);
        if (byte === 0) this.byte(0xff);
      }
    } else {
      this.length += this.bytes.write(value, this.length);
    }
    return this.byte(0).byte(0);
  }

  value(value: unknown): this {
    const rank = rankOf(value);
    this.byte(rank);
    switch (rank) {
      case RANK.number:
        return this.number(numericOf(value) as number | bigint | Decimal128);
      case RANK.string:
        return this.text(typeof value === 'string' ? value : String((value as { value: string }).value));
      case RANK.object:
        return this.document(value as Record<string, unknown>);
      case RANK.array:
        for (const item of value as unknown[]) this.value(item);
        return this.byte(0);
      case RANK.binary: {
        const binary = value as { sub_type?: number; value?: () => Uint8Array };
        const bytes = value instanceof Uint8Array ? value : Buffer.from((binary.value as () => Uint8Array)());
        return this.u32(bytes.length)
          .byte(binary.sub_type ?? 0)
          .raw(bytes);
      }
      case RANK.objectId:
        return this.raw((value as { id: Uint8Array }).id);
      case RANK.bool:
        return this.byte(value ? 1 : 0);
      case RANK.date:
        return this.u64(BigInt.asUintN(64, BigInt((value as Date).getTime())) ^ (1n << 63n));
      case RANK.timestamp:
        return this.u64(BigInt.asUintN(64, (value as Long).toBigInt()));
      case RANK.regex: {
        const regex = value as { pattern?: string; options?: string; source?: string; flags?: string };
        return this.text(regex.pattern ?? regex.source ?? '').text(regex.options ?? regex.flags ?? '');
      }
      case RANK.code:
        return this.text(String((value as { code: unknown }).code));
      default:
        return this;
    }
  }

  private document(value: Record<string, unknown>): this {
    for (const name of Object.keys(value)) {
      const item = value[name];
      this.byte(rankOf(item)).text(name).value(item);
    }
    return this.byte(0);
  }

  /**
   * Eight bytes for the greatest double not above the number, then 0, or 1 and what is left over in 2^-64 parts of
   * the gap to the next double. Exact for Int32, Double and Long; apart enough for the 34 digits of Decimal128.
   */
  private number(value: number | bigint | Decimal128): this {
    if (typeof value === 'number') return this.double(value).byte(0);
    const [numerator, denominator] = typeof value === 'bigint' ? [value, 1n] : decimalRatio(value);
    if (denominator === 0n)
      return this.double(numerator === 0n ? Number.NaN : Number(numerator) * Infinity).byte(0);
    let floor = typeof value === 'bigint' ? Number(value) : Number(value.toString());
    if (!Number.isFinite(floor) || (numerator !== 0n && Math.abs(floor) < 2 ** -1000)) {
      throw outOfScope('comparing a Decimal128 beyond the range of a double');
    }
    let [n, d] = doubleRatio(floor);
    if (n * denominator > numerator * d) {
      floor = neighbour(floor, -1);
      [n, d] = doubleRatio(floor);
    }
    const [nextN, nextD] = doubleRatio(neighbour(floor, 1));
    // (value - floor) / (next - floor), both over common denominators
    const rest = (numerator * d - n * denominator) * nextD;
    const gap = (nextN * d - n * nextD) * denominator;
    this.double(floor);
    return rest === 0n ? this.byte(0) : this.byte(1).u64((rest << 64n) / gap);
  }

  private double(value: number): this {
    this.need(8);
    const { bytes, length: at } = this;
    if (Number.isNaN(value)) {
      bytes.fill(0, at, at + 8);
    } else {
      bytes.writeDoubleBE(value === 0 ? 0 : value, at);
      if ((bytes[at] as number) & 0x80)
        for (let i = at; i < at + 8; i++) bytes[i] = (bytes[i] as number) ^ 0xff;
      else bytes[at] = (bytes[at] as number) | 0x80;
    }
    this.length = at + 8;
    return this;
  }

  /** Turns everything written since `from` upside down: the encoding of a descending field. */
  invert(from: number): this {
    for (let i = from; i < this.length; i++) this.bytes[i] = (this.bytes[i] as number) ^ 0xff;
    return this;
  }

  take(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }
}

function decimalRatio(value: Decimal128): [bigint, bigint] {
  const text = value.toString();
  if (text === 'NaN') return [0n, 0n];
  if (text.endsWith('Infinity')) return [text.startsWith('-') ? -1n : 1n, 0n];
  const [digits = '0', exponent = '0'] = text.split('E');
  const [whole = '0', fraction = ''] = digits.split('.');
  const scale = Number(exponent) - fraction.length;
  const coefficient = BigInt(whole + fraction);
  return scale >= 0 ? [coefficient * 10n ** BigInt(scale), 1n] : [coefficient, 10n ** BigInt(-scale)];
}

function doubleRatio(value: number): [bigint, bigint] {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2 ** 32;
    denominator <<= 32n;
  }
  return [BigInt(scaled), denominator];
}

function neighbour(value: number, direction: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(8));
  if (value === 0) return direction * Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) + BigInt(value > 0 ? direction : -direction));
  return view.getFloat64(0);
}

export function encodeValue(value: unknown): Buffer {
  return new KeyWriter().value(value).take();
}

/** UTF-8 order: like code units, except that surrogate pairs come after U+E000..U+FFFF. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xPair = (x & 0xf800) === 0xd800;
    return xPair === ((y & 0xf800) === 0xd800) ? x - y : xPair ? 1 : -1;
  }
  return a.length - b.length;
}

/** Mongo's order over all types: negative, zero or positive. Missing equals null. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference;
  if (rank === RANK.null) return 0;
  if (rank === RANK.number) {
    const x = numericOf(a);
    const y = numericOf(b);
    if (typeof x === 'number' && typeof y === 'number' && x === x && y === y)
      return x < y ? -1 : x > y ? 1 : 0;
  }
  return Buffer.compare(encodeValue(a), encodeValue(b));
}

export const isMinKey = (value: unknown) => value instanceof MinKey;
export const isMaxKey = (value: unknown) => value instanceof MaxKey;
