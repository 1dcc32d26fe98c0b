import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { makeDetails } from '../support/factories.js';
import {
  drawnCentre,
  drawnFilters,
  type Filters,
  findByHand,
  middle,
  type SortAsked,
  toCentre,
} from '../support/finding-by-hand.js';
import { Parent } from '../support/parent.js';

const numRuns = process.env.SOAK ? 2_000 : 24;
/** By the store a question of the long rounds takes a tenth of a second. */
const timeout = process.env.SOAK ? 1_800_000 : 120_000;

const spot = fc
  .record({ north: fc.integer({ min: -50, max: 50 }), east: fc.integer({ min: -50, max: 50 }) })
  .map(({ north, east }) => ({ lat: middle.lat + north / 1000, lng: middle.lng + east / 1000 }));
const sorts = ['distance', 'price', 'grade', 'vacancy'] as const;
/** Edges half-way between the places of centres, and as they go over the wire. */
const boxAround = fc.record({ side: fc.constantFrom(0.01, 0.04, 0.9), at: spot }).map(({ side, at }) => {
  const edge = (degrees: number) => Number((degrees + 0.0005).toFixed(4));
  return {
    west: edge(at.lng - side),
    south: edge(at.lat - side),
    east: edge(at.lng + side),
    north: edge(at.lat + side),
  };
});

/** The service answers from the store until it listens, and from then on from its index. */
describe.each(['store', 'index'] as const)('finding against looking at every centre, by the %s', (source) => {
  const test = ownTestApp();
  let parent: Parent;
  let stored: CentreRecord[];

  beforeAll(async () => {
    parent = new Parent(test.app);
    const [drawn = []] = fc.sample(fc.array(drawnCentre, { minLength: 250, maxLength: 250 }), {
      numRuns: 1,
      seed: 20261124,
    });
    stored = drawn.map((one, index) => toCentre(one, `ce_${String(index).padStart(4, '0')}`));
    const { centres, details } = centreModels(test.app.store);
    await details.insertMany(stored.map(({ _id }) => makeDetails(_id)));
    await centres.insertMany(stored);
    if (source === 'store') return;
    await test.app.listen({ port: 0, host: '127.0.0.1' });
    const isIndexed = async () => {
      const { body } = await test.app.inject('/metrics');
      expect(body).toMatch(/^nearcare_nearby_centres 250$/m);
    };
    await vi.waitFor(isIndexed, { timeout: 20_000 });
  });

  /** All pages of an answer, and what the first says of their number. */
  async function everyPage(operation: 'listNearbyCentres' | 'searchCentres', query: Record<string, unknown>) {
    const seen: string[] = [];
    let total: number | null = null;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof parent.call<'searchCentres'>>> = await parent.call(
        operation as 'searchCentres',
        { query: { ...query, ...(cursor ? { cursor } : {}) } },
      );
      expect(page.status, JSON.stringify(page.problem)).toBe(200);
      if (cursor === null) {
        total = page.body.total;
        expect(page.body.isTotalComplete).toBe(true);
      }
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    } while (cursor);
    return { seen, total };
  }

  const idsOf = (centres: readonly CentreRecord[]) => centres.map(({ _id }) => _id);
  const limits = fc.constantFrom(7, 20, 50);

  it('lists the same centres nearby in the same order, page after page', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(
        spot,
        fc.constantFrom(150, 1000, 3000, 50_000),
        drawnFilters,
        fc.constantFrom(...sorts),
        limits,
        async (from, radiusMetres, filters, sort, limit) => {
          const expected = findByHand(stored, filters, { from, radiusMetres }, sort);
          const { seen, total } = await everyPage('listNearbyCentres', {
            ...from,
            radiusMetres,
            ...filters,
            sort,
            limit,
          });
          expect(seen).toEqual(idsOf(expected));
          expect(total).toBe(expected.length);
        },
      ),
      { numRuns },
    ),
  );

  it('searches the same centres by words, district and box, with and without a place', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          from: fc.option(spot, { nil: undefined }),
          box: fc.option(boxAround, { nil: undefined }),
          districtCode: fc.constantFrom('a', 'b'),
        }),
        drawnFilters,
        fc.constantFrom<SortAsked>('relevance', ...sorts),
        limits,
        async (where, filters: Filters, wish, limit) => {
          const sort = wish === 'distance' && !where.from ? 'relevance' : wish;
          const { box } = where;
          const expected = findByHand(stored, filters, where, sort);
          const { seen, total } = await everyPage('searchCentres', {
            ...where.from,
            districtCode: where.districtCode,
            ...(box ? { box: [box.west, box.south, box.east, box.north].join() } : {}),
            ...filters,
            sort,
            limit,
          });
          expect(seen).toEqual(idsOf(expected));
          expect(total).toBe(expected.length);
        },
      ),
      { numRuns },
    ),
  );

  it('adds up clusters and markers to what a search of the same box lists', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(
        boxAround,
        drawnFilters,
        fc.integer({ min: 3, max: 20 }),
        async (box, filters, zoom) => {
          const expected = findByHand(stored, filters, { box });
          const answer = await parent.call('listCentreClusters', {
            query: { box: [box.west, box.south, box.east, box.north].join(), zoom, ...filters },
          });
          expect(answer.status, JSON.stringify(answer.problem)).toBe(200);
          const { clusters, markers, total, isTotalComplete } = answer.body;
          const inClusters = clusters.reduce((sum, { centres }) => sum + centres, 0);
          expect({ total, isTotalComplete }).toEqual({ total: expected.length, isTotalComplete: true });
          expect(inClusters + markers.length).toBe(total);
          for (const { id } of markers) expect(idsOf(expected)).toContain(id);
          for (const { centres, withVacancy, box: bounds, point } of clusters) {
            expect(centres).toBeGreaterThan(1);
            const members = findByHand(expected, {}, { box: bounds });
            expect(filters.q ? centres : members.length).toBeGreaterThanOrEqual(centres);
            expect(withVacancy).toBeLessThanOrEqual(centres);
            expect(point.lat >= bounds.south && point.lat <= bounds.north).toBe(true);
          }
        },
      ),
      { numRuns },
    ),
  );
});
