import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningStore, startEmbeddedStore } from '@nearcare/bff/embedded-store/index';
import fc from 'fast-check';
import { type Collection, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';

const runs = process.env['SOAK'] === '1' ? 2000 : 40;
const RADIUS = 6_378_100;
const folder = mkdtempSync(path.join(tmpdir(), 'store-geo-'));
type Place = { _id: number; kind: number; loc: { type: 'Point'; coordinates: [number, number] } };
type Position = [number, number];
let store: RunningStore;
let client: MongoClient;
let places: Collection<Place>;

beforeAll(async () => {
  store = await startEmbeddedStore({ dataDir: folder });
  client = await new MongoClient(store.uri).connect();
  places = client.db('geo').collection<Place>('places');
  await places.createIndex({ loc: '2dsphere' });
});
afterAll(async () => {
  await client?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** By vectors, where the store uses the haversine. */
function metres(a: Position, b: Position): number {
  const vector = ([lng, lat]: Position) => {
    const [l, p] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)] as const;
  };
  const [[ax, ay, az], [bx, by, bz]] = [vector(a), vector(b)];
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return RADIUS * Math.atan2(cross, ax * bx + ay * by + az * bz);
}

const anywhere = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
/** Crowded together, at the antimeridian and at the poles, where a grid of degrees goes wrong. */
const around = (lng: number, lat: number, spread: number) =>
  fc
    .tuple(
      fc.double({ min: -spread, max: spread, noNaN: true }),
      fc.double({ min: -spread, max: spread, noNaN: true }),
    )
    .map(([dx, dy]): Position => {
      const x = lng + dx;
      return [x > 180 ? x - 360 : x < -180 ? x + 360 : x, Math.max(-90, Math.min(90, lat + dy))];
    });
const position = fc.oneof(
  anywhere as fc.Arbitrary<Position>,
  around(116.4, 39.9, 0.1),
  around(180, 10, 0.1),
  around(-30, 89.95, 0.1),
  around(60, -89.95, 5),
  fc.constantFrom<Position>([0, 90], [0, -90], [180, 0], [-180, 0], [0, 0], [180, 90]),
);
const radius = fc.oneof(
  fc.double({ min: 0, max: 20_000, noNaN: true }),
  fc.double({ min: 0, max: 2.1e7, noNaN: true }),
);

async function fill(points: Position[]): Promise<Place[]> {
  const docs = points.map(
    (coordinates, _id): Place => ({ _id, kind: _id % 3, loc: { type: 'Point', coordinates } }),
  );
  await places.deleteMany({});
  await places.insertMany(docs);
  return docs;
}
const points = fc.array(position, { minLength: 1, maxLength: 60 });

/** Rounding may put a point that lies on the border on either side. */
const onBorder = (distance: number, limits: number[]) =>
  limits.some((limit) => Math.abs(distance - limit) < 1e-3 + limit * 1e-9);

it('$geoNear gives what brute force gives, in its order, with its distances', async () => {
  await fc.assert(
    fc.asyncProperty(
      points,
      position,
      radius,
      radius,
      fc.integer({ min: 1, max: 70 }),
      async (all, centre, one, other, limit) => {
        const docs = await fill(all);
        const [minDistance, maxDistance] = [Math.min(one, other), Math.max(one, other)];
        const found = await places
          .aggregate<Place & { d: number }>([
            {
              $geoNear: {
                near: { type: 'Point', coordinates: centre },
                distanceField: 'd',
                key: 'loc',
                minDistance,
                maxDistance,
                query: { kind: { $lt: 2 } },
              },
            },
            { $limit: limit },
          ])
          .toArray();
        const expected = docs
          .map((place) => ({ _id: place._id, kind: place.kind, d: metres(centre, place.loc.coordinates) }))
          .filter((place) => place.kind < 2 && place.d >= minDistance && place.d <= maxDistance)
          .sort((a, b) => a.d - b.d)
          .slice(0, limit);
        const border = docs.some((place) =>
          onBorder(metres(centre, place.loc.coordinates), [minDistance, maxDistance]),
        );
        if (border) return;
        expect(found.length).toBe(expected.length);
        found.forEach((place, i) => {
          expect(Math.abs(place.d - (expected[i]?.d as number))).toBeLessThan(0.1);
          expect(Math.abs(place.d - metres(centre, place.loc.coordinates))).toBeLessThan(0.1);
        });
      },
    ),
    { numRuns: runs },
  );
});
