import { describe, expect, it } from 'vitest';
import { china } from './cn.js';
import { poland } from './pl.js';
import { addWorkdays, deadline, nextWorkday, nextWorkingMoment } from './working-days.js';

const office = { from: '09:00', to: '17:00' };

describe('the next workday', () => {
  it('is today when today is worked, a make-up Saturday included', () => {
    expect(nextWorkday(china.calendar, '2026-11-24')).toBe('2026-11-24');
    expect(nextWorkday(china.calendar, '2026-10-10')).toBe('2026-10-10');
  });

  it('lies behind weekends and whole holidays', () => {
    expect(nextWorkday(china.calendar, '2026-11-21')).toBe('2026-11-23');
    expect(nextWorkday(china.calendar, '2026-10-01')).toBe('2026-10-08');
    expect(nextWorkday(poland.calendar, '2026-12-24')).toBe('2026-12-28');
  });
});

describe('adding working days', () => {
  it('does not count the day of the event', () => {
    expect(addWorkdays(china.calendar, '2026-11-24', 1)).toEqual({ date: '2026-11-25', isAssumed: false });
    expect(addWorkdays(china.calendar, '2026-11-20', 1).date).toBe('2026-11-23');
    expect(addWorkdays(china.calendar, '2026-11-21', 1).date).toBe('2026-11-23');
  });

  it('leaves a holiday out and counts the Saturday that is worked for it', () => {
    // National Day 2026: off from 1 to 7 October, worked on Saturday 10 October.
    expect(addWorkdays(china.calendar, '2026-09-30', 3).date).toBe('2026-10-10');
    expect(addWorkdays(china.calendar, '2026-09-30', 4).date).toBe('2026-10-12');
  });

  it('goes by the calendar of the region it is asked for', () => {
    expect(addWorkdays(poland.calendar, '2026-12-23', 1).date).toBe('2026-12-28');
    expect(addWorkdays(china.calendar, '2026-12-23', 1).date).toBe('2026-12-24');
    expect(addWorkdays(poland.calendar, '2026-10-09', 1).date).toBe('2026-10-12');
  });

  it('says when a day had to be assumed', () => {
    const { to } = china.calendar.yearsCovered;
    expect(addWorkdays(china.calendar, `${to}-12-24`, 1).isAssumed).toBe(false);
    expect(addWorkdays(china.calendar, `${to}-12-24`, 15)).toMatchObject({ isAssumed: true });
    expect(addWorkdays(china.calendar, `${to}-12-31`, 1)).toMatchObject({ isAssumed: true });
    expect(addWorkdays(poland.calendar, `${to}-12-31`, 1)).toMatchObject({ isAssumed: false });
  });

  it('refuses what is no number of days', () => {
    for (const n of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => addWorkdays(china.calendar, '2026-11-24', n)).toThrow(RangeError);
  });
});

describe('the next working moment', () => {
  const next = (instant: string) => nextWorkingMoment(china, office, new Date(instant)).at.toISOString();

  it('is now while people are at work', () => {
    expect(next('2026-11-24T01:12:00Z')).toBe('2026-11-24T01:12:00.000Z');
  });

  it('is the morning of the day, of the next one, or of the one after the holiday', () => {
    expect(next('2026-11-23T22:00:00Z')).toBe('2026-11-24T01:00:00.000Z');
    expect(next('2026-11-24T09:00:00Z')).toBe('2026-11-25T01:00:00.000Z');
    expect(next('2026-09-30T10:00:00Z')).toBe('2026-10-08T01:00:00.000Z');
  });

  it('is the morning of a Saturday that is made up for', () => {
    expect(next('2026-10-09T10:00:00Z')).toBe('2026-10-10T01:00:00.000Z');
  });

  it('says when the day had to be assumed', () => {
    const { to } = china.calendar.yearsCovered;
    expect(nextWorkingMoment(china, office, new Date(`${to}-12-31T10:00:00Z`)).isAssumed).toBe(true);
    expect(nextWorkingMoment(china, office, new Date(`${to + 1}-03-04T02:00:00Z`)).isAssumed).toBe(true);
  });
});

describe('a deadline', () => {
  it('in working days is the midnight after the last one, in the region', () => {
    const from = new Date('2026-11-24T01:12:00Z');
    // Three working days after Tuesday 24 November: Friday 27 November, 24:00 in Shanghai.
    expect(deadline(china, from, { workdays: 3 })).toEqual({
      at: new Date('2026-11-27T16:00:00Z'),
      isAssumed: false,
    });
    expect(deadline(poland, from, { workdays: 3 }).at).toEqual(new Date('2026-11-27T23:00:00Z'));
  });

  it('begins on the civil day of the region, not of the server', () => {
    // 23 November 17:00 UTC is the 24th in Shanghai already.
    expect(deadline(china, new Date('2026-11-23T17:00:00Z'), { workdays: 1 }).at).toEqual(
      new Date('2026-11-25T16:00:00Z'),
    );
  });

  it('in hours runs through nights and holidays, to the millisecond', () => {
    expect(deadline(china, new Date('2026-09-30T15:30:00.123Z'), { hours: 1 })).toEqual({
      at: new Date('2026-09-30T16:30:00.123Z'),
      isAssumed: false,
    });
  });

  it('keeps to civil midnight over the end of summer time', () => {
    expect(deadline(poland, new Date('2026-10-23T10:00:00Z'), { workdays: 1 }).at).toEqual(
      new Date('2026-10-26T23:00:00Z'),
    );
  });
});
