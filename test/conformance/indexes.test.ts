import { type Collection, Double, Long, MongoServerError, ObjectId } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AnyDocument, useEngine } from './engine.js';

const engine = useEngine('indexes');
type Doc = AnyDocument;
let collection: Collection<Doc>;
let count = 0;

beforeEach(() => {
  count += 1;
  collection = engine.db.collection<Doc>(`c${count}`);
});

const duplicate = (keyPattern: object, keyValue: object) =>
  expect.objectContaining({ code: 11000, keyPattern, keyValue });
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('a unique index', () => {
  it('refuses a second holder on insert, update and upsert, and names the key', async () => {
    await collection.createIndex({ phone: 1 }, { unique: true });
    await collection.insertMany([
      { _id: 1, phone: '13800000000' },
      { _id: 2, phone: '13900000000' },
    ]);
    const taken = duplicate({ phone: 1 }, { phone: '13800000000' });
    expect(await failure(collection.insertOne({ _id: 3, phone: '13800000000' }))).toEqual(taken);
    expect(
      await failure(collection.findOneAndUpdate({ _id: 2 }, { $set: { phone: '13800000000' } })),
    ).toEqual(taken);
    expect(await failure(collection.updateOne({ _id: 2 }, { $set: { phone: '13800000000' } }))).toMatchObject(
      { code: 11000 },
    );
    expect(
      await failure(collection.updateOne({ _id: 9 }, { $set: { phone: '13800000000' } }, { upsert: true })),
    ).toMatchObject({ code: 11000 });
    expect(await collection.countDocuments({ phone: '13800000000' })).toBe(1);
    await collection.deleteOne({ _id: 1 });
    await collection.insertOne({ _id: 3, phone: '13800000000' });
  });

  it('holds for compound keys, numbers of any type and missing fields', async () => {
    await collection.createIndex({ family: 1, key: -1 }, { unique: true });
    await collection.insertOne({ _id: 1, family: 'f', key: 1 });
    await collection.insertOne({ _id: 2, family: 'f', key: 2 });
    await collection.insertOne({ _id: 3, family: 'f' });
    expect(await failure(collection.insertOne({ _id: 4, family: 'f', key: new Double(1) }))).toMatchObject({
      code: 11000,
    });
    expect(
      await failure(collection.insertOne({ _id: 5, family: 'f', key: Long.fromNumber(2) })),
    ).toMatchObject({ code: 11000 });
    if (engine.isDocumentDb) return;
    expect(await failure(collection.insertOne({ _id: 6, family: 'f' }))).toMatchObject({ code: 11000 });
  });

  it('holds across elements of arrays, but not inside one document', async () => {
    await collection.createIndex({ 'claims.id': 1 }, { unique: true });
    await collection.insertOne({ _id: 1, claims: [{ id: 'a' }, { id: 'a' }] });
    expect(await failure(collection.insertOne({ _id: 2, claims: [{ id: 'b' }, { id: 'a' }] }))).toMatchObject(
      { code: 11000 },
    );
    await collection.insertOne({ _id: 3, claims: [{ id: 'b' }] });
  });

  it('with sparse leaves out documents without the field', async () => {
    await collection.createIndex({ openId: 1 }, { unique: true, sparse: true });
    await collection.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, openId: 'x' }]);
    expect(await failure(collection.insertOne({ _id: 4, openId: 'x' }))).toMatchObject({ code: 11000 });
    expect(await collection.countDocuments({ openId: null as never })).toBe(2);
  });

  it('with a partial filter holds only where the filter does', async () => {
    await collection.createIndex(
      { child: 1, on: 1 },
      { unique: true, partialFilterExpression: { status: 'confirmed' } },
    );
    await collection.insertMany([
      { _id: 1, child: 'c', on: '2026-11-23', status: 'cancelled' },
      { _id: 2, child: 'c', on: '2026-11-23', status: 'confirmed' },
      { _id: 3, child: 'c', on: '2026-11-23', status: 'cancelled' },
    ]);
    expect(await failure(collection.updateOne({ _id: 1 }, { $set: { status: 'confirmed' } }))).toMatchObject({
      code: 11000,
    });
    await collection.updateOne({ _id: 2 }, { $set: { status: 'cancelled' } });
    await collection.updateOne({ _id: 1 }, { $set: { status: 'confirmed' } });
    expect(await collection.countDocuments({ child: 'c', on: '2026-11-23' })).toBe(3);
  });

  it('cannot be made over duplicates, and leaves nothing behind', async () => {
    await collection.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    expect(await failure(collection.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
    expect((await collection.indexes()).map((index) => index.name)).toEqual(['_id_']);
  });

  it('keeps long keys apart by their last character', async () => {
    await collection.createIndex({ text: 1 }, { unique: true });
    const long = '长'.repeat(400);
    await collection.insertMany([
      { _id: 1, text: `${long}甲` },
      { _id: 2, text: `${long}乙` },
    ]);
    expect(await failure(collection.insertOne({ _id: 3, text: `${long}乙` }))).toMatchObject({ code: 11000 });
    expect(await collection.countDocuments({ text: `${long}甲` })).toBe(1);
  });
});

