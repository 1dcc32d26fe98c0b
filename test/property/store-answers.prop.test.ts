import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningStore, startEmbeddedStore } from '@nearcare/bff/embedded-store/index';
import fc from 'fast-check';
import { type Collection, Double, Long, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyIndexes } from '../support/verify-indexes.js';

const runs = process.env['SOAK'] === '1' ? 1000 : 20;
const folder = mkdtempSync(path.join(tmpdir(), 'store-answers-'));
type Doc = { _id: number; [field: string]: unknown };
let store: RunningStore;
let client: MongoClient;
let plain: Collection<Doc>;
let indexed: Collection<Doc>;

beforeAll(async () => {
  store = await startEmbeddedStore({ dataDir: folder });
  client = await new MongoClient(store.uri).connect();
  plain = client.db('answers').collection<Doc>('plain');
  indexed = client.db('answers').collection<Doc>('indexed');
  await indexed.createIndexes([
    { key: { a: 1 } },
    { key: { b: -1, a: 1 } },
    { key: { 'list.x': 1, b: 1 } },
    { key: { c: 1 }, sparse: true },
    { key: { a: 1, c: -1 }, partialFilterExpression: { b: { $gte: 0 } }, name: 'partial' },
  ]);
});
afterAll(async () => {
  await client?.close();
  await store?.close();
  assert.deepEqual(await verifyIndexes(folder), []);
  rmSync(folder, { recursive: true, force: true });
});

/** Few values, so that filters meet documents; now and then an odd one. */
const scalar = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom('', 'a', 'ab', '托', '\u{20000}', 'a\0b') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1e17,
      Long.fromNumber(1),
      new Double(2),
      Long.fromString('9007199254740993'),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(true, false, new Date(0), new Date(1)) },
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar }, { requiredKeys: [] }) },
);
const element = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] });
const list = fc.array(fc.oneof({ weight: 5, arbitrary: element }, scalar), { maxLength: 3 });
const doc = fc.record(
  { a: value, b: scalar, c: value, list: fc.oneof({ weight: 4, arbitrary: list }, element) },
  { requiredKeys: [] },
);

const range = (low: '$gt' | '$gte', high: '$lt' | '$lte') =>
  fc
    .record({ [low]: scalar, [high]: scalar }, { requiredKeys: [] })
    .filter((ends) => Object.keys(ends).length > 0);
const bounded = fc.oneof(range('$gt', '$lt'), range('$gte', '$lte'));
const condition = fc.oneof(
  { weight: 3, arbitrary: value },
  { weight: 4, arbitrary: bounded },
  { weight: 2, arbitrary: fc.record({ $in: fc.array(value, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ $ne: value }) },
  { weight: 1, arbitrary: fc.record({ $exists: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ $elemMatch: bounded }) },
);
const field = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('a', 'b', 'c', 'list.x', 'list.y'), condition) },
  fc.tuple(
    fc.constant('list'),
    fc.record({ $elemMatch: fc.record({ x: condition, y: scalar }, { requiredKeys: ['x'] }) }),
  ),
);
const fields = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(field, { minLength: 1, maxLength: 2 }).map((entries) => Object.fromEntries(entries)),
  },
  { weight: 1, arbitrary: fc.record({ 'list.x': condition, 'list.y': condition }) },
  // the two fields of one index
  { weight: 1, arbitrary: fc.record({ 'list.x': condition, b: condition }) },
  { weight: 1, arbitrary: fc.record({ a: condition, b: condition }) },
);
const filter = fc.oneof(
  { weight: 6, arbitrary: fields },
  fc.record({ $or: fc.array(fields, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $and: fc.array(fields, { minLength: 1, maxLength: 2 }) }),
);
const sort = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'list.x'), fc.constantFrom(1 as const, -1 as const)),
  { maxLength: 2 },
);

describe('with indexes and without', () => {
  it('the same filter and order give the same documents', async () => {
    let [used, met] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(doc, { minLength: 8, maxLength: 20 }),
        fc.array(fc.tuple(filter, sort), { minLength: 12, maxLength: 20 }),
        async (docs, queries) => {
          await Promise.all([plain.deleteMany({}), indexed.deleteMany({})]);
          const numbered = docs.map((fields, _id) => ({ _id, ...fields }));
          // a document whose two lists an index refuses is left out of both
          await indexed.insertMany(numbered, { ordered: false }).catch(() => undefined);
          await plain.insertMany(await indexed.find().toArray());
          for (const [where, order] of queries) {
            const by = new Map<string, 1 | -1>([...order, ['_id', 1]]);
            const read = async (collection: Collection<Doc>) =>
              (
                await collection
                  .find(where as never)
                  .sort(by)
                  .toArray()
                  .catch((error: Error) => [{ _id: error.message }])
              ).map((found) => found._id);
            const [scanned, looked] = await Promise.all([read(plain), read(indexed)]);
            expect(looked).toEqual(scanned);
            if (scanned.length > 0) met += 1;
          }
          const [where] = queries[0] as [object, unknown];
          const plan = await indexed
            .find(where as never)
            .explain('queryPlanner')
            .catch(() => undefined);
          if (JSON.stringify(plan)?.includes('IXSCAN')) used += 1;
        },
      ),
      { numRuns: runs },
    );
    expect(used, 'too few queries used an index: nothing was compared').toBeGreaterThan(runs / 10);
    expect(met, 'too few queries found anything').toBeGreaterThan(runs * 3);
  });

  it('the same updates leave the same documents, and indexes as if built anew', async () => {
    const update = fc.oneof(
      fc.record({ $set: fc.record({ a: value, b: scalar, 'c.x': scalar }, { requiredKeys: ['a'] }) }),
      fc.record({ $unset: fc.constantFrom({ a: '' }, { list: '' }, { c: '' }) }),
      fc.record({ $push: fc.record({ list: fc.record({ x: scalar }) }) }),
      fc.record({ $inc: fc.record({ b: fc.integer({ min: -2, max: 2 }) }) }),
      fc.record({ $pull: fc.record({ list: fc.record({ x: scalar }) }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(doc, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(fields, update, fc.boolean()), { maxLength: 6 }),
        async (docs, updates) => {
          await Promise.all([plain.deleteMany({}), indexed.deleteMany({})]);
          for (const [_id, fields] of docs.entries()) {
            const refused = await indexed.insertOne({ _id, ...fields }).then(
              () => false,
              () => true,
            );
            if (!refused) await plain.insertOne({ _id, ...fields });
          }
          for (const [where, change, many] of updates) {
            const run = (collection: Collection<Doc>) =>
              many
                ? collection.updateMany(where as never, change as never).then(
                    (result) => result.modifiedCount,
                    (error: Error) => error.message,
                  )
                : collection.findOneAndUpdate(where as never, change as never, { sort: { _id: 1 } }).then(
                    (found) => found?._id,
                    (error: Error) => error.message,
                  );
            const outcome = await run(indexed);
            // an update of many that fails half-way has changed those it came to first
            if (typeof outcome === 'string' && (many || outcome.includes('parallel arrays'))) return;
            expect(await run(plain)).toEqual(outcome);
          }
          const read = (collection: Collection<Doc>) => collection.find().sort({ _id: 1 }).toArray();
          expect(await read(indexed)).toEqual(await read(plain));
          expect(await indexed.find().sort({ a: 1 }).toArray()).toHaveLength(await indexed.countDocuments());
        },
      ),
      { numRuns: runs },
    );
  });
});
