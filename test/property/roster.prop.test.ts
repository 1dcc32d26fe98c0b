import { occupancy, placesInForce, type Roster } from '@nearcare/bff/features/bookings/roster.rules';
import { type Command, reduce as reduceAt } from '@nearcare/bff/features/bookings/roster-commands.rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClaim } from '../support/factories.js';

const at = new Date('2026-11-25T02:00:00Z');
const reduce = (roster: Roster, command: Command) => reduceAt(roster, command, at);

const numRuns = process.env.SOAK ? 20_000 : 1_500;

const slots = fc
  .tuple(fc.integer({ min: 14, max: 20 }), fc.integer({ min: 1, max: 6 }))
  .map(([first, length]) => Array.from({ length }, (_, index) => first + index));
const owner = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const claim = fc
  .record({ owner, n: fc.integer({ min: 1, max: 3 }), slots })
  .map(({ owner, n, slots: held }) => makeClaim(owner, held, n));

/** The centre's word at each of its epochs: what it says at one never changes, and may be the same at several. */
type Words = readonly number[];
const words = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 });

/** Anything that may reach a roster, with words of the centre as they were read, early or late. */
const command = (said: Words): fc.Arbitrary<Command> => {
  const word = fc.nat({ max: 3 }).map((epoch) => ({ epoch, places: said[epoch] ?? 0 }));
  const told = fc.integer({ min: 0, max: 6 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ claim, word })
        .map(({ claim: made, word: read }) => ({ kind: 'claim' as const, claim: made, ...read })),
    },
    {
      weight: 3,
      arbitrary: claim.map(({ id }) => ({ kind: 'release' as const, claimId: id })),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('close' as const), epoch: fc.integer({ min: 0, max: 3 }) }),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ told, word })
        .map(({ told: own, word: read }) => ({ kind: 'setPlaces' as const, own, ...read })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ told, slots, word, key: fc.constantFrom('k1', 'k2', 'k3', 'k4') })
        .map(({ told: free, word: read, ...rest }) => ({
          ...{ kind: 'setFree' as const, free, most: 5 },
          ...{ ...rest, ...read },
        })),
    },
  );
};
/** A centre's words, the roster as it begins under the first of them, and what reaches it. */
const history = (maxLength: number) =>
  words.chain((said) =>
    fc.record({
      first: fc.constant<Roster>({ places: said[0] ?? 0, epoch: 0, closedEpoch: -1, claims: [] }),
      commands: fc.array(command(said), { maxLength }),
      last: command(said),
    }),
  );

type Reduce = typeof reduce;

/** What holds by the words alone: the usual places by the newest, unless the desk told others beside that number. */
function truth(first: Roster) {
  let usual = { epoch: first.epoch, places: first.places };
  let told: { places: number; beside: number } | null = null;
  return {
    hear({ epoch, places }: { epoch: number; places: number }) {
      if (epoch > usual.epoch) usual = { epoch, places };
    },
    tell: (places: number) => {
      told = { places, beside: usual.places };
    },
    inForce: () => (told?.beside === usual.places ? told.places : usual.places),
  };
}

/**
 * No claim raises the children present in any half hour above the places then in force (invariant 1), which are counted
 * here without the reducer: a race of claims, of what a desk tells and of the centre's changes is any order of these.
 */
function expectNoOverselling(reducer: Reduce) {
  fc.assert(
    fc.property(history(40), ({ first, commands }) => {
      const { hear, tell, inForce } = truth(first);
      const requests = new Set<string>();
      let roster = first;
      for (const one of commands) {
        const before = occupancy(roster.claims);
        const { roster: next, refusal } = reducer(roster, one);
        const after = occupancy(next.claims);
        if (!refusal && 'places' in one && next !== roster) hear(one);
        if (!refusal && one.kind === 'setPlaces') {
          requests.clear();
          tell(one.own);
        }
        if (!refusal && one.kind === 'setFree' && !requests.has(one.key)) {
          requests.clear();
          requests.add(one.key);
          tell(Math.max(0, ...one.slots.map((slot) => before.get(slot) ?? 0)) + one.free);
        }
        for (const [slot, present] of after)
          if (present > (before.get(slot) ?? 0)) expect(present).toBeLessThanOrEqual(inForce());
        expect(placesInForce(next)).toBe(inForce());
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

  it('would be caught if a newer word of the centre undid what the desk told', () => {
    const naive: Reduce = (roster, one) => {
      if (!('places' in one) || one.epoch <= roster.epoch) return reduce(roster, one);
      const { own: _, ...usual } = roster;
      return reduce({ ...usual, places: one.places, epoch: one.epoch }, one);
    };
    expect(() => expectNoOverselling(naive)).toThrow(/Property failed/);
  });

  it('would be caught if what the desk told outlived a change of the group', () => {
    const naive: Reduce = (roster, one) => {
      const isNewer = 'places' in one && one.epoch > roster.epoch;
      if (!isNewer || !roster.own) return reduce(roster, one);
      return reduce({ ...roster, own: { ...roster.own, usual: one.places } }, one);
    };
    expect(() => expectNoOverselling(naive)).toThrow(/Property failed/);
  });

  it('would be caught if the desk could tell on an outdated word', () => {
    const naive: Reduce = (roster, one) =>
      one.kind === 'setPlaces'
        ? { roster: { ...roster, own: { places: one.own, usual: one.places } }, refusal: null }
        : reduce(roster, one);
    expect(() => expectNoOverselling(naive)).toThrow(/Property failed/);
  });

  it('changes nothing when a command is repeated at once', () => {
    fc.assert(
      fc.property(history(20), ({ first, commands, last }) => {
        const reached = commands.reduce((roster, one) => reduce(roster, one).roster, first);
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
      fc.property(history(30), ({ first, commands }) => {
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
      fc.property(
        fc.array(
          fc.oneof(
            claim,
            claim.map(({ id }) => id),
          ),
          { maxLength: 40 },
        ),
        (steps) => {
          let day: Roster = { places: 1, epoch: 0, closedEpoch: -1, claims: [] };
          for (const one of steps)
            day = reduce(
              day,
              typeof one === 'string'
                ? { kind: 'release', claimId: one }
                : { kind: 'claim', claim: one, epoch: 0, places: 1 },
            ).roster;
          for (const present of occupancy(day.claims).values()) expect(present).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns },
    );
  });
});
