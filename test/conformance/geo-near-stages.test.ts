import { beforeAll, expect, it } from 'vitest';
import { useEngine } from './engine.js';

const engine = useEngine('geo-near-stages');
type Place = { _id: number; kind: string; loc: unknown };
const places = () => engine.db.collection<Place>('places');
const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });

beforeAll(async () => {
  const along = Array.from({ length: 20 }, (_, i) => ({
    _id: i,
    kind: i % 2 ? 'odd' : 'even',
    loc: point(116.4 + i * 0.01, 39.9),
  }));
  await places().insertMany(along);
  await places().createIndex({ loc: '2dsphere' });
});

const near = { $geoNear: { near: point(116.4, 39.9), key: 'loc', distanceField: 'metres', spherical: true } };

it('a stage directly behind $geoNear may ask for the distance it wrote', async () => {
  const found = await places()
    .aggregate([near, { $match: { metres: { $gt: 3000, $lt: 6000 } } }, { $limit: 2 }])
    .toArray();
  expect(found.map(({ _id }) => _id)).toEqual([4, 5]);
});

it('a filter on stored fields behind $geoNear comes before the limit', async () => {
  const found = await places()
    .aggregate([near, { $match: { kind: 'odd' } }, { $limit: 2 }])
    .toArray();
  expect(found.map(({ _id }) => _id)).toEqual([1, 3]);
});
