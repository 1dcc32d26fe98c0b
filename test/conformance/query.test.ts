import { Double, Int32, Long, ObjectId } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from './engine.js';

const engine = useEngine('query');
const id = new ObjectId('6500000000000000000000aa');

const docs = [
  { _id: 1, v: new Int32(5), tags: ['red', 'blue'], sub: { x: 1, y: 2 } },
  { _id: 2, v: new Double(5), tags: [], sub: { y: 2, x: 1 } },
  { _id: 3, v: Long.fromNumber(5), tags: 'red', sub: { x: 1 } },
  { _id: 4, v: Long.fromString('5'), tags: null },
  {
    _id: 5,
    v: 'five',
    list: [
      { k: 1, n: 5 },
      { k: 2, n: 9 },
    ],
  },
  {
    _id: 6,
    v: null,
    list: [
      { k: 1, n: 9 },
      { k: 2, n: 5 },
    ],
  },
  { _id: 7, list: [] },
  { _id: 8, v: [1, 10] },
  { _id: 9, v: new Date(5), matrix: [[1, 2], [3]] },
  { _id: 10, v: Long.fromString('9007199254740993') },
  { _id: 11, v: Long.fromString('9007199254740992') },
  { _id: 12, v: Number.NaN },
  { _id: 13, v: true, ref: id },
  { _id: 14, v: 5.25 },
  { _id: 15, v: 'Six' },
];

beforeAll(async () => {
  await engine.db.collection<{ _id: number }>('docs').insertMany(docs as never);
});

async function ids(filter: object): Promise<number[]> {
  const found = await engine.db
    .collection('docs')
    .find(filter, { projection: { _id: 1 } })
    .toArray();
  return found.map((doc) => doc._id as unknown as number).sort((a, b) => a - b);
}

const cases: [rule: string, filter: object, expected: number[]][] = [
  ['numbers are equal across their types', { v: 5 }, [1, 2, 3, 4]],
  ['Long is found by Double and the other way round', { v: Long.fromNumber(5) }, [1, 2, 3, 4]],
  ['numbers order across their types', { v: { $gt: 4.5, $lt: 5.5 } }, [1, 2, 3, 4, 8, 14]],
  ['a range leaves out its ends', { v: { $gt: 5, $lt: 6 } }, [8, 14]],
  ['a Long beyond 2^53 is not rounded', { v: Long.fromString('9007199254740993') }, [10]],
  ['a range keeps to the kind of its operand', { v: { $gte: 'a' } }, [5]],
  ['NaN is below nothing and above nothing', { v: { $lt: 5 } }, [8]],
  ['NaN equals NaN', { v: Number.NaN }, [12]],
  ['null finds null and missing', { v: null }, [6, 7]],
  ['$gte null finds null and missing', { v: { $gte: null } }, [6, 7]],
  ['$ne null finds what has a value', { v: { $ne: null } }, [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15]],
  ['$exists tells null from missing', { v: { $exists: false } }, [7]],
  ['a document equals only with its fields in the same order', { sub: { x: 1, y: 2 } }, [1]],
  ['a path into documents', { 'sub.x': 1 }, [1, 2, 3]],
  ['a value in an array or alone', { tags: 'red' }, [1, 3]],
  ['a whole array', { tags: ['red', 'blue'] }, [1]],
  ['an empty array is no null', { tags: null }, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
  ['a range over an array may be met by two elements', { v: { $gt: 2, $lt: 9 } }, [1, 2, 3, 4, 8, 14]],
  ['$elemMatch wants one element', { v: { $elemMatch: { $gt: 2, $lt: 9 } } }, []],
  ['$elemMatch on documents', { list: { $elemMatch: { k: 1, n: 9 } } }, [6]],
  ['conditions on two fields of an array may be met by two elements', { 'list.k': 1, 'list.n': 9 }, [5, 6]],
  ['a position in an array', { 'list.0.n': 9 }, [6]],
  ['arrays in arrays are not entered', { matrix: 1 }, []],
  ['an array inside an array', { matrix: [3] }, [9]],
  ['$in with a regular expression', { v: { $in: [/^f/, 1] } }, [5, 8]],
  ['$nin', { v: { $nin: [5, null, 'five'] } }, [8, 9, 10, 11, 12, 13, 14, 15]],
  ['$regex with options', { v: { $regex: '^s', $options: 'i' } }, [15]],
  [
    '$or, $and, $nor',
    { $or: [{ _id: 1 }, { $and: [{ _id: { $gt: 12 } }, { $nor: [{ _id: 14 }] }] }] },
    [1, 13, 15],
  ],
  ['ObjectId', { ref: id }, [13]],
  ['Date is not a number', { v: new Date(5) }, [9]],
  ['boolean is not a number', { v: true }, [13]],
];

describe('a filter', () => {
  it.each(cases)('%s', async (_rule, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  const wrong: [string, object, number][] = [
    ['an unknown operator', { v: { $foo: 1 } }, 2],
    ['an unknown top-level operator', { $foo: [] }, 2],
    ['$in without an array', { v: { $in: 1 } }, 2],
    ['an empty $or', { $or: [] }, 2],
  ];
  it.each(wrong)('with %s is refused as BadValue', async (_rule, filter, code) => {
    await expect(ids(filter)).rejects.toMatchObject({ code });
  });
});

describe('an order', () => {
  const values = [
    null,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -3,
    new Double(-0.5),
    Long.fromNumber(0),
    new Double(0.5),
    Long.fromNumber(1),
    2,
    Long.fromString('9007199254740993'),
    1e300,
    Number.POSITIVE_INFINITY,
    '',
    'A',
    'a',
    '托',
    '\u{20000}',
    {},
    { a: 1 },
    { b: 0 },
    { a: 'x' },
    new ObjectId('650000000000000000000001'),
    new ObjectId('650000000000000000000002'),
    false,
    true,
    new Date(-1),
    new Date(1),
  ];

  it('goes through all types as BSON says, up and down, by index and without', async () => {
    const order = engine.db.collection<{ _id: number }>('order');
    const shuffled = values
      .map((v, i) => ({ _id: i, v }))
      .sort((a, b) => ((a._id * 7) % 27) - ((b._id * 7) % 27));
    await order.insertMany(shuffled as never);
    const expected = values.map((_, i) => i);
    const read = async (direction: 1 | -1) =>
      (await order.find().sort({ v: direction }).toArray()).map((doc) => doc._id);
    expect(await read(1)).toEqual(expected);
    expect(await read(-1)).toEqual([...expected].reverse());
    await order.createIndex({ v: 1 });
    expect(await read(1)).toEqual(expected);
    expect(await read(-1)).toEqual([...expected].reverse());
  });

  it('takes the least element of an array upwards and the greatest downwards', async () => {
    const order = engine.db.collection<{ _id: number }>('arrays');
    await order.insertMany([{ _id: 1, v: [5, 1] }, { _id: 2, v: 3 }, { _id: 4 }] as never);
    expect((await order.find().sort({ v: 1 }).toArray()).map((doc) => doc._id)).toEqual([4, 1, 2]);
    expect((await order.find().sort({ v: -1 }).toArray()).map((doc) => doc._id)).toEqual([1, 2, 4]);
  });
});
