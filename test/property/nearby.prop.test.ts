import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { type Found, inOrder } from '@nearcare/bff/features/centres/nearby.model';
import { walk } from '@nearcare/bff/features/centres/nearby.service';
import { distanceMetres } from '@nearcare/bff/lib/coordinates';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { makeCentre, makeDetails, makeGroup } from '../support/factories.js';
import { Parent } from '../support/parent.js';

describe('walking over what a store answers', () => {
  const centre = fc.record({
    id: fc.integer({ min: 0, max: 400 }).map((number) => `c_${String(number).padStart(4, '0')}`),
    // Few distances, so that many centres stand at the same one.
    millimetres: fc.integer({ min: 0, max: 12 }).map((step) => step * 250_000),
    rev: fc.constant(1),
  });
  const field = fc.uniqueArray(centre, { selector: ({ id }) => id, maxLength: 80 });

  /** A store that measures on a sphere of its own, and puts equals in any order it likes. */
  function storeOf(centres: readonly Found[], sphere: number, shuffle: number) {
    const rank = ({ id }: Found) => (Number(id.slice(2)) * 7919 + shuffle) % 401;
    const ordered = [...centres].sort((a, b) => a.millimetres - b.millimetres || rank(a) - rank(b));
    const metres = ({ millimetres }: Found) => (millimetres / 1000) * sphere;
    return async (range: { beyondMetres: number; withinMetres: number; limit: number }) =>
      ordered
        .filter((one) => metres(one) <= range.withinMetres * 1.0012 + 1)
        .filter((one) => range.beyondMetres === 0 || metres(one) >= range.beyondMetres * 0.9999 - 0.01)
        .slice(0, range.limit);
  }

  it('gives every centre inside the circle once and in order, whatever the store’s sphere and its order of equals', () =>
    fc.assert(
      fc.asyncProperty(
        field,
        fc.constantFrom(1, 1.0011135, 0.9999986),
        fc.nat(400),
        fc.integer({ min: 1, max: 9 }),
        fc.option(centre, { nil: null }),
        async (centres, sphere, shuffle, batch, after) => {
          const withinMetres = 2000;
          const seen: Found[] = [];
          const batches = walk(storeOf(centres, sphere, shuffle), { after, withinMetres, batch });
          for await (const found of batches) seen.push(...found);
          const wanted = centres
            .filter(({ millimetres }) => millimetres <= withinMetres * 1000)
            .filter((one) => !after || inOrder(one, after) > 0)
            .sort(inOrder);
          expect(seen).toEqual(wanted);
        },
      ),
      { numRuns: 400 },
    ));
});

describe('the nearby search against counting by hand', () => {
  const middle = { lat: 30.5, lng: 114.5 };
  const operatorTypes = ['public', 'community', 'private'] as const;
  const statuses = ['filed', 'filed', 'filed', 'suspended', 'unfiled'] as const;
  let test: TestApp;
  let parent: Parent;
  let stored: CentreRecord[];

  beforeAll(async () => {
    test = await buildTestApp();
    parent = new Parent(test.app);
    const [drawn = []] = fc.sample(
      fc.array(
        fc.record({
          // On a grid of about 110 m, so that some share a spot.
          north: fc.integer({ min: -60, max: 60 }),
          east: fc.integer({ min: -60, max: 60 }),
          operatorType: fc.constantFrom(...operatorTypes),
          status: fc.constantFrom(...statuses),
          isInclusive: fc.boolean(),
          minMonths: fc.constantFrom(6, 12, 24),
          told: fc.constantFrom(null, 0, 3),
        }),
        { minLength: 300, maxLength: 300 },
      ),
      { numRuns: 1, seed: 20261124 },
    );
    stored = drawn.map(({ north, east, status, minMonths, told, ...given }) => {
      const centre = makeCentre({
        ...given,
        point: { type: 'Point', coordinates: [middle.lng + east / 1000, middle.lat + north / 1000] },
        groups: [makeGroup({ minMonths, maxMonths: minMonths + 12 })],
        told: told === null ? null : { places: told, at: test.clock.now() },
      });
      return { ...centre, filing: { ...centre.filing, status } };
    });
    const { centres, details } = centreModels(test.app.store);
    await details.insertMany(stored.map(({ _id }) => makeDetails(_id)));
    await centres.insertMany(stored);
  });
  afterAll(() => test.close());

  const query = fc.record(
    {
      north: fc.integer({ min: -70, max: 70 }),
      east: fc.integer({ min: -70, max: 70 }),
      radiusMetres: fc.constantFrom(150, 1000, 3000, 9000),
      limit: fc.constantFrom(1, 3, 20, 50),
      ageMonths: fc.constantFrom(8, 19, 35),
      operatorType: fc.constantFrom(...operatorTypes),
      inclusive: fc.constant(true),
      hasVacancy: fc.constant(true),
    },
    { requiredKeys: ['north', 'east', 'radiusMetres', 'limit'] },
  );

  it('answers the same centres in the same order, page after page', { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(query, async ({ north, east, ...asked }) => {
        const from = { lat: middle.lat + north / 1000, lng: middle.lng + east / 1000 };
        const wanted = stored
          .filter(({ filing }) => filing.status === 'filed')
          .filter(({ operatorType }) => !asked.operatorType || operatorType === asked.operatorType)
          .filter(({ isInclusive }) => !asked.inclusive || isInclusive)
          .filter(({ told }) => !asked.hasVacancy || (told?.places ?? 0) > 0)
          .filter(({ groups: [group] }) => {
            const months = asked.ageMonths;
            return months === undefined || (group && group.minMonths <= months && months < group.maxMonths);
          })
          .map(({ _id, point: { coordinates } }) => ({
            id: _id,
            millimetres: Math.round(
              distanceMetres(from, { lat: coordinates[1], lng: coordinates[0] }) * 1000,
            ),
          }))
          .filter(({ millimetres }) => millimetres <= asked.radiusMetres * 1000)
          .sort(inOrder);

        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof parent.call<'listNearbyCentres'>>> = await parent.call(
            'listNearbyCentres',
            { query: { ...from, ...asked, ...(cursor ? { cursor } : {}) } },
          );
          expect(page.status, JSON.stringify(page.problem)).toBe(200);
          seen.push(...page.body.items.map(({ id }) => id));
          cursor = asked.limit === 1 && seen.length >= 5 ? null : page.body.nextCursor;
        } while (cursor);
        expect(seen).toEqual(wanted.slice(0, asked.limit === 1 ? 5 : undefined).map(({ id }) => id));
      }),
      { numRuns: 40 },
    ),
  );
});
