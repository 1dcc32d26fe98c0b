import type { CentreModels } from '@nearcare/bff/features/centres/centres.model';
import type { RosterVacancies } from '@nearcare/bff/features/centres/centres.public';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { centreIndex } from '@nearcare/bff/features/centres/finding/centre-index';
import { finding } from '@nearcare/bff/features/centres/finding/finding.service';
import type { FreshIndex } from '@nearcare/bff/features/centres/finding/fresh-index';
import { readQuestion } from '@nearcare/bff/features/centres/finding/question';
import { rankOf } from '@nearcare/bff/features/centres/finding/search-words.rules';
import type { Place } from '@nearcare/bff/features/centres/finding/sorting.rules';
import { wordIndex } from '@nearcare/bff/features/centres/finding/word-index';
import { regions } from '@nearcare/bff/regions/regions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawnCentre,
  drawnFilters,
  findByHand,
  middle,
  type SortAsked,
  toCentre,
} from '../support/finding-by-hand.js';

const numRuns = process.env.SOAK ? 5_000 : 100;
const now = new Date('2026-11-24T01:12:00Z');
const idOf = (number: number) => `ce_${String(number).padStart(4, '0')}`;

/** One state of one centre. Few ids and few places, so that centres change, move and share a spot. */
const write = fc
  .record({
    number: fc.integer({ min: 0, max: 60 }),
    rev: fc.integer({ min: 1, max: 4 }),
    drawn: drawnCentre,
  })
  .map(({ number, rev, drawn }) => ({ ...toCentre(drawn, idOf(number)), rev }));

/** Nobody has booked: a group has all the places that enrolment left. */
const noBookings: RosterVacancies = {
  freeOn: async (asks) => new Map(asks.map(({ groupId, places }) => [groupId, { free: places, waiting: 0 }])),
};

function findingIn(index: ReturnType<typeof centreIndex>) {
  const fresh: FreshIndex = { load: async () => undefined, current: async () => index, size: index.size };
  return finding({ models: {} as CentreModels, index: fresh, vacancies: noBookings });
}

/** What the index does after each write; the tree must not matter to the answer. */
const settling = fc.constantFrom('never', 'once', 'always');
const spot = fc
  .record({ north: fc.integer({ min: -25, max: 25 }), east: fc.integer({ min: -25, max: 25 }) })
  .map(({ north, east }) => ({ lat: middle.lat + north / 1000, lng: middle.lng + east / 1000 }));
const sorts = fc.constantFrom<SortAsked>('distance', 'price', 'grade', 'vacancy', 'relevance');

describe('the index of centres', () => {
  it('finds what looking at every centre finds, page after page, through changes, moves and new trees', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 200, size: 'max' }),
        settling,
        drawnFilters,
        spot,
        fc.constantFrom(150, 1000, 3000, 50_000),
        sorts,
        fc.integer({ min: 1, max: 9 }),
        async (writes, settled, filters, from, radiusMetres, sort, limit) => {
          const index = centreIndex();
          const latest = new Map<string, CentreRecord>();
          for (const [turn, centre] of writes.entries()) {
            index.put(centre, centre.searchText);
            if (!(Number(latest.get(centre._id)?.rev) > centre.rev)) latest.set(centre._id, centre);
            if (settled === 'always' || (settled === 'once' && turn === 100)) index.settle();
          }
          const expected = findByHand([...latest.values()], filters, { from, radiusMetres }, sort);
          const { choice, ...rest } = readQuestion(filters, regions, now);
          const question = { choice: { ...choice, from, withinMetres: radiusMetres }, ...rest };
          const service = findingIn(index);
          const seen = [];
          let after: Place | null = null;
          do {
            const page: Awaited<ReturnType<typeof service.page>> = await service.page(question, {
              sort,
              after,
              limit,
            });
            if (!after) expect(page.total).toBe(expected.length);
            seen.push(...page.items);
            after = page.next;
          } while (after);
          expect(seen.map(({ facts }) => [facts._id, facts.name])).toEqual(
            expected.map(({ _id, name }) => [_id, name]),
          );
          expect(index.size()).toBe(latest.size);
        },
      ),
      { numRuns },
    ));

  it('neither skips nor repeats, from page to page, what did not change meanwhile', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(drawnCentre, { minLength: 10, maxLength: 60, size: 'max' }),
        fc.array(fc.array(write, { maxLength: 12 }), { minLength: 3, maxLength: 3 }),
        drawnFilters,
        spot,
        sorts,
        fc.integer({ min: 1, max: 9 }),
        async (drawn, changes, filters, from, sort, limit) => {
          const index = centreIndex();
          const before = drawn.map((one, number) => ({ ...toCentre(one, idOf(number)), rev: 0 }));
          for (const centre of before) index.put(centre, centre.searchText);
          index.settle();
          const { choice, ...rest } = readQuestion(filters, regions, now);
          const question = { choice: { ...choice, from }, ...rest };
          const service = findingIn(index);
          const touched = new Set<string>();
          const seen: string[] = [];
          let after: Place | null = null;
          for (let turn = 0; turn === 0 || after; turn += 1) {
            const page: Awaited<ReturnType<typeof service.page>> = await service.page(question, {
              sort,
              after,
              limit,
            });
            seen.push(...page.items.map(({ facts }) => facts._id));
            after = page.next;
            for (const centre of changes[turn] ?? []) {
              touched.add(centre._id);
              index.put(centre, centre.searchText);
            }
          }
          const unchanged = before.filter(({ _id }) => !touched.has(_id));
          const expected = findByHand(unchanged, filters, { from }, sort).map(({ _id }) => _id);
          expect(seen.filter((id) => !touched.has(id))).toEqual(expected);
        },
      ),
      { numRuns },
    ));
});

describe('the index of words', () => {
  const text = fc
    .tuple(
      ...[1, 2, 3].map(() => fc.string({ unit: fc.constantFrom('栗', '子', 'a', 'b', ' '), maxLength: 8 })),
    )
    .map((parts) => parts.join('\n'));
  const words = fc.array(
    fc.string({ unit: fc.constantFrom('栗', '子', 'a', 'b', ' '), minLength: 1, maxLength: 4 }),
    {
      minLength: 1,
      maxLength: 2,
    },
  );

  it('ranks every text as reading it does, through replacements and packing', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ number: fc.nat(70), text, settles: fc.boolean() }), {
          maxLength: 200,
          size: 'max',
        }),
        words,
        (writes, asked) => {
          const index = wordIndex();
          const texts = new Map<number, string>();
          for (const { number, text: latest, settles } of writes) {
            // Numbers are given one after the other.
            const known = Math.min(number, texts.size);
            index.put(known, latest);
            texts.set(known, latest);
            if (settles) index.settle();
          }
          const rank = index.ranker(asked);
          for (const [number, latest] of texts) expect(rank(number)).toBe(rankOf(latest, asked));
        },
      ),
    ));
});
