import { decode, decodeFields, encode, spliceFields } from '@nearcare/bff/embedded-store/documents';
import { compileUpdate } from '@nearcare/bff/embedded-store/update';
import { Double, Int32, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const numRuns = process.env['SOAK'] === '1' ? 100_000 : 3_000;

const name = fc.constantFrom('a', 'b', 'ab', 'ż', '托', 'longer name');
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.integer().map((value) => new Int32(value)),
  fc.double({ noNaN: true }).map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }).map((value) => Long.fromBigInt(value)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
);
const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(name, leaf, { maxKeys: 3 }));
const doc = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.dictionary(name, value, { maxKeys: 6 }))
  .map(([_id, fields]) => ({ _id: new Int32(_id), ...fields }));
const operators = ['$set', '$set', '$set', '$unset', '$unset', '$setOnInsert', '$min', '$addToSet'] as const;
/** One operator for each field at the top or inside one: two for the same are refused before anything is read. */
const update = fc
  .uniqueArray(
    fc.record({ name, inside: fc.option(name), operator: fc.constantFrom(...operators), operand: value }),
    { selector: (change) => change.name, minLength: 1, maxLength: 3 },
  )
  .map((changes) => {
    const sent: Record<string, Record<string, unknown>> = {};
    for (const { name, inside, operator, operand } of changes)
      sent[operator] = { ...sent[operator], [inside === null ? name : `${name}.${inside}`]: operand };
    return sent;
  });

it('an update in the bytes of a document does the same as one of the whole document, and refuses the same', () => {
  let changed = 0;
  fc.assert(
    fc.property(doc, update, (stored, sent) => {
      const raw = encode(stored);
      const whole = attempt(() => {
        const { apply } = compileUpdate(sent);
        return encode(apply(decode(raw), false));
      });
      const inPlace = attempt(() => {
        const { apply, read, touched } = compileUpdate(sent);
        const after = apply(decodeFields(raw, read, new Set(['_id'])), false);
        return touched ? spliceFields(raw, touched, after) : encode(after);
      });
      if (Buffer.isBuffer(whole) && !whole.equals(raw)) changed += 1;
      expect(inPlace).toEqual(whole);
    }),
    { numRuns },
  );
  expect(changed).toBeGreaterThan(numRuns / 4);
});

function attempt(run: () => Buffer): Buffer | string {
  try {
    return run();
  } catch (error) {
    return (error as Error).message;
  }
}
