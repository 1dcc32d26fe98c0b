import type { CardFacts } from '@nearcare/bff/features/centres/card-facts';
import { inOrder, type Wanted } from '@nearcare/bff/features/centres/nearby.model';
import { walk } from '@nearcare/bff/features/centres/nearby.service';
import { nearbyIndex } from '@nearcare/bff/features/centres/nearby-index';
import { distanceMetres } from '@nearcare/bff/lib/coordinates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCentre, makeGroup } from '../support/factories.js';

const middle = { lat: 30.5, lng: 114.5 };
const toldAt = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

/** One state of one centre. Few ids and few places, so that centres change, move and share a spot. */
const write = fc.record({
  number: fc.integer({ min: 0, max: 60 }),
  rev: fc.integer({ min: 1, max: 4 }),
  // On a grid of about 110 m, with some far away.
  north: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -700, max: 700 })),
  east: fc.integer({ min: -20, max: 20 }),
  status: fc.constantFrom('filed', 'filed', 'filed', 'suspended', 'unfiled'),
  operatorType: fc.constantFrom('public', 'community'),
  isInclusive: fc.boolean(),
  mode: fc.constantFrom('fullDay', 'halfDay'),
  minMonths: fc.constantFrom(6, 12, 24),
  told: fc.constantFrom(
    null,
    { places: 0, at: toldAt(5) },
    { places: 3, at: toldAt(5) },
    { places: 3, at: toldAt(1) },
  ),
});

type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

function toFacts({ number, rev, north, east, status, mode, minMonths, ...rest }: Write): CardFacts {
  const centre = makeCentre({
    _id: `ce_${String(number).padStart(4, '0')}`,
    rev,
    careModes: [mode],
    groups: [makeGroup({ minMonths, maxMonths: minMonths + 12 })],
    point: { type: 'Point', coordinates: [middle.lng + east / 1000, middle.lat + north / 1000] },
    ...rest,
  });
  return { ...centre, filing: { status } } as CardFacts;
}

const wanted: fc.Arbitrary<Wanted> = fc.record(
  {
    ageMonths: fc.constantFrom(8, 12, 24, 40),
    mode: fc.constantFrom('fullDay', 'halfDay'),
    operatorType: fc.constantFrom('public', 'community'),
    isInclusive: fc.constant(true),
    hasToldPlacesSince: fc.constantFrom(toldAt(3), toldAt(5)),
  },
  { requiredKeys: [] },
);

function fitsByHand(facts: CardFacts, asked: Wanted): boolean {
  const [group] = facts.groups;
  const { ageMonths: months, hasToldPlacesSince: since } = asked;
  return [
    facts.filing.status === 'filed',
    asked.operatorType === undefined || asked.operatorType === facts.operatorType,
    !asked.isInclusive || facts.isInclusive,
    asked.mode === undefined || facts.careModes[0] === asked.mode,
    months === undefined || (group && group.minMonths <= months && months < group.maxMonths),
    since === undefined ||
      (facts.told && facts.told.places > 0 && facts.told.at.getTime() >= since.getTime()),
  ].every(Boolean);
}

/** What the index does after each write; the tree must not matter to the answer. */
const settling = fc.constantFrom('never', 'once', 'always');

describe('the index of centres', () => {
  it('finds what counting by hand finds, in order and page after page, through changes, moves and new trees', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 200, size: 'max' }),
        settling,
        wanted,
        fc.record({ north: fc.integer({ min: -25, max: 25 }), east: fc.integer({ min: -25, max: 25 }) }),
        fc.constantFrom(0, 150, 1000, 3000, 50_000),
        fc.integer({ min: 1, max: 9 }),
        async (writes, settled, asked, { north, east }, withinMetres, batch) => {
          const index = nearbyIndex();
          const byHand = new Map<string, CardFacts>();
          for (const [turn, one] of writes.entries()) {
            const facts = toFacts(one);
            index.put(facts);
            if (!(Number(byHand.get(facts._id)?.rev) > facts.rev)) byHand.set(facts._id, facts);
            if (settled === 'always' || (settled === 'once' && turn === 100)) index.settle();
          }
          const from = { lat: middle.lat + north / 1000, lng: middle.lng + east / 1000 };
          const expected = [...byHand.values()]
            .filter((facts) => fitsByHand(facts, asked))
            .map((facts) => {
              const [lng, lat] = facts.point.coordinates;
              return {
                id: facts._id,
                millimetres: Math.round(distanceMetres(from, { lat, lng }) * 1000),
                facts,
              };
            })
            .filter(({ millimetres }) => millimetres <= withinMetres * 1000)
            .sort(inOrder);

          // Page after page: each begins behind the last centre of the one before.
          const seen = [];
          let after: { id: string; millimetres: number } | null = null;
          for (;;) {
            const pages = walk(async (range) => index.list(from, range, asked), {
              after,
              withinMetres,
              batch,
            });
            const { value: page } = await pages.next();
            if (!page || page.length === 0) break;
            seen.push(...page);
            after = page.at(-1) ?? null;
          }
          expect(seen.map(({ id, millimetres }) => ({ id, millimetres }))).toEqual(
            expected.map(({ id, millimetres }) => ({ id, millimetres })),
          );
          expect(seen.map(({ facts }) => facts)).toEqual(expected.map(({ facts }) => facts));
          expect(index.size()).toBe(byHand.size);
        },
      ),
      { numRuns: 300 },
    ));
});
