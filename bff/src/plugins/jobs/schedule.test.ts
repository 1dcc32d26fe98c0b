import { describe, expect, it } from 'vitest';
import { firstDue, nextDue } from './schedule.js';

const shanghai = { dailyAt: '03:30', timeZone: 'Asia/Shanghai' };
const due = (now: string) => nextDue(shanghai, new Date(now)).toISOString();

describe('a schedule', () => {
  it('counts milliseconds from the end of the last run, and begins at once', () => {
    const now = new Date('2026-11-24T01:12:00Z');
    expect(nextDue({ everyMs: 20_000 }, now)).toEqual(new Date('2026-11-24T01:12:20Z'));
    expect(firstDue({ everyMs: 20_000 }, now)).toEqual(now);
  });

  it('by the clock is once a civil day, in the zone of its region', () => {
    expect(due('2026-11-23T19:29:59Z')).toBe('2026-11-23T19:30:00.000Z');
    expect(due('2026-11-23T19:30:00Z')).toBe('2026-11-24T19:30:00.000Z');
    expect(firstDue(shanghai, new Date('2026-11-24T01:12:00Z')).toISOString()).toBe(
      '2026-11-24T19:30:00.000Z',
    );
  });

  it('keeps to the civil time when summer time ends', () => {
    const warsaw = { dailyAt: '03:30', timeZone: 'Europe/Warsaw' };
    expect(nextDue(warsaw, new Date('2026-10-24T12:00:00Z')).toISOString()).toBe('2026-10-25T02:30:00.000Z');
    expect(nextDue(warsaw, new Date('2026-10-23T12:00:00Z')).toISOString()).toBe('2026-10-24T01:30:00.000Z');
  });
});