describe('managing indexes', () => {
  it('lists what was made, with its options', async () => {
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60, name: 'gone' });
    await collection.createIndex({ place: '2dsphere' });
    await collection.createIndex({ s: 1 }, { partialFilterExpression: { s: { $gt: 1 } } });
    const found = await collection.indexes();
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: '_id_', key: { _id: 1 } }),
        expect.objectContaining({ name: 'a_1_b_-1', key: { a: 1, b: -1 }, unique: true }),
        expect.objectContaining({ name: 'gone', expireAfterSeconds: 60 }),
        expect.objectContaining({ name: 'place_2dsphere', key: { place: '2dsphere' } }),
        expect.objectContaining({ name: 's_1', partialFilterExpression: { s: { $gt: 1 } } }),
      ]),
    );
    await collection.dropIndex('gone');
    expect(await collection.indexExists('gone')).toBe(false);
    await collection.dropIndexes();
    expect(await collection.indexes()).toHaveLength(1);
  });

  it('making an index twice is no error; the same name for another one is', async () => {
    await collection.createIndex({ a: 1 }, { name: 'x' });
    await collection.createIndex({ a: 1 }, { name: 'x' });
    expect(await failure(collection.createIndex({ b: 1 }, { name: 'x' }))).toBeInstanceOf(MongoServerError);
    expect(await failure(collection.dropIndex('nothing'))).toMatchObject({ code: 27 });
  });

  it('drops a collection and everything of it', async () => {
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ _id: 1, a: 1 });
    await collection.drop();
    expect(await engine.db.listCollections({ name: collection.collectionName }).toArray()).toEqual([]);
    await collection.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    expect((await collection.indexes()).map((index) => index.name)).toEqual(['_id_']);
  });
});

describe('answers with an index', () => {
  it('are those without it', async () => {
    const docs = Array.from({ length: 300 }, (_, i) => ({
      _id: new ObjectId(),
      n: i % 7,
      s: `k${i % 11}`,
      tags: [i % 3, i % 5],
      ...(i % 4 ? { maybe: i % 4 } : {}),
    }));
    await collection.insertMany(docs);
    const filters = [
      { n: 3 },
      { n: { $in: [1, 5, 9] } },
      { n: { $gt: 2, $lte: 5 }, s: 'k4' },
      { s: { $gte: 'k3', $lt: 'k6' } },
      { tags: 2 },
      { tags: { $gt: 1, $lt: 3 } },
      { maybe: null },
      { maybe: { $gte: 2 } },
      { n: 3, s: { $in: ['k1', 'k2'] } },
      { $or: [{ n: 1 }, { s: 'k2' }] },
    ];
    const read = () =>
      Promise.all(
        filters.map((filter) =>
          collection
            .find(filter as never)
            .sort({ s: -1, _id: 1 })
            .toArray(),
        ),
      );
    const scanned = await read();
    await collection.createIndexes([
      { key: { n: 1, s: -1 } },
      { key: { s: 1 } },
      { key: { tags: 1 } },
      { key: { maybe: 1 }, sparse: true },
    ]);
    expect(await read()).toEqual(scanned);
    expect(scanned.every((found) => found.length > 0)).toBe(true);
  });
});

