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

describe('near', () => {
  it('goes outwards, stays inside the limit and obeys the rest of the query', async () => {
    const near = { loc: { $near: { $geometry: point(116.5, 39.9), $maxDistance: 3000 } } };
    expect(
      ids(
        await places()
          .find({ ...near, kind: 'even' })
          .toArray(),
      )[0],
    ).toBe(10);
    expect(new Set(ids(await places().find(near).toArray()))).toEqual(new Set([7, 8, 9, 10, 11, 12, 13]));
    expect(
      ids(
        await places()
          .find({ loc: { $nearSphere: { $geometry: point(116.4, 39.9) } } })
          .limit(3)
          .toArray(),
      ),
    ).toEqual([0, 1, 2]);
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
    const around = async (lng: number, lat: number, metres: number) =>
      new Set(
        ids(
          await places()
            .find({ loc: { $near: { $geometry: point(lng, lat), $maxDistance: metres } } })
            .toArray(),
        ),
      );
    expect(await around(180, 10, 5000)).toEqual(new Set([100, 101]));
    expect(await around(90, 90, 20_000)).toEqual(new Set([102, 103]));
  });

  it('needs an index', async () => {
    const other = engine.db.collection<Place>('unindexed');
    await other.insertOne({ _id: 1, kind: 'x', loc: point(0, 0) });
    await expect(other.find({ loc: { $near: { $geometry: point(0, 0) } } }).toArray()).rejects.toThrow();
  });
});

describe('within', () => {
  const ring = (w: number, e: number, s = 39, n = 41) => [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  const polygon = (...rings: number[][][]) => ({
    $geoWithin: { $geometry: { type: 'Polygon', coordinates: rings } },
  });

  it('a cap', async () => {
    const cap = { $geoWithin: { $centerSphere: [[116.5, 39.9], 1000 / 6_378_100] } };
    expect(new Set(ids(await places().find({ loc: cap }).toArray()))).toEqual(new Set([9, 10, 11]));
  });

  it('a polygon on the sphere, or several', async () => {
    expect(
      new Set(
        ids(
          await places()
            .find({ loc: polygon(ring(116.395, 116.445)) })
            .toArray(),
        ),
      ),
    ).toEqual(new Set([0, 1, 2, 3, 4]));
    const both = {
      $geometry: { type: 'MultiPolygon', coordinates: [[ring(116.395, 116.405)], [ring(116.435, 116.445)]] },
    };
    expect(
      new Set(
        ids(
          await places()
            .find({ loc: { $geoIntersects: both } })
            .toArray(),
        ),
      ),
    ).toEqual(new Set([0, 4]));
  });

  it('a polygon with a hole', async ({ skip }) => {
    if (engine.isDocumentDb) skip('DocumentDB has no holes');
    const holed = await places()
      .find({ loc: polygon(ring(116.395, 116.445), ring(116.405, 116.425, 39.5, 40.5).reverse()) })
      .toArray();
    expect(new Set(ids(holed))).toEqual(new Set([0, 3, 4]));
  });

  it('a box of degrees', async () => {
    const box = {
      $geoWithin: {
        $box: [
          [116.395, 39.5],
          [116.425, 40],
        ],
      },
    };
    expect(new Set(ids(await places().find({ loc: box }).toArray()))).toEqual(new Set([0, 1, 2]));
  });
});

describe('points', () => {
  it('off the earth are refused by the index, and by a query', async () => {
    await expect(places().insertOne({ _id: 900, kind: 'x', loc: point(200, 10) })).rejects.toThrow();
    await expect(places().insertOne({ _id: 901, kind: 'x', loc: 'here' })).rejects.toThrow();
    await expect(
      places()
        .find({ loc: { $near: { $geometry: point(0, 100) } } })
        .toArray(),
    ).rejects.toThrow();
    expect(await places().countDocuments({ _id: { $gte: 900 } })).toBe(0);
  });

  it('move with an update', async () => {
    await places().insertOne({ _id: 500, kind: 'moving', loc: point(10, 10) });
    await places().updateOne({ _id: 500 }, { $set: { loc: point(20, 20) } });
    const at = (lng: number, lat: number) =>
      places()
        .find({ loc: { $geoWithin: { $centerSphere: [[lng, lat], 0.001] } } })
        .toArray();
    expect(await at(10, 10)).toEqual([]);
    expect(ids(await at(20, 20))).toEqual([500]);
    await places().deleteOne({ _id: 500 });
    expect(await at(20, 20)).toEqual([]);
  });
});
