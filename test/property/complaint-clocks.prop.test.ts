import {
  dueEvents,
  latestExtension,
  nextDue,
  runningClocks,
} from '@nearcare/bff/features/complaints/clocks.rules';
import { type ComplaintEvent, lifeOf } from '@nearcare/bff/features/complaints/complaint.rules';
import { china } from '@nearcare/bff/regions/cn';
import type { Promises } from '@nearcare/bff/regions/complaint-rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const promises: Promises = {
  ...{ accept: { workdays: 3 }, reply: { workdays: 7 }, finish: { workdays: 15 } },
  ...{ extension: { workdays: 15 }, remindAtPercent: 70 },
  ...{ lateAgain: { workdays: 5 }, lateSeldom: { workdays: 20 } },
};
const urgent: Promises = {
  ...promises,
  accept: { hours: 1 },
  reply: { hours: 24 },
  finish: { hours: 72 },
  ...{ lateAgain: { hours: 24 }, lateSeldom: { hours: 168 } },
};
const filedAt = (at: Date): ComplaintEvent => ({
  ...{ kind: 'filed', by: 'author', at },
  handler: { body: 'health', level: 0 },
});

describe('the clocks of a complaint, over random moves and looks of the job', () => {
  const day = 86_400_000;
  const step = fc.record({
    kind: fc.constantFrom(
      ...(['accepted', 'assigned', 'replied', 'extended', 'closed'] as const),
      ...(['reopened', 'escalated', 'refused', 'look', 'look'] as const),
    ),
    later: fc.integer({ min: 1, max: 9 * day }),
  });

  function eventOf(kind: string, at: Date, events: ComplaintEvent[]): ComplaintEvent {
    const by = kind === 'reopened' || kind === 'escalated' ? 'author' : 'officer';
    const details = {
      ...{ handler: { body: 'health', level: 1 }, body: 'market', nextBody: 'market', result: 'solved' },
      until: latestExtension(china, promises, lifeOf(events)),
    };
    return { kind, by, at, ...details } as ComplaintEvent;
  }

  it.each([
    ['ordinary', promises],
    ['urgent', urgent],
  ])(
    'nothing %s is past a deadline without reminder and escalation once the job has looked',
    (_what, kind) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 400 * day }),
          fc.array(step, { minLength: 1, maxLength: 25 }),
          (start, steps) => {
            let now = Date.parse('2025-12-01T00:00:00Z') + start;
            const events: ComplaintEvent[] = [filedAt(new Date(now))];
            for (const one of steps) {
              now += one.later;
              const at = new Date(now);
              if (one.kind !== 'look') {
                events.push(eventOf(one.kind, at, events));
                continue;
              }
              const before = lifeOf(events);
              const next = nextDue(china, kind, before);
              const told = dueEvents(china, kind, before, at);
              // The job may sleep until `nextDue`.
              expect(told.length > 0).toBe(next !== null && next <= at);
              for (const event of told) events.push({ by: 'service', at, ...event });
              const life = lifeOf(events);
              for (const { name, due } of runningClocks(china, kind, life))
                if (due <= at) {
                  expect(life.reminded).toContain(name);
                  expect(life.overdue).toContain(name);
                }
              // Looking again, or at two places at once, says nothing twice.
              expect(dueEvents(china, kind, life, at)).toEqual([]);
            }
          },
        ),
        { numRuns: process.env.SOAK ? 5000 : 200 },
      );
    },
  );
});
