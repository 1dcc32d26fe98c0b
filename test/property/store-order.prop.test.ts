import { compareValues, encodeValue, KeyWriter } from '@nearcare/bff/embedded-store/order';
import { Binary, Double, Int32, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const runs = process.env['SOAK'] === '1' ? 200_000 : 3000;

/** BSON's order written down a second time, slowly and by another way than the bytes of the store. */
const KINDS = ['null', 'number', 'string', 'object', 'array', 'binary', 'objectId', 'bool', 'date'];
function kindOf(value: unknown): number {
  const type = (value as { _bsontype?: string } | null)?._bsontype;
  const kind =
    value === null
      ? 'null'
      : typeof value === 'string'
        ? 'string'
        : typeof value === 'boolean'
          ? 'bool'
          : Array.isArray(value)
            ? 'array'
            : value instanceof Date
              ? 'date'
              : type === undefined
                ? 'object'
                : ['Int32', 'Double', 'Long'].includes(type)
                  ? 'number'
                  : type[0]?.toLowerCase() + type.slice(1);
  return KINDS.indexOf(kind as string);
}

/** Exactly, as a fraction over 10^k; every double is one. */
function fraction(value: unknown): { digits: bigint; scale: number } | number {
  const number = value instanceof Double ? value.value : Number(String(value));
  if (value instanceof Double || !Number.isFinite(number)) {
    if (!Number.isFinite(number)) return number;
    let scale = 0;
    let scaled = number;
    // a double times two enough times is whole; 2^-n is 5^n / 10^n
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      scale += 1;
    }
    return { digits: BigInt(scaled) * 5n ** BigInt(scale), scale };
  }
  return { digits: BigInt(String(value)), scale: 0 };
}

function compareNumbers(a: unknown, b: unknown): number {
  const [x, y] = [fraction(a), fraction(b)];
  if (typeof x === 'number' || typeof y === 'number') {
    const rough = (part: typeof x) => (typeof part === 'number' ? part : 0);
    const [p, q] = [rough(x), rough(y)];
    if (Number.isNaN(p) || Number.isNaN(q)) return Number(Number.isNaN(q)) - Number(Number.isNaN(p));
    return p === q ? 0 : p < q ? -1 : 1;
  }
  const difference = x.digits * 10n ** BigInt(y.scale) - y.digits * 10n ** BigInt(x.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function reference(a: unknown, b: unknown): number {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return kind - kindOf(b);
  switch (KINDS[kind]) {
    case 'number':
      return compareNumbers(a, b);
    case 'string':
      return Buffer.compare(Buffer.from(a as string), Buffer.from(b as string));
    case 'object': {
      const [x, y] = [Object.entries(a as object), Object.entries(b as object)];
      for (let i = 0; i < Math.min(x.length, y.length); i++) {
        const [[nameA, valueA], [nameB, valueB]] = [x[i] as [string, unknown], y[i] as [string, unknown]];
        const order =
          kindOf(valueA) - kindOf(valueB) ||
          Buffer.compare(Buffer.from(nameA), Buffer.from(nameB)) ||
          reference(valueA, valueB);
        if (order) return order;
      }
      return x.length - y.length;
    }
    case 'array': {
      const [x, y] = [a as unknown[], b as unknown[]];
      for (let i = 0; i < Math.min(x.length, y.length); i++) {
        const order = reference(x[i], y[i]);
        if (order) return order;
      }
      return x.length - y.length;
    }
    case 'binary': {
      const [x, y] = [a as Binary, b as Binary];
      return x.length() - y.length() || x.sub_type - y.sub_type || Buffer.compare(x.value(), y.value());
    }
    case 'objectId':
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 'bool':
    case 'date':
      return Number(a) - Number(b);
    default:
      return 0;
  }
}

const number = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc
    .integer({ min: -4, max: 4 })
    .chain((near) =>
      fc.constantFrom(new Int32(near), new Double(near), new Double(near + 0.5), Long.fromNumber(near)),
    ),
  fc.integer({ min: -4, max: 4 }).chain((near) => {
    const big = 2n ** 53n + BigInt(near);
    return fc.constantFrom(
      Long.fromBigInt(big),
      Long.fromBigInt(-big),
      Long.fromBigInt(big * 999n),
      new Double(Number(big)),
      new Double(-Number(big)),
    );
  }),
  fc.constantFrom(
    new Double(Number.NaN),
    new Double(Number.POSITIVE_INFINITY),
    new Double(Number.NEGATIVE_INFINITY),
    new Double(-0),
    Long.MAX_VALUE,
    Long.MIN_VALUE,
  ),
);
const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.constantFrom('', '\0', 'a', 'a\0', 'a\0b', 'a\u0001', '\u{ffff}', '\u{10000}'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    number,
    text,
    fc.constantFrom(null, true, false),
    fc.integer({ min: -1e12, max: 1e12 }).map((time) => new Date(time)),
    fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
    fc
      .tuple(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(0, 4, 128))
      .map(([bytes, type]) => new Binary(bytes, type)),
    fc.array(tie('any'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'ab', 'ü'), tie('any')), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).any;

const sign = Math.sign;

describe('the order of values', () => {
  it('in bytes and by comparison is the order BSON defines', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const expected = sign(reference(a, b));
        expect(sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(expected);
        expect(sign(compareValues(a, b))).toBe(expected);
      }),
      { numRuns: runs },
    );
  });

  it('holds between numbers that are close together', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(sign(compareValues(a, b))).toBe(sign(compareNumbers(a, b)));
        expect(sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(sign(compareNumbers(a, b)));
      }),
      { numRuns: runs * 2 },
    );
  });

  it('of compound keys goes field by field, downwards where a field descends', () => {
    const encode = ([first, second]: [unknown, unknown]) => {
      const writer = new KeyWriter().value(first);
      const start = writer.length;
      return writer.value(second).invert(start).take();
    };
    fc.assert(
      fc.property(fc.tuple(value, value), fc.tuple(value, value), (a, b) => {
        const expected = reference(a[0], b[0]) || reference(b[1], a[1]);
        expect(sign(Buffer.compare(encode(a), encode(b)))).toBe(sign(expected));
      }),
      { numRuns: runs },
    );
  });
});
