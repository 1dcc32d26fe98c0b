import { isLive } from '@nearcare/bff/features/bookings/queue.rules';
import type { QueueItem } from '@nearcare/bff/features/bookings/roster.rules';
import { historyOf, placeInLine } from '@nearcare/bff/features/bookings/waitlist/place-in-line.rules';
import { china } from '@nearcare/bff/regions/cn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClaim } from '../support/factories.js';

const minute = (count: number) => new Date(Date.parse('2026-11-24T01:00:00Z') + count * 60_000);
const waits = { bookableUntil: minute(3000), timeZone: 'Asia/Shanghai', hold: china.careRules.offerHold };
const state = fc.constantFrom<QueueItem['state'][]>('waiting', 'offered', 'taken', 'left', 'expired');
const family = fc.record({
  ...{ state, after: fc.nat(30), isSibling: fc.boolean() },
  slots: fc.constantFrom<number[][]>([16], [16, 17], [18]),
});

describe('the history of a place in line', () => {
  it('ends with the place of now, never below the first, whatever became of the others', () => {
    fc.assert(
      fc.property(fc.array(family, { minLength: 1, maxLength: 8 }), (families) => {
        const queue = families.map(({ state, after, slots }, index): QueueItem => {
          const joined = index + 1;
          const changedAt = minute(isLive(state) ? joined : joined + after);
          return {
            ...{
              entry: `w${index}`,
              seq: joined,
              slots,
              state,
              childId: `ch_${index}`,
              familyId: `f_${index}`,
            },
            ...{ joinedAt: minute(joined), changedAt, ver: 1, epoch: 1, ...waits },
          };
        });
        const claims = families.flatMap(({ isSibling }, index) =>
          isSibling ? [{ ...makeClaim(`b_${index}`, [16]), familyId: `f_${index}` }] : [],
        );
        for (const { entry } of queue) {
          const steps = historyOf({ claims, queue }, entry);
          expect(steps.at(-1)?.place ?? null).toBe(placeInLine({ claims, queue }, entry));
          expect(steps.every(({ place }) => place > 0)).toBe(true);
          expect([...steps].sort((a, b) => a.at.getTime() - b.at.getTime())).toEqual(steps);
        }
      }),
    );
  });
});
