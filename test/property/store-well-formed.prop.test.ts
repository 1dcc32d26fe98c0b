import { isUtf8 } from 'node:buffer';
import { decode, encode, pickFields } from '@nearcare/bff/embedded-store/documents';
import { pickWellFormed } from '@nearcare/bff/embedded-store/well-formed';
import { Binary, Double, Int32, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const numRuns = process.env['SOAK'] === '1' ? 200_000 : 5_000;

const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.integer().map((value) => new Int32(value)),
  fc.double().map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
);
const { doc } = fc.letrec<{ value: unknown; doc: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('doc')),
  doc: fc.dictionary(
    fc.string({ maxLength: 6 }).filter((name) => !name.includes('\0') && name !== '__proto__'),
    tie('value'),
    { maxKeys: 5 },
  ),
}));

const isWellFormed = (bytes: Buffer) => pickWellFormed(bytes, new Set()) !== undefined;

it('a whole document of common types is known to be whole without being decoded', () => {
  fc.assert(
    fc.property(doc, (value) => {
      expect(isWellFormed(encode(value))).toBe(true);
    }),
    { numRuns },
  );
  expect(isWellFormed(encode({ bytes: new Binary(Buffer.from('x')) }))).toBe(false);
});

it('bytes that decoding refuses are never taken for whole', () => {
  const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
  let refused = 0;
  fc.assert(
    fc.property(
      doc,
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.nat({ max: 3 }),
      (value, changes, cut) => {
        const raw = Buffer.from(encode(value));
        for (const { at, to } of changes) raw[at % raw.length] = to;
        const bytes = raw.subarray(0, raw.length - cut);
        let isDecodable = true;
        try {
          decode(bytes);
        } catch {
          isDecodable = false;
        }
        if (!isDecodable) refused += 1;
        if (isWellFormed(bytes)) expect(isDecodable).toBe(true);
      },
    ),
    { numRuns },
  );
  expect(refused).toBeGreaterThan(numRuns / 10);
});

it('fields picked while the bytes are looked at are those picked from the whole document', () => {
  fc.assert(
    fc.property(doc, fc.nat(), (value, pick) => {
      const raw = encode(value);
      const names = new Set(Object.keys(decode(raw)).filter((_name, index) => (pick >> index) & 1));
      expect(pickWellFormed(raw, names)).toEqual(pickFields(raw, names));
    }),
    { numRuns },
  );
});

it('what Node takes for no text is never taken for whole, what it takes for text always is', () => {
  const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
  const firsts = Buffer.from('80bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5ff', 'hex');
  const behind = edges.flatMap((second) =>
    edges.flatMap((third) => edges.map((fourth) => [second, third, fourth])),
  );
  const raw = Buffer.from(encode({ a: 'text' }));
  const text = raw.subarray(-6, -2);
  const wrong: string[] = [];
  for (const first of firsts)
    for (const rest of behind)
      for (const bytes of [
        [first, ...rest],
        [0x61, first, ...rest.slice(1)],
        [0x61, 0x61, first, rest[2] ?? 0],
        [0x61, 0x61, 0x61, first],
      ]) {
        text.set(bytes);
        if (isWellFormed(raw) !== isUtf8(text)) wrong.push(text.toString('hex'));
      }
  expect(wrong).toEqual([]);
});
