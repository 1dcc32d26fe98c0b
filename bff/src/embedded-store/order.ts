import { type Binary, Double, Int32, Long, type ObjectId } from 'bson';
import { outOfScope } from './errors.js';

/**
 * BSON values as bytes whose memcmp order is Mongo's order over all types. The same bytes are index keys, sort keys and
 * the slow path of every comparison, so an index, a sort and a scan cannot disagree.
 *
 * Each value starts with a rank byte (1..0x7f) and is prefix-free, so values can be strung together: 0x00 ends a
 * document or array, 0xff after a prefix is above everything that starts with it. A descending field is inverted.
 */
export const RANK = {
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
} as const;

/** Stands for `[]` among the keys of an index: sorts before null, and `{a: null}` does not match it. */
export const EMPTY_ARRAY = Symbol('empty array');

const BSON_RANKS: Record<string, number> = {
  Int32: RANK.number,
  Double: RANK.number,
  Long: RANK.number,
  ObjectId: RANK.objectId,
  Binary: RANK.binary,
};
const JS_RANKS: Record<string, number> = {
  number: RANK.number,
  string: RANK.string,
  boolean: RANK.bool,
  undefined: RANK.null,
  symbol: RANK.emptyArray,
};

export function bsonTypeOf(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null)?._bsontype;
}

/** @throws StoreError 115 for the types that are only stored and given back: Decimal128, Timestamp and so on */
export function rankOf(value: unknown): number {
  const plain = JS_RANKS[typeof value];
  if (plain !== undefined) return plain;
  if (value === null) return RANK.null;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  const type = bsonTypeOf(value);
  const rank = type === undefined ? RANK.object : BSON_RANKS[type];
  if (rank === undefined) throw outOfScope(`comparing or computing with a ${type}`);
  return rank;
}

/** A number as a JS number, or as a bigint where it is a Long that needs one; undefined if it is no number. */
export function numericOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (bsonTypeOf(value) !== 'Long') return undefined;
  const asNumber = (value as Long).toNumber();
  return Number.isSafeInteger(asNumber) ? asNumber : (value as Long).toBigInt();
}

export class KeyWriter {
  private bytes = Buffer.allocUnsafe(512);
  length = 0;

  /** To write the next key with the same writer: what was taken stays. */
  restart(): this {
    this.length = 0;
    return this;
  }

  private need(size: number): void {
    if (this.length + size > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes], (this.length + size) * 2);
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

  raw(value: Uint8Array): this {
    this.need(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
    return this;
  }

  /** UTF-8 with 0x00 escaped as 0x00 0xff, ended by 0x00 0x00: memcmp order of the text survives concatenation. */
  private text(value: string): this {
    if (value.includes('\0'))
      value.split('\0').forEach((part, i) => {
        if (i > 0) this.byte(0).byte(0xff);
        this.utf8(part);
      });
    else this.utf8(value);
    return this.byte(0).byte(0);
  }

  private utf8(value: string): void {
    // three bytes at most for each unit of UTF-16
    this.need(value.length * 3);
    this.length += this.bytes.write(value, this.length);
  }

  value(value: unknown): this {
    const rank = rankOf(value);
    this.byte(rank);
    switch (rank) {
      case RANK.number:
        return this.number(numericOf(value) as number | bigint);
      case RANK.string:
        return this.text(value as string);
      case RANK.object:
        for (const [name, item] of Object.entries(value as object))
          this.byte(rankOf(item)).text(name).value(item);
        return this.byte(0);
      case RANK.array:
        for (const item of value as unknown[]) this.value(item);
        return this.byte(0);
      case RANK.binary: {
        const { sub_type: subType, position, buffer } = value as Binary;
        return this.u32(position).byte(subType).raw(buffer.subarray(0, position));
      }
      case RANK.objectId:
        return this.raw((value as ObjectId).id);
      case RANK.bool:
        return this.byte(value ? 1 : 0);
      case RANK.date:
        return this.number((value as Date).getTime());
      default:
        return this;
    }
  }

  /** Eight bytes for the greatest double not above the number, then 0, or 1 and what a Long has beyond it. */
  private number(value: number | bigint): this {
    if (typeof value === 'number') return this.double(value).byte(0);
    const spare = BigInt(value.toString(2).replace('-', '').length - 53);
    const floor = (value >> spare) << spare;
    this.double(Number(floor));
    const rest = Number(value - floor);
    return rest === 0 ? this.byte(0) : this.byte(1).u32(rest);
  }

  private double(value: number): this {
    this.need(8);
    const at = this.length;
    this.length = this.bytes.writeDoubleBE(value === 0 ? 0 : value, at);
    if (Number.isNaN(value)) this.bytes.fill(0, at, this.length);
    else if ((this.bytes[at] as number) & 0x80) this.invert(at);
    else this.bytes[at] = (this.bytes[at] as number) | 0x80;
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

const writer = new KeyWriter();

export function encodeValue(value: unknown): Buffer {
  return writer.restart().value(value).take();
}

export function isSame(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a === b : compareValues(a, b) === 0;
}

/** Mongo's order over all types: negative, zero or positive. Missing equals null. */
export function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0 || rank === RANK.null) return difference;
  if (rank === RANK.number) {
    const [x, y] = [numericOf(a), numericOf(b)] as [number, number];
    // also exact where one is a bigint; all three are false for NaN
    if (x < y) return -1;
    if (x > y) return 1;
    if (x >= y) return 0;
  }
  if (rank === RANK.objectId) return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
  if (rank === RANK.string) return Buffer.compare(Buffer.from(a as string), Buffer.from(b as string));
  return Buffer.compare(encodeValue(a), encodeValue(b));
}
