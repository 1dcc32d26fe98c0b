import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningStore, startEmbeddedStore } from '@nearcare/bff/embedded-store/index';
import { type Db, Decimal128, Double, Long, MinKey, MongoClient, Timestamp } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'store-refusals-'));
let store: RunningStore;
let client: MongoClient;
let db: Db;

beforeAll(async () => {
  store = await startEmbeddedStore({ dataDir: folder });
  client = await new MongoClient(store.uri).connect();
  db = client.db('refusals');
  await db
    .collection<{ _id: number }>('c')
    .insertMany([
      { _id: 1, a: 1, d: Decimal128.fromString('1.5'), l: Long.fromString('9007199254740993') },
    ] as never);
});
afterAll(async () => {
  await client?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const find = (filter: object, more: object = {}) => ({ find: 'c', filter, ...more });
const aggregate = (...pipeline: object[]) => ({ aggregate: 'c', cursor: {}, pipeline });
const update = (u: object, more: object = {}) => ({
  findAndModify: 'c',
  query: { _id: 1 },
  update: u,
  ...more,
});
const index = (key: object, more: object = {}) => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'x', ...more }],
});

/** What a MongoDB has and the store has not, by the place it stands in. */
const operators: [command: (name: string) => object, names: string][] = [
  [(name) => find({ [name]: {} }), '$expr $where $text $jsonSchema $comment $sampleRate'],
  [
    (name) => find({ a: { [name]: 1 } }),
    '$not $all $size $mod $type $near $nearSphere $geoWithin $geoIntersects $bitsAllSet $bitsAnyClear',
  ],
  [
    (name) => aggregate({ $count: 'n' }, { [name]: {} }),
    '$skip $lookup $graphLookup $facet $unionWith $sample $unwind $set $addFields $unset $replaceRoot $replaceWith ' +
      '$bucket $sortByCount $redact $setWindowFields $out $merge $changeStream',
  ],
  [
    (name) => aggregate({ $group: { _id: null, x: { [name]: 1 } } }),
    '$addToSet $stdDevPop $accumulator $mergeObjects',
  ],
  [
    (name) => aggregate({ $group: { _id: { [name]: ['$a', 1] } } }),
    '$function $dateToString $mod $concat $literal $map $sum',
  ],
  [(name) => update({ [name]: { a: 1 } }), '$mul $rename $bit $currentDate $pop $pullAll'],
  [(name) => update({ $push: { list: { $each: [1], [name]: 1 } } }), '$position $slice $sort'],
  [(name) => find({}, { projection: { a: { [name]: 1 } } }), '$slice $elemMatch $meta $add'],
  [(name) => find({}, { [name]: { a: 1 } }), 'collation tailable hint min max let returnKey'],
  [(name) => update({ $set: { a: 2 } }, { [name]: [] }), 'arrayFilters collation hint'],
  [(name) => index({ a: name }), 'text hashed 2d'],
  [(name) => index({ a: 1 }, { [name]: 1 }), 'collation hidden weights'],
  [(name) => index({ a: 1 }, { partialFilterExpression: { b: { [name]: [1] } } }), '$ne $nin $all'],
  [(name) => ({ create: 'made', [name]: 1 }), 'capped validator viewOn timeseries'],
  [(name) => ({ explain: find({}), verbosity: name }), 'executionStats allPlansExecution'],
];

const refused: [what: string, command: object, code: number, names: string][] = [
  ['an unknown command', { shutdown: 1 }, 59, 'shutdown'],
  ['a command that only JavaScript could have', { mapReduce: 'c' }, 59, 'mapReduce'],
  ['a name that every object has', { toString: 1 }, 59, 'toString'],
  ['PCRE that JavaScript reads otherwise', find({ a: { $regex: '(?i)x' } }), 115, '(?i)x'],
  ['a regular expression option', find({ a: { $regex: 'x', $options: 'x' } }), 115, "'x'"],
  ['a regular expression as a value', find({ a: { $ne: /x/ } }), 115, 'BSONRegExp'],
  ['a positional projection', find({}, { projection: { 'a.$': 1 } }), 115, 'a.$'],
  ['a positional update', update({ $set: { 'list.$[].a': 1 } }), 115, 'list.$[].a'],
  ['an update by a pipeline', update([{ $set: { a: 2 } }]), 115, 'pipeline'],
  ['a sort that is no direction', find({}, { sort: { a: 2 } }), 2, 'sort'],
  ['a sort by a text score', find({}, { sort: { a: { $meta: 'textScore' } } }), 115, "'a'"],
  ['a negative skip', find({}, { skip: -1 }), 2, 'skip'],
  ['a variable', aggregate({ $group: { _id: '$$ROOT' } }), 115, '$$ROOT'],
  ['a computed projection', aggregate({ $project: { b: '$a' } }), 115, "'b'"],
  ['Decimal128 in a filter', find({ a: Decimal128.fromString('1') }), 115, 'Decimal128'],
  ['a filter that meets a Decimal128', find({ d: 1.5 }), 115, 'Decimal128'],
  ['a sort that meets a Decimal128', find({}, { sort: { d: 1 } }), 115, 'Decimal128'],
  ['MinKey in a filter', find({ a: { $gt: new MinKey() } }), 115, 'MinKey'],
  ['a Timestamp in a filter', find({ a: new Timestamp({ t: 1, i: 1 }) }), 115, 'Timestamp'],
  ['Decimal128 in a group', aggregate({ $group: { _id: null, x: { $sum: '$d' } } }), 115, 'Decimal128'],
  ['a Long beyond doubles in a group', aggregate({ $group: { _id: null, x: { $sum: '$l' } } }), 115, 'Long'],
  ['arithmetic with Decimal128', update({ $inc: { d: 1 } }), 115, 'Decimal128'],
  ['a wildcard index', index({ '$**': 1 }), 115, '$**'],
  ['an index on a position', index({ 'list.0': 1 }), 115, 'list.0'],
  ['a 2dsphere index on two fields', index({ a: '2dsphere', b: 1 }), 115, '2dsphere'],
  ['a sparse index on two fields', index({ a: 1, b: 1 }, { sparse: true }), 115, 'sparse'],
  ['a TTL index on two fields', index({ a: 1, b: 1 }, { expireAfterSeconds: 1 }), 115, 'TTL'],
  [
    'alternatives in a partial index',
    index({ a: 1 }, { partialFilterExpression: { $or: [{ a: 1 }] } }),
    115,
    'logical',
  ],
  ['a snapshot across commands', find({}, { readConcern: { level: 'snapshot' } }), 115, 'snapshot'],
  ['a write on two servers', { insert: 'c', documents: [{ _id: 5 }], writeConcern: { w: 2 } }, 2, 'w'],
  [
    'a transaction',
    { insert: 'c', documents: [{ _id: 5 }], txnNumber: Long.ONE, startTransaction: true, autocommit: false },
    20,
    'Transaction numbers',
  ],
  ['a bad collection name', { find: 'a$b' }, 73, 'a$b'],
  ...operators.flatMap(([command, names]) =>
    names.split(' ').map((name): [string, object, number, string] => [name, command(name), 115, name]),
  ),
];