describe('a partial or sparse index', () => {
  it('never hides what its filter leaves out', async () => {
    await collection.insertMany([
      { _id: 1 },
      { _id: 2, a: null },
      { _id: 3, a: 5, b: 1 },
      { _id: 4, a: [5, -5], b: -1 },
      { _id: 5, a: -5 },
    ] as never);
    const filters = [
      { a: null },
      { a: { $ne: 5 } },
      { a: { $gte: null } },
      { a: 5 },
      { a: { $gt: 1 } },
      { a: { $lt: 1 } },
      { a: { $in: [5, null] } },
      { a: { $exists: false } },
      { a: 5, b: { $gt: 0 } },
    ];
    const read = () =>
      Promise.all(filters.map((filter) => collection.find(filter as never, { sort: { _id: 1 } }).toArray()));
    const scanned = await read();
    await collection.createIndex({ a: 1 }, { partialFilterExpression: { a: { $gt: 0 } }, name: 'positive' });
    expect(await read()).toEqual(scanned);
    await collection.dropIndexes();
    await collection.createIndex({ a: 1 }, { partialFilterExpression: { a: { $exists: true } } });
    expect(await read()).toEqual(scanned);
    await collection.dropIndexes();
    await collection.createIndex({ a: 1 }, { sparse: true });
    expect(await read()).toEqual(scanned);
  });
});

describe('the ends of an index', () => {
  it.each([1, -1] as const)('are found by open ranges, with direction %i', async (direction) => {
    await collection.createIndex({ v: direction });
    await collection.insertMany([
      { _id: 1, v: Number.POSITIVE_INFINITY },
      { _id: 2, v: 1e308 },
      { _id: 3, v: Number.NEGATIVE_INFINITY },
      { _id: 4, v: '' },
      { _id: 5, v: new ObjectId('ffffffffffffffffffffffff') },
      { _id: 6, v: new ObjectId('000000000000000000000000') },
      { _id: 7, v: new Date(0) },
    ]);
    const ids = async (condition: object) =>
      (await collection.find({ v: condition } as never).toArray()).map((doc) => doc._id).sort();
    expect(await ids({ $gt: 0 })).toEqual([1, 2]);
    expect(await ids({ $lt: 0 })).toEqual([3]);
    expect(await ids({ $lte: '' })).toEqual([4]);
    expect(await ids({ $gte: '' })).toEqual([4]);
    expect(await ids({ $gt: new ObjectId('111111111111111111111111') })).toEqual([5]);
    expect(await ids({ $lt: new ObjectId('111111111111111111111111') })).toEqual([6]);
    expect(await ids({ $lte: new Date(5) })).toEqual([7]);
  });
});

describe('explain', () => {
  it('names the index a query uses', async ({ skip }) => {
    if (!engine.isEmbedded) skip('explain has another shape on other engines');
    await collection.insertMany(
      Array.from({ length: 50 }, (_, i) => ({
        _id: i,
        a: i,
        b: -i,
        place: { type: 'Point', coordinates: [i, i] },
      })),
    );
    await collection.createIndexes([{ key: { a: 1, b: 1 } }, { key: { place: '2dsphere' } }]);
    const stages = async (filter: object, sort: Record<string, 1 | -1> = {}) => {
      const names: unknown[] = [];
      const explained = await collection
        .find(filter as never)
        .sort(sort)
        .explain('queryPlanner');
      for (let plan = explained['queryPlanner'].winningPlan; plan; plan = plan.inputStage)
        names.push(plan.indexName ?? plan.stage);
      return names;
    };
    expect(await stages({ a: 3 })).toEqual(['FETCH', 'a_1_b_1']);
    expect(await stages({ _id: 3 })).toEqual(['_id_']);
    expect(await stages({ b: 3 })).toEqual(['COLLSCAN']);
    expect(await stages({ a: 3 }, { b: -1 })).toEqual(['FETCH', 'a_1_b_1']);
    expect(await stages({ a: { $gt: 3 } }, { b: 1 })).toEqual(['SORT', 'FETCH', 'a_1_b_1']);
    const $geoNear = {
      near: { type: 'Point', coordinates: [1, 1] },
      distanceField: 'metres',
      spherical: true,
    };
    const near = await collection.aggregate([{ $geoNear }]).explain('queryPlanner');
    expect(near['queryPlanner'].winningPlan.inputStage.indexName).toBe('place_2dsphere');
  });
});

describe('a TTL index', () => {
  it('removes what is over and nothing else', async ({ skip }) => {
    if (!engine.isEmbedded) skip('other engines sweep once a minute');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 10 });
    await collection.insertMany([
      { _id: 'old', at: new Date(Date.now() - 11_000) },
      { _id: 'young', at: new Date(Date.now() - 1000) },
      { _id: 'text', at: 'yesterday' },
      { _id: 'none' },
    ]);
    await expect.poll(() => collection.countDocuments({ _id: 'old' })).toBe(0);
    expect(await collection.countDocuments()).toBe(3);
  });
});
