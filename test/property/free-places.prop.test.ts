import type { RosterReader } from '@nearcare/bff/features/bookings/remembered-presence';
import type { Claim } from '@nearcare/bff/features/bookings/roster.rules';
import { rosterVacancies } from '@nearcare/bff/features/bookings/roster-vacancies';
import { timeOf } from '@nearcare/shared/rules/slot-times';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClaim } from '../support/factories.js';

const numRuns = process.env.SOAK ? 10_000 : 500;
const date = '2026-11-26';
const groups = ['gr_a', 'gr_b'] as const;

/** Rosters in memory, written behind the back of whoever remembers them or with notice, as the model gives it. */
function rostersInMemory() {
  const claimsById = new Map<string, Claim[]>();
  let heard: (id: string) => void = () => undefined;
  const reader: RosterReader = {
    // The day before, so that all of the day asked for is to come.
    now: () => new Date('2026-11-25T01:12:00Z'),
    onWritten: (listener) => {
      heard = listener;
    },
    listClaims: async (ids) =>
      ids.flatMap((id) => {
        const claims = claimsById.get(id);
        return claims ? [{ _id: id, claims }] : [];
      }),
    listIdsTouchedSince: async () => [...claimsById.keys()],
  };
  function write(id: string, claims: Claim[]): void {
    claimsById.set(id, claims);
    heard(id);
  }
  return { reader, write };
}

const minute = fc.integer({ min: 0, max: 24 * 60 });
const stretch = fc
  .tuple(minute, minute)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const claim = fc
  .record({
    owner: fc.constantFrom('a', 'b', 'c', 'd'),
    n: fc.integer({ min: 1, max: 3 }),
    slots: fc.uniqueArray(fc.integer({ min: 0, max: 47 }), { maxLength: 8 }),
  })
  .map(({ owner, n, slots }) => makeClaim(owner, slots, n));
const step = fc.record({
  write: fc.record({ group: fc.constantFrom(...groups), claims: fc.array(claim, { maxLength: 8 }) }),
  window: fc.option(stretch, { nil: null }),
  places: fc.integer({ min: 0, max: 5 }),
});

/** Minute by minute: the most owners that hold the half hour of any minute in the window. */
function counted(places: number, claims: Claim[], window: { from: number; to: number }): number {
  let most = 0;
  for (let at = window.from; at < window.to; at += 1) {
    const holders = claims.filter(({ slots }) => slots.includes(Math.floor(at / 30)));
    most = Math.max(most, new Set(holders.map(({ owner }) => owner)).size);
  }
  return Math.max(0, places - most);
}

describe('free places of a group on a day', () => {
  it('are those left at the fullest minute of the window, also right after its roster was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { reader, write } = rostersInMemory();
        const { freeOn } = rosterVacancies(reader);
        const standing = new Map<string, Claim[]>();
        for (const { write: written, window, places } of steps) {
          standing.set(written.group, written.claims);
          write(`${written.group}:${date}`, written.claims);
          const asks = groups.map((groupId) => ({ groupId, places, timeZone: 'Asia/Shanghai' }));
          const times = window && { from: timeOf(window.from), to: timeOf(window.to) };
          const answer = await freeOn(asks, date, times ?? undefined);
          for (const group of groups)
            expect(answer.get(group)?.free).toBe(
              counted(places, standing.get(group) ?? [], window ?? { from: 0, to: 24 * 60 }),
            );
        }
      }),
      { numRuns },
    );
  });
});
