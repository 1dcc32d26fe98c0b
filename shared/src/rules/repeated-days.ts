import { addDays, weekdayOf } from './civil-date.js';

/** Every one of these weekdays (ISO, 1 Monday … 7 Sunday) from one civil day up to and with another, by date. */
export function repeatedDays(weekdays: readonly number[], from: string, until: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= until; date = addDays(date, 1))
    if (weekdays.includes(weekdayOf(date))) dates.push(date);
  return dates;
}
