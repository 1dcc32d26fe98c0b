import { civilNow } from '@nearcare/bff/lib/zone';
import { regions } from '@nearcare/bff/regions/regions';
import { addWorkdays, deadline, nextWorkingMoment } from '@nearcare/bff/regions/working-days';
import { addDays } from '@nearcare/shared/rules/civil-date';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numRuns = process.env.SOAK ? 5_000 : 250;

const anyRegion = fc.constantFrom(...regions);
/** Before, within and past the years of either calendar. */
const anyDay = fc.integer({ min: 0, max: 40 * 365 }).map((days) => addDays('2008-01-01', days));
const someDays = fc.integer({ min: 1, max: 80 });
const anyInstant = fc
  .date({ min: new Date('2008-01-01T00:00:00Z'), max: new Date('2047-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(date));

type Region = (typeof regions)[number];

function isWorked({ calendar }: Region, date: string): boolean {
  return ['workday', 'makeUpWorkday'].includes(calendar.dayKind(date).kind);
}

/** Working days after `from` up to and with `to`, counted one by one. */
function counted(region: Region, from: string, to: string): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorked(region, day)) count += 1;
  return count;
}

describe('working days', () => {
  it('never end on a day off, and counting gives the number back', () => {
    fc.assert(
      fc.property(anyRegion, anyDay, someDays, (region, day, n) => {
        const { date } = addWorkdays(region.calendar, day, n);
        expect(isWorked(region, date)).toBe(true);
        expect(counted(region, day, date)).toBe(n);
      }),
      { numRuns },
    );
  });

  it('add up: a and then b more are a + b', () => {
    fc.assert(
      fc.property(anyRegion, anyDay, someDays, someDays, ({ calendar }, day, a, b) => {
        const first = addWorkdays(calendar, day, a);
        const then = addWorkdays(calendar, first.date, b);
        const both = addWorkdays(calendar, day, a + b);
        expect(both).toEqual({ date: then.date, isAssumed: first.isAssumed || then.isAssumed });
      }),
      { numRuns },
    );
  });

  it('do not end earlier for a later start, and end later for each day more', () => {
    fc.assert(
      fc.property(anyRegion, anyDay, fc.nat(40), someDays, ({ calendar }, day, later, n) => {
        const end = addWorkdays(calendar, day, n).date;
        expect(addWorkdays(calendar, addDays(day, later), n).date >= end).toBe(true);
        expect(addWorkdays(calendar, day, n + 1).date > end).toBe(true);
      }),
      { numRuns },
    );
  });

  it('are assumed exactly when one of the days passed lies outside the years covered', () => {
    fc.assert(
      fc.property(anyRegion, anyDay, someDays, ({ calendar }, day, n) => {
        const { date, isAssumed } = addWorkdays(calendar, day, n);
        const { from, to } = calendar.yearsCovered;
        const [first, last] = [Number(addDays(day, 1).slice(0, 4)), Number(date.slice(0, 4))];
        expect(isAssumed).toBe(first < from || last > to);
      }),
      { numRuns },
    );
  });
});

describe('moments', () => {
  it('a deadline in working days is the first midnight by which n whole working days have passed', () => {
    fc.assert(
      fc.property(anyRegion, anyInstant, someDays, (region, from, n) => {
        const { at } = deadline(region, from, { workdays: n });
        const lastDay = civilNow(region.timeZone, new Date(at.getTime() - 60_000)).date;
        expect(civilNow(region.timeZone, at)).toEqual({ date: addDays(lastDay, 1), time: '00:00' });
        expect(counted(region, civilNow(region.timeZone, from).date, lastDay)).toBe(n);
        expect(isWorked(region, lastDay)).toBe(true);
      }),
      { numRuns },
    );
  });

  it('the next working moment is at work, not before, and asking again changes nothing', () => {
    const hours = { from: '09:00', to: '17:00' };
    fc.assert(
      fc.property(anyRegion, anyInstant, (region, instant) => {
        const { at } = nextWorkingMoment(region, hours, instant);
        const { date, time } = civilNow(region.timeZone, at);
        expect(at >= instant).toBe(true);
        expect(isWorked(region, date)).toBe(true);
        expect(time >= hours.from && time < hours.to).toBe(true);
        expect(nextWorkingMoment(region, hours, at).at).toEqual(at);
      }),
      { numRuns },
    );
  });
});
