import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from './engine.js';

const engine = useEngine('geo');
type Place = { _id: number; kind: string; loc?: unknown };
const places = () => engine.db.collection<Place>('places');
const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });
const ids = (found: { _id: number }[]) => found.map((place) => place._id);

beforeAll(async () => {
  const along = Array.from({ length: 60 }, (_, i) => ({
    _id: i,
    kind: i % 2 ? 'odd' : 'even',
    loc: point(116.4 + i * 0.01, 39.9),
  }));
  const special = [
    { _id: 100, kind: 'dateline', loc: point(179.99, 10) },
    { _id: 101, kind: 'dateline', loc: point(-179.99, 10) },
    { _id: 102, kind: 'pole', loc: point(0, 89.9) },
    { _id: 103, kind: 'pole', loc: point(180, 89.9) },
    { _id: 104, kind: 'nowhere' },
  ];
  await places().insertMany([...along, ...special]);
  await places().createIndex({ loc: '2dsphere' });
});

/** The places around a point, nearest first. */
async function around(lng: number, lat: number, metres?: number, query = {}): Promise<number[]> {
  const limit = metres === undefined ? {} : { maxDistance: metres };
  const $geoNear = { near: point(lng, lat), key: 'loc', distanceField: 'metres', spherical: true };
  return ids(
    await places()
      .aggregate<Place>([{ $geoNear: { ...$geoNear, ...limit, query } }])
      .toArray(),
  );
}

describe('near', () => {
  it('goes outwards, stays inside the limit and obeys the rest of the query', async () => {
    expect((await around(116.5, 39.9, 3000, { kind: 'even' }))[0]).toBe(10);
    expect(new Set(await around(116.5, 39.9, 3000))).toEqual(new Set([7, 8, 9, 10, 11, 12, 13]));
    expect((await around(116.4, 39.9)).slice(0, 3)).toEqual([0, 1, 2]);
  });

  it('$geoNear gives metres on the sphere', async () => {
    const found = await places()
      .aggregate([
        {
          $geoNear: {
            near: point(116.4, 39.9),
            distanceField: 'metres',
            key: 'loc',
            spherical: true,
            query: { kind: 'odd' },
          },
        },
        { $limit: 2 },
        { $project: { metres: 1 } },
      ])
      .toArray();
    expect(found.map((place) => place['_id'])).toEqual([1, 3]);
    // 0.01 degrees of longitude at 39.9 north
    expect(found[0]?.['metres']).toBeGreaterThan(851);
    expect(found[0]?.['metres']).toBeLessThan(856);
  });

  it('$geoNear takes a limit of distance and stages after it', async () => {
    const found = await places()
      .aggregate([
        {
          $geoNear: {
            near: point(116.4, 39.9),
            distanceField: 'where.metres',
            key: 'loc',
            maxDistance: 4500,
          },
        },
        { $match: { kind: 'even' } },
        { $sort: { 'where.metres': -1 } },
        { $group: { _id: null, all: { $push: '$_id' } } },
      ])
      .toArray();
    expect(found).toEqual([{ _id: null, all: [4, 2, 0] }]);
  });

  it('crosses the antimeridian and the pole', async () => {
    expect(new Set(await around(180, 10, 5000))).toEqual(new Set([100, 101]));
    expect(new Set(await around(90, 90, 20_000))).toEqual(new Set([102, 103]));
  });

  it('needs an index', async () => {
    const other = engine.db.collection<Place>('unindexed');
    await other.insertOne({ _id: 1, kind: 'x', loc: point(0, 0) });
    const $geoNear = { near: point(0, 0), distanceField: 'metres', key: 'loc' };
    await expect(other.aggregate([{ $geoNear }]).toArray()).rejects.toThrow();
  });
});

describe('points', () => {
  it('off the earth are refused by the index, and by a query', async () => {
    await expect(places().insertOne({ _id: 900, kind: 'x', loc: point(200, 10) })).rejects.toThrow();
    await expect(places().insertOne({ _id: 901, kind: 'x', loc: 'here' })).rejects.toThrow();
    await expect(around(0, 100)).rejects.toThrow();
    expect(await places().countDocuments({ _id: { $gte: 900 } })).toBe(0);
  });

  it('move with an update', async () => {
    await places().insertOne({ _id: 500, kind: 'moving', loc: point(10, 10) });
    await places().updateOne({ _id: 500 }, { $set: { loc: point(20, 20) } });
    expect(await around(10, 10, 5000)).toEqual([]);
    expect(await around(20, 20, 5000)).toEqual([500]);
    await places().deleteOne({ _id: 500 });
    expect(await around(20, 20, 5000)).toEqual([]);
  });
});
