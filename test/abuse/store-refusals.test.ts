import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningStore, startEmbeddedStore } from '@nearcare/bff/embedded-store/index';
import { type Db, Decimal128, Double, Long, MongoClient } from 'mongodb';
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

const refused: [what: string, command: object, code: number, names: string][] = [
  ['an unknown command', { shutdown: 1 }, 59, 'shutdown'],
  ['a command that only JavaScript could have', { mapReduce: 'c' }, 59, 'mapReduce'],
  ['a name that every object has', { toString: 1 }, 59, 'toString'],
  ['a collation', find({}, { collation: { locale: 'zh' } }), 115, 'collation'],
  ['a tailable cursor', find({}, { tailable: true }), 115, 'tailable'],
  ['bounds of an index by hand', find({}, { min: { _id: 1 } }), 115, 'min'],
  ['variables', find({}, { let: { a: 1 } }), 115, 'let'],
  ['$where', find({ $where: 'true' }), 115, '$where'],
  ['$text', find({ $text: { $search: 'x' } }), 115, '$text'],
  ['$jsonSchema', find({ $jsonSchema: {} }), 115, '$jsonSchema'],
  ['bits', find({ a: { $bitsAllSet: 1 } }), 115, '$bitsAllSet'],
  ['PCRE that JavaScript reads otherwise', find({ a: { $regex: '(?i)x' } }), 115, '(?i)x'],
  ['a regular expression option', find({ a: { $regex: 'x', $options: 'x' } }), 115, "'x'"],
  ['a computed projection', find({}, { projection: { b: { $add: ['$a', 1] } } }), 115, '$add'],
  ['a positional projection', find({}, { projection: { 'a.$': 1 } }), 115, 'a.$'],
  ['a hint at nothing', find({}, { hint: 'none' }), 2, 'hint'],
  ['a sort that is no direction', find({}, { sort: { a: 2 } }), 2, 'sort'],
  ['a flat circle', find({ a: { $geoWithin: { $center: [[0, 0], 1] } } }), 115, '$center'],
  ['a negative skip', find({}, { skip: -1 }), 2, 'skip'],
  ['writing stages', aggregate({ $out: 'x' }), 115, '$out'],
  ['$merge', aggregate({ $merge: 'x' }), 115, '$merge'],
  ['window functions', aggregate({ $setWindowFields: {} }), 115, '$setWindowFields'],
  [
    '$lookup with variables',
    aggregate({ $lookup: { from: 'c', let: {}, pipeline: [], as: 'x' } }),
    115,
    'let',
  ],
  ['JavaScript in an expression', aggregate({ $set: { x: { $function: {} } } }), 9, '$function'],
  ['Decimal128 in a computation', aggregate({ $set: { x: { $add: ['$d', 1] } } }), 115, 'Decimal128'],
  ['a Long beyond doubles in a computation', aggregate({ $set: { x: { $add: ['$l', 1] } } }), 115, 'Long'],
  ['a change stream', aggregate({ $changeStream: {} }), 115, '$changeStream'],
  ['$bit', update({ $bit: { a: { or: 1 } } }), 115, '$bit'],
  ['arithmetic with Decimal128', update({ $inc: { d: 1 } }), 115, 'Decimal128'],
  ['a text index', index({ a: 'text' }), 115, 'text'],
  ['a hashed index', index({ a: 'hashed' }), 115, 'hashed'],
  ['a wildcard index', index({ '$**': 1 }), 115, '$**'],
  ['a 2dsphere index on two fields', index({ a: '2dsphere', b: 1 }), 115, '2dsphere'],
  ['an index with a collation', index({ a: 1 }, { collation: { locale: 'zh' } }), 115, 'collation'],
  ['a hidden index', index({ a: 1 }, { hidden: true }), 115, 'hidden'],
  ['a capped collection', { create: 'capped', capped: true, size: 1000 }, 115, 'capped'],
  ['a validator', { create: 'valid', validator: {} }, 115, 'validator'],
  ['a view', { create: 'view', viewOn: 'c', pipeline: [] }, 115, 'viewOn'],
  ['a snapshot across commands', find({}, { readConcern: { level: 'snapshot' } }), 115, 'snapshot'],
  ['a write on two servers', { insert: 'c', documents: [{ _id: 5 }], writeConcern: { w: 2 } }, 2, 'w'],
  [
    'a transaction',
    { insert: 'c', documents: [{ _id: 5 }], txnNumber: Long.ONE, startTransaction: true, autocommit: false },
    20,
    'Transaction numbers',
  ],
  ['a bad collection name', { find: 'a$b' }, 73, 'a$b'],
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
