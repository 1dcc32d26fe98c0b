import { civilNow } from '@nearcare/bff/lib/zone';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { addDays, addMonths, civilParts, daysBetween, daysInMonth } from '@nearcare/shared/rules/civil-date';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numRuns = process.env.SOAK ? 50_000 : 3_000;

/** Any day of 1999–2042, month ends and leap days more often than by chance. */
const anyDay = fc
  .tuple(
    fc.integer({ min: 1999, max: 2042 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) => {
    const last = Math.min(day + (day > 24 ? 4 : 0), daysInMonth(year, month));
    return `${year}-${String(month).padStart(2, '0')}-${String(last).padStart(2, '0')}`;
  });
const someDays = fc.integer({ min: 0, max: 5 * 366 });

/** Counted as a person would: one more month each time the birthday's day of the month comes, or the month ends before. */
function countedMonths(birthOn: string, on: string): number {
  let months = -1;
  for (let day = birthOn; day <= on; day = addDays(day, 1)) {
    const { year, month, day: number } = civilParts(day);
    const birthday = civilParts(birthOn).day;
    if (number === birthday || (number < birthday && number === daysInMonth(year, month))) months += 1;
  }
  return months;
}

describe('age in whole months', () => {
  it('is what counting the calendar day by day gives', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 40 * 31 }), (birthOn, days) => {
        const on = addDays(birthOn, days);
        expect(ageInMonths(birthOn, on)).toBe(countedMonths(birthOn, on));
      }),
      { numRuns: numRuns / 10 },
    );
  });

  it('is n exactly from the day that is n months after birth until the day before the next', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (birthOn, months) => {
        const from = addMonths(birthOn, months);
        const next = addMonths(birthOn, months + 1);
        expect(ageInMonths(birthOn, from)).toBe(months);
        expect(ageInMonths(birthOn, addDays(from, -1))).toBe(months - 1);
        expect(ageInMonths(birthOn, addDays(next, -1))).toBe(months);
      }),
      { numRuns },
    );
  });

  it('never falls as days go by, and rises by one at most', () => {
    fc.assert(
      fc.property(anyDay, someDays, (birthOn, days) => {
        const today = addDays(birthOn, days);
        const step = ageInMonths(birthOn, addDays(today, 1)) - ageInMonths(birthOn, today);
        expect([0, 1]).toContain(step);
      }),
      { numRuns },
    );
  });

  it('is never more for the younger of two children', () => {
    fc.assert(
      fc.property(anyDay, someDays, someDays, (birthOn, later, days) => {
        const younger = addDays(birthOn, later);
        const today = addDays(younger, days);
        expect(ageInMonths(younger, today)).toBeLessThanOrEqual(ageInMonths(birthOn, today));
      }),
      { numRuns },
    );
  });

  it('is twelve times the years on every birthday, and below nought before birth', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 5 }), (birthOn, years) => {
        const { year, month, day } = civilParts(birthOn);
        const inMonth = Math.min(day, daysInMonth(year + years, month));
        const birthday = `${year + years}-${birthOn.slice(5, 7)}-${String(inMonth).padStart(2, '0')}`;
        expect(ageInMonths(birthOn, birthday)).toBe(12 * years);
        expect(ageInMonths(birthOn, addDays(birthOn, -1))).toBe(-1);
      }),
      { numRuns },
    );
  });

  it('goes by the calendar day where the child lives, whatever the hour in Greenwich', () => {
    fc.assert(
      fc.property(
        anyDay,
        someDays,
        fc.integer({ min: 0, max: 86_399 }),
        fc.constantFrom('Asia/Shanghai', 'Europe/Warsaw', 'Asia/Urumqi'),
        (birthOn, days, second, zone) => {
          const midnight = Date.parse(`${addDays(birthOn, days)}T00:00:00Z`);
          const { date } = civilNow(zone, new Date(midnight + second * 1000));
          // No zone here is more than a day from Greenwich, so neither is the age off by more than that day's.
          expect(Math.abs(daysBetween(addDays(birthOn, days), date))).toBeLessThanOrEqual(1);
          expect(ageInMonths(birthOn, date)).toBe(countedMonthsQuickly(birthOn, date));
        },
      ),
      { numRuns: numRuns / 10 },
    );
  });

  it('turns over at midnight in China, eight hours before it does in Greenwich', () => {
    const turnsOn = '2026-12-31';
    const birthOn = '2025-12-31';
    const at = (instant: string) => ageInMonths(birthOn, civilNow('Asia/Shanghai', new Date(instant)).date);
    expect(at('2026-12-30T15:59:59Z')).toBe(11);
    expect(at('2026-12-30T16:00:00Z')).toBe(12);
    expect(ageInMonths(birthOn, turnsOn)).toBe(12);
  });
});

/** The largest number of months whose day has come. */
function countedMonthsQuickly(birthOn: string, on: string): number {
  let months = -1;
  while (addMonths(birthOn, months + 1) <= on) months += 1;
  return months;
}
