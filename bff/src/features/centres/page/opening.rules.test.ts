import { describe, expect, it } from 'vitest';
import { china } from '../../../regions/cn.js';
import type { OpeningTimes } from '../centres.public.js';
import { nextCareDay, specialDays } from './opening.rules.js';

const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '18:00' }));
const times: OpeningTimes = { openingHours: week, closesOnHolidays: true, closedDays: [] };

describe('the next day of care', () => {
  const on = (date: string, time: string, given: Partial<OpeningTimes> = {}) =>
    nextCareDay({ ...times, ...given }, { date, time }, china);

  it('is today before opening and until closing, then the next open day', () => {
    expect(on('2026-11-24', '06:00')).toBe('2026-11-24');
    expect(on('2026-11-24', '17:59')).toBe('2026-11-24');
    expect(on('2026-11-24', '18:00')).toBe('2026-11-25');
  });

  it('leaps over the weekend, holidays and closed days', () => {
    expect(on('2026-11-27', '18:00')).toBe('2026-11-30');
    expect(on('2026-09-30', '19:00')).toBe('2026-10-08');
    const closedDays = [{ on: '2026-11-30', reason: '消毒' }];
    expect(on('2026-11-27', '18:00', { closedDays })).toBe('2026-12-01');
  });

  it('is none when the centre does not open inside the horizon', () => {
    expect(on('2026-11-24', '09:00', { openingHours: [] })).toBeNull();
  });
});

describe('special days', () => {
  it('are holidays without gaps, make-up workdays with their hours, and own closed days with the reason', () => {
    const closedDays = [{ on: '2026-10-14', reason: '教研日' }];
    const days = specialDays({ ...times, closedDays }, china.calendar, '2026-09-28', 30);
    expect(days.filter(({ kind }) => kind === 'holiday')).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((day) => ({
        date: `2026-10-0${day}`,
        kind: 'holiday',
        name: '国庆节',
        hours: null,
      })),
    );
    expect(days.filter(({ kind }) => kind !== 'holiday')).toEqual([
      {
        date: '2026-10-10',
        kind: 'makeUpWorkday',
        name: '国庆节',
        hours: { from: '07:30', to: '18:00' },
      },
      { date: '2026-10-14', kind: 'closedDay', name: '教研日', hours: null },
    ]);
  });

  it('are as many as were asked for, the first one included', () => {
    const dates = (from: string, days: number) =>
      specialDays(times, china.calendar, from, days).map(({ date }) => date);
    expect(dates('2026-10-07', 1)).toEqual(['2026-10-07']);
    expect(dates('2026-10-08', 2)).toEqual([]);
    expect(dates('2026-10-08', 3)).toEqual(['2026-10-10']);
  });

  it('are no holidays where the centre keeps none', () => {
    expect(specialDays({ ...times, closesOnHolidays: false }, china.calendar, '2026-09-28', 30)).toEqual([]);
  });
});
