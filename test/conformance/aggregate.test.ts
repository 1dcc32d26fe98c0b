import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from './engine.js';

const engine = useEngine('aggregate');

beforeAll(async () => {
  await engine.db.collection<{ _id: number }>('bookings').insertMany([
    {
      _id: 1,
      centre: 'a',
      fen: 100,
      on: new Date('2026-11-23T02:00:00Z'),
      slots: [1, 2],
      status: 'confirmed',
      plan: { x: 1, y: 2 },
    },
    {
      _id: 2,
      centre: 'a',
      fen: 300,
      on: new Date('2026-11-24T02:00:00Z'),
      slots: [2],
      status: 'cancelled',
      plan: { y: 2, x: 1 },
    },
    {
      _id: 3,
      centre: 'b',
      fen: 50,
      on: new Date('2026-11-24T02:00:00Z'),
      slots: [],
      status: 'confirmed',
      plan: { x: 1, y: 2 },
    },
    { _id: 4, centre: 'c', fen: 70, on: new Date('2026-11-25T02:00:00Z'), status: 'confirmed' },
  ] as never);
});

const run = (...pipeline: object[]) => engine.db.collection('bookings').aggregate(pipeline).toArray();

const cases: [rule: string, pipeline: object[], expected: object[]][] = [
  [
    'matches, sorts, skips and limits',
    [
      { $match: { status: 'confirmed' } },
      { $sort: { fen: -1 } },
      { $skip: 1 },
      { $limit: 1 },
      { $project: { fen: 1 } },
    ],
    [{ _id: 4, fen: 70 }],
  ],
  [
    'groups and sums',
    [
      {
        $group: {
          _id: '$centre',
          n: { $sum: 1 },
          fen: { $sum: '$fen' },
          most: { $max: '$fen' },
          mean: { $avg: '$fen' },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 'a', n: 2, fen: 400, most: 300, mean: 200 },
      { _id: 'b', n: 1, fen: 50, most: 50, mean: 50 },
      { _id: 'c', n: 1, fen: 70, most: 70, mean: 70 },
    ],
  ],
  [
    'groups documents by the order of their fields too',
    [{ $group: { _id: '$plan', n: { $sum: 1 } } }, { $sort: { n: -1, _id: -1 } }, { $limit: 1 }],
    [{ _id: { x: 1, y: 2 }, n: 2 }],
  ],
  [
    'computes what it sums',
    [
      {
        $group: {
          _id: { status: '$status' },
          big: { $sum: { $cond: [{ $gte: ['$fen', 100] }, 1, 0] } },
          slot: { $first: { $arrayElemAt: ['$slots', 0] } },
          ids: { $push: '$_id' },
        },
      },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ],
    [{ _id: { status: 'cancelled' }, big: 1, slot: 2, ids: [2] }],
  ],
  ['counts', [{ $match: { fen: { $gt: 60 } } }, { $count: 'n' }], [{ n: 3 }]],
  [
    'matches what it computed',
    [{ $group: { _id: '$centre', fen: { $sum: '$fen' } } }, { $match: { fen: { $gt: 60, $lt: 100 } } }],
    [{ _id: 'c', fen: 70 }],
  ],
];

describe('a pipeline', () => {
  it.each(cases)('%s', async (_rule, pipeline, expected) => {
    expect(await run(...pipeline)).toEqual(expected);
  });

  it('over nothing answers nothing', async () => {
    expect(
      await engine.db
        .collection('absent')
        .aggregate([{ $group: { _id: null, n: { $sum: 1 } } }])
        .toArray(),
    ).toEqual([]);
    expect(await engine.db.collection('absent').countDocuments()).toBe(0);
  });

  it('hands out its result in batches', async () => {
    const numbers = engine.db.collection<{ _id: number }>('numbers');
    await numbers.insertMany(Array.from({ length: 500 }, (_, i) => ({ _id: i, pad: i })));
    const found = await numbers
      .aggregate([{ $sort: { _id: -1 } }, { $project: { pad: 1 } }], { batchSize: 13 })
      .toArray();
    expect(found).toHaveLength(500);
    expect(found[0]).toEqual({ _id: 499, pad: 499 });
  });

  it('with an unknown stage is refused', async () => {
    await expect(run({ $nothing: {} })).rejects.toThrow();
    await expect(run({ $match: {}, $limit: 1 })).rejects.toThrow();
  });
});
