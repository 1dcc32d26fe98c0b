import { Double, Int32, Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { useEngine } from './engine.js';

const engine = useEngine('updates');
let next = 0;

/** What is left of a document after one update. */
async function after(before: object, update: object) {
  const collection = engine.db.collection<{ _id: number }>('docs');
  const _id = ++next;
  await collection.insertOne({ _id, ...before });
  await collection.updateOne({ _id }, update as never);
  const { _id: _, ...rest } = (await collection.findOne({ _id })) as { _id: number };
  return rest;
}

const list = [
  { id: 'a', n: 1 },
  { id: 'b', n: 2 },
  { id: 'c', n: 3 },
];

const cases: [rule: string, before: object, update: object, expected: object][] = [
  ['$set makes the way to a deep field', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  [
    '$set at a position beyond the end fills with null',
    { a: [1] },
    { $set: { 'a.3': 4 } },
    { a: [1, null, null, 4] },
  ],
  [
    '$set in a document of an array by position',
    { a: [{ x: 1 }] },
    { $set: { 'a.0.y': 2 } },
    { a: [{ x: 1, y: 2 }] },
  ],
  [
    '$unset takes a field away',
    { a: 1, b: { c: 1, d: 2 } },
    { $unset: { a: '', 'b.c': '' } },
    { b: { d: 2 } },
  ],
  ['$unset of an element leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$inc of a present and a missing field', { a: 2 }, { $inc: { a: -5, b: 3 } }, { a: -3, b: 3 }],
  [
    '$min and $max',
    { a: 5, b: 5 },
    { $min: { a: 3, c: 1 }, $max: { b: 3, d: 1 } },
    { a: 3, b: 5, c: 1, d: 1 },
  ],
  ['$push appends', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
  ['$push makes the array', {}, { $push: { a: 1 } }, { a: [1] }],
  ['$push $each', { a: [1, 4] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 4, 2, 3] }],
  [
    '$addToSet adds what is not there',
    { a: [1, { x: 1, y: 2 }] },
    { $addToSet: { a: { $each: [1, { y: 2, x: 1 }, 2] } } },
    { a: [1, { x: 1, y: 2 }, { y: 2, x: 1 }, 2] },
  ],
  ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by operators', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    '$pull by fields of the element',
    { list },
    { $pull: { list: { id: { $in: ['a', 'c'] } } } },
    { list: [{ id: 'b', n: 2 }] },
  ],
  [
    'several operators at once',
    { rev: 4, claims: [{ id: 'x' }] },
    { $inc: { rev: 1 }, $push: { claims: { id: 'y' } }, $set: { at: 1 } },
    { rev: 5, claims: [{ id: 'x' }, { id: 'y' }], at: 1 },
  ],
];

describe('an update', () => {
  it.each(cases)('%s', async (_rule, before, update, expected) => {
    expect(await after(before, update)).toEqual(expected);
  });

  const wrong: [string, object, object, number][] = [
    ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc by text', { a: 1 }, { $inc: { a: 'x' } }, 14],
    ['$inc of null', { a: null }, { $inc: { a: 1 } }, 14],
    ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2],
    ['a field inside a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['two operators on one field', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['an operator on a field and one inside it', { a: {} }, { $set: { a: {} }, $inc: { 'a.b': 1 } }, 40],
    ['an unknown operator', { a: 1 }, { $foo: { a: 1 } }, 9],
  ];
  it.each(wrong)('refuses %s and changes nothing', async (_rule, before, update, code) => {
    await expect(after(before, update)).rejects.toMatchObject({ code });
    const left = await engine.db
      .collection<{ _id: number }>('docs')
      .findOne({ _id: next }, { projection: { _id: 0 } });
    expect(left).toEqual(before);
  });

  it('computes in the type of its numbers', async () => {
    const collection = engine.db.collection<{ _id: string }>('types');
    await collection.insertOne({
      _id: 'n',
      int: new Int32(2147483647),
      long: Long.fromNumber(1),
      double: new Double(1),
      sum: new Int32(1),
    } as never);
    await collection.updateOne({ _id: 'n' }, {
      $inc: { int: new Int32(1), long: new Int32(1), double: new Int32(1), sum: new Double(0.5) },
    } as never);
    const found = (await collection.findOne({ _id: 'n' }, { promoteValues: false })) as unknown as Record<
      string,
      unknown
    >;
    expect(found['int']).toEqual(Long.fromNumber(2147483648));
    expect(found['long']).toEqual(Long.fromNumber(2));
    expect(found['double']).toEqual(new Double(2));
    expect(found['sum']).toEqual(new Double(1.5));
  });
});
