import type { Claim, Roster } from '@nearcare/bff/features/bookings/roster.rules';
import { type Command, reduce } from '@nearcare/bff/features/bookings/roster-commands.rules';
import { china } from '@nearcare/bff/regions/cn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClaim } from '../support/factories.js';
import {
  expectEachOfferHeld,
  expectFinalStaysFinal,
  expectGivenBack,
  expectNobodyOvertaken,
  expectNoOverselling,
} from '../support/fair-rosters.js';

const numRuns = process.env.SOAK ? 20_000 : 1_500;
const start = new Date('2026-11-25T02:00:00Z');
const when = {
  bookableUntil: new Date('2026-11-26T23:30:00Z'),
  timeZone: 'Asia/Shanghai',
  hold: china.careRules.offerHold,
};

const families = ['a', 'b', 'c'] as const;
const slots = fc
  .tuple(fc.integer({ min: 14, max: 16 }), fc.integer({ min: 1, max: 3 }))
  .map(([first, length]) => Array.from({ length }, (_, index) => first + index));
const who = fc.constantFrom(...families);
/** Two children a family, so that some are siblings of one that is there. */
const child = fc.nat({ max: 1 });
const entry = fc.record({ who, child }).map((one) => ({ ...one, name: `w_${one.who}${one.child}` }));
const claim = fc
  .record({ who, child, n: fc.integer({ min: 1, max: 4 }), slots })
  .map((one) => ({ ...makeClaim(`${one.who}${one.child}`, one.slots, one.n), familyId: `f_${one.who}` }));
/** Of a centre that changes its places at some epochs, as it was read early or late. */
const word = fc.constantFrom(...[2, 1, 2, 3].map((places, epoch) => ({ epoch, places })));

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ claim, word })
      .map((one): Command => ({ kind: 'claim', claim: one.claim, ...one.word })),
  },
  {
    weight: 8,
    arbitrary: fc.record({ entry, slots, word }).map(
      (one): Command => ({
        ...{ kind: 'enqueue', ...one.word },
        item: {
          ...{ entry: one.entry.name, slots: one.slots, ...when },
          ...{ childId: `ch_${one.entry.who}${one.entry.child}`, familyId: `f_${one.entry.who}` },
        },
      }),
    ),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ entry, claim, word })
      .map((one): Command => ({ kind: 'convert', entry: one.entry.name, claim: one.claim, ...one.word })),
  },
  { weight: 4, arbitrary: claim.map(({ id }): Command => ({ kind: 'release', claimId: id })) },
  { weight: 6, arbitrary: claim.map(({ id }): Command => ({ kind: 'rollback', claimId: id })) },
  {
    weight: 4,
    arbitrary: fc
      .record({ kind: fc.constantFrom('decline', 'expire' as const), entry })
      .map((one): Command => ({ kind: one.kind, entry: one.entry.name })),
  },
  {
    weight: 2,
    arbitrary: entry.map(
      (one): Command => ({
        ...{ kind: 'leave', entry: one.name, ...when },
        ...{ childId: `ch_${one.who}${one.child}`, familyId: `f_${one.who}` },
      }),
    ),
  },
  { weight: 1, arbitrary: word.map((one): Command => ({ kind: 'hear', ...one })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ own: fc.nat({ max: 4 }), word })
      .map((one): Command => ({ kind: 'setPlaces', own: one.own, ...one.word })),
  },
  { weight: 1, arbitrary: fc.nat({ max: 1 }).map((epoch): Command => ({ kind: 'close', epoch })) },
);
/** Most of what reaches a roster is about what it has; `aim` says of which. */
const history = fc.array(
  fc.record({ command: anyCommand, minutes: fc.nat({ max: 40 }), aim: fc.nat({ max: 5 }) }),
  {
    maxLength: 40,
  },
);

/** The command with a claim or an offer that is there, and with a number that was never used. */
function aimed(roster: Roster, one: Command, aim: number, turn: number): Command {
  const held = roster.claims.filter(({ isOffer }) => !isOffer);
  const claimId = held[aim % Math.max(1, held.length)]?.id;
  const offers = (roster.queue ?? []).filter(({ state }) => state === 'offered');
  const offer = offers[aim % Math.max(1, offers.length)];
  switch (one.kind) {
    case 'release':
    case 'rollback':
      return claimId ? { ...one, claimId } : one;
    case 'leave': {
      const { entry: name, childId, familyId } = roster.queue?.[aim] ?? one;
      return { ...one, entry: name, childId, familyId };
    }
    case 'decline':
    case 'expire': {
      const made = (roster.queue ?? []).filter(({ state }) => state === 'offered' || state === 'taken');
      return { ...one, entry: made[aim % Math.max(1, made.length)]?.entry ?? one.entry };
    }
    case 'convert': {
      const owner = offer?.childId.slice(3) ?? one.claim.owner;
      const made = {
        ...one.claim,
        id: `${owner}#${turn + 10}`,
        owner,
        slots: offer?.slots ?? one.claim.slots,
      };
      return {
        ...one,
        entry: offer?.entry ?? one.entry,
        claim: made,
        epoch: roster.epoch,
        places: roster.places,
      };
    }
    default:
      return one;
  }
}

