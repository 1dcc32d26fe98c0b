import type { Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { CivilMinute } from '../../../lib/zone.js';
import type { Calendar, Region } from '../../../regions/region.js';
import type { OpeningTimes } from '../centres.public.js';
import { openingOn } from '../centres.rules.js';

type SpecialDay = Reply<'getCentre'>['specialDays'][number];

/** The first day inside the horizon on which the centre is open yet: today until it closes. */
export function nextCareDay(centre: OpeningTimes, now: CivilMinute, region: Region): string | null {
  const lastDay = addDays(now.date, region.bookingHorizonDays);
  for (let day = now.date; day <= lastDay; day = addDays(day, 1)) {
    const opening = openingOn(centre, day, region.calendar);
    if (opening.isOpen && (day > now.date || now.time < opening.to)) return day;
  }
  return null;
}

/**
 * Days that differ from the week: the centre's own closed days, public holidays it keeps, and make-up workdays on
 * which it opens. Holidays are told without gaps, also where they fall on a day the centre is shut anyway.
 * @param from first civil day @param days how many days are looked through
 */
export function specialDays(
  centre: OpeningTimes,
  calendar: Calendar,
  from: string,
  days: number,
): SpecialDay[] {
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
  return dates.flatMap((date) => specialDay(centre, calendar, date) ?? []);
}

function specialDay(centre: OpeningTimes, calendar: Calendar, date: string): SpecialDay | null {
  const opening = openingOn(centre, date, calendar);
  if (!opening.isOpen) {
    if (opening.why === 'weekday') return null;
    return { date, kind: opening.why, name: opening.note, hours: null };
  }
  const day = calendar.dayKind(date);
  if (day.kind !== 'makeUpWorkday' || !centre.closesOnHolidays) return null;
  return { date, kind: 'makeUpWorkday', name: day.name, hours: { from: opening.from, to: opening.to } };
}