describe('outside the scope', () => {
  it.each(refused)('%s is refused by name', async (_what, command, code, names) => {
    const error = await db.command(command).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    expect(String((error as Error).message)).toContain(names);
  });

  it('nothing of it was written', async () => {
    expect(await db.listCollections().toArray()).toHaveLength(1);
    expect(await db.collection('c').countDocuments({})).toBe(1);
    expect(await db.collection('c').indexes()).toHaveLength(1);
  });

  it('a transaction of the driver fails and says why', async () => {
    const session = client.startSession();
    session.startTransaction();
    const write = db.collection<{ _id: number }>('c').insertOne({ _id: 9 }, { session });
    await expect(write).rejects.toThrow(/Transaction numbers|not support/);
    await session.abortTransaction().catch(() => undefined);
    await session.endSession();
    expect(await db.collection<{ _id: number }>('c').countDocuments({ _id: 9 })).toBe(0);
  });
});

describe('odd keys and values', () => {
  it('a key too long for an index is refused by name, on the document and not on the query', async () => {
    const long = db.collection<{ _id: string; text?: string }>('long');
    await long.createIndex({ text: 1 });
    await expect(long.insertOne({ _id: 'a', text: 'x'.repeat(3000) })).rejects.toMatchObject({ code: 17280 });
    await expect(long.insertOne({ _id: 'x'.repeat(3000) })).rejects.toMatchObject({ code: 17280 });
    expect(await long.countDocuments({ text: 'x'.repeat(3000) })).toBe(0);
    expect(await long.countDocuments({ text: { $lt: 'x'.repeat(3000) } })).toBe(0);
    expect(await long.findOne({ _id: 'x'.repeat(3000) })).toBeNull();
    await long.drop();
  });

  it('fields named like members of every object are only fields', async () => {
    const names = db.collection<{ _id: number }>('names');
    const doc = JSON.parse('{"_id":1,"__proto__":{"polluted":true},"constructor":"c","toString":"t"}') as {
      _id: number;
    };
    await names.insertOne(doc);
    await names.updateOne({ _id: 1 }, { $set: { '__proto__.more': 1, constructor: 'd' } } as never);
    expect(await names.countDocuments({ constructor: 'd' } as never)).toBe(1);
    expect(await names.countDocuments({ valueOf: { $exists: true } } as never)).toBe(0);
    expect(await names.countDocuments({ '__proto__.polluted': true } as never)).toBe(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    await names.drop();
  });

  it('a multi-key index over two lists is refused on the document that has both', async () => {
    const lists = db.collection<{ _id: number }>('lists');
    await lists.createIndex({ a: 1, b: 1 });
    await lists.insertOne({ _id: 1, a: [1], b: 1 } as never);
    await expect(lists.insertOne({ _id: 2, a: [1], b: [1] } as never)).rejects.toMatchObject({ code: 171 });
    await lists.drop();
  });

  it('maxTimeMS ends a query that takes longer', async () => {
    const many = db.collection<{ _id: number; n: Double }>('many');
    await many.insertMany(
      Array.from({ length: 5000 }, (_, i) => ({ _id: i, n: new Double(i), text: 'x'.repeat(500) })),
    );
    await expect(many.find({ text: /y$/ } as never, { maxTimeMS: 1 }).toArray()).rejects.toMatchObject({
      code: 50,
    });
    await many.drop();
  });
});