type Reduce = typeof reduce;
/** Two places and a line: one child the whole time, one only at its middle, and whoever came after them. */
const first: Roster = {
  ...{ places: 2, epoch: 0, closedEpoch: -1 },
  claims: [makeClaim('a0', [14, 15, 16]), makeClaim('b0', [15])],
};

/** Walks a history and holds every step of it against what was promised to who waits. */
function expectFairness(reducer: Reduce, runs = numRuns) {
  fc.assert(
    fc.property(history, (steps) => {
      let roster = first;
      let now = start;
      for (const [turn, step] of steps.entries()) {
        now = new Date(now.getTime() + step.minutes * 60_000);
        const command = aimed(roster, step.command, step.aim, turn);
        const { roster: next, refusal } = reducer(roster, command, now);
        if (refusal) expect(next).toBe(roster);
        expectNoOverselling(roster, next);
        expectNobodyOvertaken(roster, next, now);
        expectEachOfferHeld(next);
        expectFinalStaysFinal(roster, next);
        if (command.kind === 'rollback') expectGivenBack(roster, next, command.claimId);
        roster = next;
      }
    }),
    { numRuns: runs },
  );
}

describe('waiting for a place, over random histories', () => {
  it('sells no place twice, passes nobody over, and leaves no place idle', () => {
    expectFairness(reduce);
  });

  const twins: Record<string, Reduce> = {
    'a released place were left idle': (roster, one, at) => {
      if (one.kind !== 'release') return reduce(roster, one, at);
      const claims = roster.claims.filter(({ id }) => id !== one.claimId);
      return {
        roster: claims.length === roster.claims.length ? roster : { ...roster, claims },
        refusal: null,
      };
    },
    'who books were put before who waits': (roster, one, at) =>
      one.kind === 'claim'
        ? reduce({ ...roster, claims: roster.claims.filter(({ isOffer }) => !isOffer) }, one, at)
        : reduce(roster, one, at),
    'lowered places left offers as they were': (roster, one, at) =>
      one.kind === 'setPlaces' && one.epoch >= roster.epoch
        ? { roster: { ...roster, own: { places: one.own, usual: roster.places } }, refusal: null }
        : reduce(roster, one, at),
    'a taken offer were given on when it is rolled back': (roster, one, at) =>
      reduce(roster, one.kind === 'rollback' ? { kind: 'release', claimId: one.claimId } : one, at),
    'what an accepted offer replaces were counted together with it': (roster, one, at) => {
      const outcome = reduce(roster, one, at);
      if (one.kind !== 'convert' || outcome.refusal) return outcome;
      const claims = outcome.roster.claims.map(
        (held) => ({ ...held, isSeparate: undefined }) as unknown as Claim,
      );
      return { ...outcome, roster: { ...outcome.roster, claims } };
    },
    'an offer could be ended after it was taken': (roster, one, at) => {
      const item = one.kind === 'expire' && roster.queue?.find((other) => other.entry === one.entry);
      if (!item || item.state !== 'taken') return reduce(roster, one, at);
      const queue = roster.queue?.map((other) =>
        other === item ? { ...item, state: 'offered' as const } : other,
      );
      return { roster: { ...roster, ...(queue && { queue }) }, refusal: null };
    },
  };
  for (const [what, twin] of Object.entries(twins))
    it(`would be caught if ${what}`, () => {
      // As many as it takes: it ends with the first that is caught.
      expect(() => expectFairness(twin, 50_000)).toThrow(/Property failed/);
    });

  it('changes nothing when a command is repeated at once', () => {
    fc.assert(
      fc.property(history, anyCommand, (steps, last) => {
        const reached = steps.reduce((roster, step) => reduce(roster, step.command, start).roster, first);
        const once = reduce(reached, last, start);
        const twice = reduce(once.roster, last, start);
        expect(twice.roster).toBe(once.roster);
        if (last.kind !== 'decline') expect(twice.refusal).toBe(once.refusal);
      }),
      { numRuns },
    );
  });
});
