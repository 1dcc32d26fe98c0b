import {
  accept,
  type Circle,
  dropped,
  invite,
  isOpen,
  revoke,
  settled,
} from '@nearcare/bff/features/families/invitations.rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numRuns = process.env.SOAK ? 20_000 : 1_500;
const hourMs = 3_600_000;

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const guardians = ['g_1', 'g_2', 'g_3'];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('invite' as const), id: fc.constantFrom(...ids) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), id: fc.constantFrom(...ids) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('accept' as const),
      id: fc.constantFrom(...ids),
      who: fc.constantFrom(...guardians),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'drop' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
);

describe('any history of a family’s invitations', () => {
  it('keeps at most three open, lets each be used once, and never two guardians join at the same time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let circle: Circle = { invitations: [], join: null };
        let now = new Date('2026-11-24T00:00:00Z');
        const invitedAt = new Map<string, number>();
        const usedBy = new Map<string, string>();
        for (const one of steps) {
          const before = circle;
          if (one.do === 'wait') now = new Date(now.getTime() + one.hours * hourMs);
          if (one.do === 'settle' && circle.join) circle = settled(circle, now);
          if (one.do === 'drop' && circle.join && !circle.join.doneAt) {
            usedBy.delete(circle.join.invitationId);
            circle = dropped(circle);
          }
          if (one.do === 'invite') {
            const expiresAt = new Date(now.getTime() + 48 * hourMs);
            const fresh = { id: one.id, codeIndex: one.id, invitedAt: now, expiresAt, endedAs: null };
            circle = invite(circle, fresh, now) ?? circle;
            if (circle !== before) {
              invitedAt.set(one.id, now.getTime());
              usedBy.delete(one.id);
            }
          }
          if (one.do === 'revoke') circle = revoke(circle, one.id) ?? circle;
          if (one.do === 'accept') {
            const decision = accept(circle, { codeIndex: one.id, guardianId: one.who, from: 'f_x' }, now);
            if (decision.kind === 'decided') {
              // Nobody is in the middle of joining, the code was never used, and it is not two days old.
              expect(before.join === null || before.join.doneAt !== null).toBe(true);
              expect(usedBy.has(one.id)).toBe(false);
              expect(now.getTime() - (invitedAt.get(one.id) ?? Number.NaN)).toBeLessThan(48 * hourMs);
              usedBy.set(one.id, one.who);
              circle = decision.circle;
              expect(circle.invitations.some((other) => isOpen(other, now))).toBe(false);
            }
            if (decision.kind === 'repeated') expect(usedBy.get(one.id)).toBe(one.who);
          }
          expect(circle.invitations.filter((other) => isOpen(other, now)).length).toBeLessThanOrEqual(3);
          expect(circle.invitations.length).toBeLessThanOrEqual(20);
          expect(new Set(circle.invitations.map(({ id }) => id)).size).toBe(circle.invitations.length);
        }
      }),
      { numRuns },
    );
  });
});
