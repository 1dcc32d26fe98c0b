import { addDays } from '@nearcare/shared/rules/civil-date';
import { civilNow, instantAt } from '../lib/zone.js';
import type { Calendar, Region } from './region.js';

/**
 * Periods counted in working days. The day of the event does not count, the period ends with the last day at 24:00,
 * and hours run from the moment itself, day and night: 民法典 art. 201 and 203; Kodeks cywilny art. 111 says the same
 * of days. Weekends worked in exchange for a longer holiday (调休上班) count as worked.
 *
 * `isAssumed` tells that a day was looked at of which no official calendar is known (`calendar.yearsCovered`): there
 * weekends and holidays on fixed dates are left out and nothing more, so that the answer may come to lie later once
 * that year's is published. Whoever keeps such an answer can count again then.
 */
type Assumable = { isAssumed: boolean };
export type CountedDay = Assumable & { date: string };
export type Moment = Assumable & { at: Date };
/** Clock times of a working day, HH:mm; `to` may be `24:00`. */
export type Hours = { from: string; to: string };

export function isWorkday(calendar: Calendar, date: string): boolean {
  const { kind } = calendar.dayKind(date);
  return kind === 'workday' || kind === 'makeUpWorkday';
}

/** `date` itself if it is worked, else the first day after it that is. */
export function nextWorkday(calendar: Calendar, date: string): string {
  return isWorkday(calendar, date) ? date : nextWorkday(calendar, addDays(date, 1));
}

/**
 * The `n`th working day after `date`, which itself does not count.
 * @throws RangeError unless `n` is a whole number of at least 1: no working day is the zeroth after a Sunday
 */
export function addWorkdays(calendar: Calendar, date: string, n: number): CountedDay {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`not a number of working days: ${n}`);
  let isAssumed = false;
  let day = date;
  for (let counted = 0; counted < n; ) {
    day = addDays(day, 1);
    isAssumed ||= calendar.dayKind(day).isAssumed;
    if (isWorkday(calendar, day)) counted += 1;
  }
  return { date: day, isAssumed };
}

/** Working days from `first` to `last`, both of them counted; 0 when `last` lies before `first`. */
export function countWorkdays(calendar: Calendar, first: string, last: string): number {
  let count = 0;
  for (let date = first; date <= last; date = addDays(date, 1)) if (isWorkday(calendar, date)) count += 1;
  return count;
}

/** `instant` itself if people are at work then, else the start of the next working hours. `hours` end after they begin. */
export function nextWorkingMoment(
  region: Pick<Region, 'calendar' | 'timeZone'>,
  hours: Hours,
  instant: Date,
): Moment {
  const { calendar, timeZone } = region;
  const { date, time } = civilNow(timeZone, instant);
  if (isWorkday(calendar, date) && time < hours.to) {
    const { isAssumed } = calendar.dayKind(date);
    return { at: time < hours.from ? instantAt(date, hours.from, timeZone) : instant, isAssumed };
  }
  const next = addWorkdays(calendar, date, 1);
  return { at: instantAt(next.date, hours.from, timeZone), isAssumed: next.isAssumed };
}

/**
 * The instant at which a period that began at `from` is over: working days end at 24:00 of the last one in the
 * region's zone, hours to the millisecond.
 * @throws RangeError as `addWorkdays`
 */
export function deadline(
  region: Pick<Region, 'calendar' | 'timeZone'>,
  from: Date,
  within: { workdays: number } | { hours: number },
): Moment {
  if ('hours' in within) return { at: new Date(from.getTime() + within.hours * 3_600_000), isAssumed: false };
  const { calendar, timeZone } = region;
  const last = addWorkdays(calendar, civilNow(timeZone, from).date, within.workdays);
  return { at: instantAt(last.date, '24:00', timeZone), isAssumed: last.isAssumed };
}
