import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import type { Promises } from '../../regions/complaint-rules.js';
import { dueEvents, latestExtension, nextDue, runningClocks } from './clocks.rules.js';
import { type ComplaintEvent, lifeOf } from './complaint.rules.js';

const promises: Promises = {
  ...{ accept: { workdays: 3 }, reply: { workdays: 7 }, finish: { workdays: 15 } },
  ...{ extension: { workdays: 15 }, remindAtPercent: 70 },
  ...{ lateAgain: { workdays: 5 }, lateSeldom: { workdays: 20 } },
};
const urgent: Promises = { ...promises, accept: { hours: 1 }, reply: { hours: 24 }, finish: { hours: 72 } };
const handler = { body: 'health', level: 0 } as const;
const filedAt = (at: string): ComplaintEvent => ({ kind: 'filed', by: 'author', at: new Date(at), handler });
/** The Friday before the National Day holiday, in the evening. */
const friday = '2026-09-25T11:00:00Z';
const dues = (life: ReturnType<typeof lifeOf>, kind = promises) =>
  runningClocks(china, kind, life).map(({ name, due }) => [name, due.toISOString()]);

describe('the clocks of a complaint', () => {
  it('end with working days of its region, holidays left out and make-up workdays counted', () => {
    expect(dues(lifeOf([filedAt('2026-11-24T01:12:00Z')]))).toEqual([
      ['accept', '2026-11-27T16:00:00.000Z'],
      ['reply', '2026-12-03T16:00:00.000Z'],
      ['finish', '2026-12-15T16:00:00.000Z'],
    ]);
  });

  it('run in hours for what is urgent, nights and holidays included', () => {
    expect(dues(lifeOf([filedAt('2026-10-01T18:30:00Z')]), urgent)[0]).toEqual([
      'accept',
      '2026-10-01T19:30:00.000Z',
    ]);
  });

  it('stop one by one, and all once nothing is awaited of anybody', () => {
    const at = new Date(friday);
    const accepted: ComplaintEvent = { kind: 'accepted', by: 'officer', at };
    const replied: ComplaintEvent = { kind: 'replied', by: 'officer', at };
    const closed: ComplaintEvent = { kind: 'closed', by: 'officer', at, result: 'solved' };
    const names = (...events: ComplaintEvent[]) =>
      dues(lifeOf([filedAt(friday), ...events])).map(([name]) => name);
    expect(names(accepted)).toEqual(['reply', 'finish']);
    expect(names(accepted, replied)).toEqual(['finish']);
    expect(names(accepted, replied, closed)).toEqual([]);
    expect(nextDue(china, promises, lifeOf([filedAt(friday), accepted, replied, closed]))).toBeNull();
  });

  it('give the end a new time when it is extended, and remind of that one anew', () => {
    const at = new Date('2026-12-10T02:00:00Z');
    const accepted: ComplaintEvent = { kind: 'accepted', by: 'officer', at };
    const reminded: ComplaintEvent = { kind: 'reminded', by: 'service', at, clock: 'finish' };
    const life = lifeOf([filedAt('2026-11-24T01:12:00Z'), accepted, reminded]);
    const until = latestExtension(china, promises, life);
    const extended = lifeOf([
      ...[filedAt('2026-11-24T01:12:00Z'), accepted, reminded],
      { kind: 'extended', by: 'officer', at, until } as const,
    ]);
    expect(until.toISOString()).toBe('2027-01-06T16:00:00.000Z');
    expect(dues(extended).at(-1)).toEqual(['finish', until.toISOString()]);
    expect(extended.reminded).toEqual([]);
  });

  it('remind of an extended end by the time that was added, not by all of it', () => {
    const at = new Date('2026-12-10T02:00:00Z');
    const accepted: ComplaintEvent = { kind: 'accepted', by: 'officer', at };
    const until = new Date('2026-12-20T02:00:00Z');
    const extended: ComplaintEvent = { kind: 'extended', by: 'officer', at, until };
    const life = lifeOf([filedAt('2026-11-24T01:12:00Z'), accepted, extended]);
    const reminders = (now: string) =>
      dueEvents(china, promises, life, new Date(now)).filter(({ clock }) => clock === 'finish');
    expect(reminders('2026-12-17T01:59:00Z')).toEqual([]);
    expect(reminders('2026-12-17T02:00:00Z')).toEqual([{ kind: 'reminded', clock: 'finish' }]);
  });

  it('say of a late end again that it is, one at a time however long the service was away, then seldom, and never not at all', () => {
    const events: ComplaintEvent[] = [filedAt('2026-11-24T01:12:00Z')];
    const hourly = { ...promises, lateAgain: { hours: 24 }, lateSeldom: { hours: 168 } };
    let now = new Date('2027-02-01T00:00:00Z');
    const look = () => {
      const told = dueEvents(china, hourly, lifeOf(events), now);
      for (const event of told) events.push({ by: 'service', at: now, ...event });
      return told.map(({ kind, clock }) => `${kind} ${clock}`);
    };
    expect(look()).toHaveLength(6);
    now = new Date(now.getTime() + 10 * 86_400_000);
    expect([look(), look()]).toEqual([['overdue finish'], []]);
    const overdueIn = (days: number) => {
      const before = events.length;
      for (let day = 0; day < days; day += 1) {
        now = new Date(now.getTime() + 86_400_000);
        look();
      }
      return events.length - before;
    };
    expect(overdueIn(11)).toBe(11);
    expect(overdueIn(70)).toBe(10);
    expect(nextDue(china, hourly, lifeOf(events))).not.toBeNull();
  });
});
