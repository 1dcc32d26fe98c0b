import { type Command, occupancy, type Roster, reduce } from '@nearcare/bff/features/bookings/roster.rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numRuns = process.env.SOAK ? 20_000 : 1_500;

const slots = fc
  .tuple(fc.integer({ min: 14, max: 20 }), fc.integer({ min: 1, max: 6 }))
  .map(([first, length]) => Array.from({ length }, (_, index) => first + index));
const command = (maxPlaces: number): fc.Arbitrary<Command> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('claim' as const),
        claim: fc
          .record({
            owner: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
            n: fc.integer({ min: 1, max: 3 }),
            slots,
          })
          .map(({ owner, n, slots: held }) => ({ id: `${owner}#${n}`, owner, slots: held })),
        epoch: fc.integer({ min: 0, max: 3 }),
        places: fc.integer({ min: 0, max: maxPlaces }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('release' as const),
        claimId: fc
          .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 3 }))
          .map(([owner, n]) => `${owner}#${n}`),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('close' as const), epoch: fc.integer({ min: 0, max: 3 }) }),
    },
  );
const start = fc
  .integer({ min: 0, max: 4 })
  .map((places): Roster => ({ places, epoch: 0, closedEpoch: -1, claims: [] }));

type Reduce = typeof reduce;

/** No claim raises the children present in any half hour above the places then in force (invariant 1). */
function expectNoOverselling(reducer: Reduce) {
  fc.assert(
    fc.property(start, fc.array(command(4), { maxLength: 40 }), (first, commands) => {
      let roster = first;
      for (const one of commands) {
        const before = occupancy(roster.claims);
        const { roster: next } = reducer(roster, one);
        for (const [slot, present] of occupancy(next.claims))
          if (present > (before.get(slot) ?? 0)) expect(present).toBeLessThanOrEqual(next.places);
        roster = next;
      }
    }),
    { numRuns },
  );
}

describe('the roster, over random histories', () => {
  it('never lets a claim raise the children present above the places in force', () => {
    expectNoOverselling(reduce);
  });

  it('would be caught if it forgot to look (the same property fails on a naive reducer)', () => {
    const naive: Reduce = (roster, one) =>
      one.kind === 'claim'
        ? { roster: { ...roster, claims: [...roster.claims, one.claim] }, refusal: null }
        : reduce(roster, one);
    expect(() => expectNoOverselling(naive)).toThrow(/Property failed/);
  });

  it('changes nothing when a command is repeated at once', () => {
    fc.assert(
      fc.property(start, fc.array(command(4), { maxLength: 20 }), command(4), (first, history, last) => {
        const reached = history.reduce((roster, one) => reduce(roster, one).roster, first);
        const once = reduce(reached, last);
        const twice = reduce(once.roster, last);
        expect(twice.roster).toBe(once.roster);
        expect(twice.refusal).toBe(once.refusal);
      }),
      { numRuns },
    );
  });

  it('changes nothing when it refuses', () => {
    fc.assert(
      fc.property(start, fc.array(command(4), { maxLength: 30 }), (first, commands) => {
        let roster = first;
        for (const one of commands) {
          const outcome = reduce(roster, one);
          if (outcome.refusal) expect(outcome.roster).toBe(roster);
          roster = outcome.roster;
        }
      }),
      { numRuns },
    );
  });

  it('gives two children of one day two places only where their half hours do not meet', () => {
    fc.assert(
      fc.property(fc.array(command(1), { maxLength: 40 }), (commands) => {
        let day: Roster = { places: 1, epoch: 0, closedEpoch: -1, claims: [] };
        for (const one of commands)
          day = reduce(day, one.kind === 'claim' ? { ...one, epoch: 0, places: 1 } : one).roster;
        for (const present of occupancy(day.claims).values()) expect(present).toBeLessThanOrEqual(1);
      }),
      { numRuns },
    );
  });
});
