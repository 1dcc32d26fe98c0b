import { civilNow } from '@nearcare/bff/lib/zone';
import { china } from '@nearcare/bff/regions/cn';
import { addDays } from '@nearcare/shared/rules/civil-date';

/** A coming workday of the test city, at least two days ahead, by the real clock. */
export function nextWorkday(from = 2): string {
  const today = civilNow(china.timeZone, new Date()).date;
  for (let date = addDays(today, from); ; date = addDays(date, 1))
    if (china.calendar.dayKind(date).kind === 'workday') return date;
}

/** So many coming workdays, one after the other. */
export function nextWorkdays(count: number): string[] {
  const days: string[] = [];
  for (let from = 2; days.length < count; from += 1) {
    const day = nextWorkday(from);
    if (days.at(-1) !== day) days.push(day);
  }
  return days;
}
