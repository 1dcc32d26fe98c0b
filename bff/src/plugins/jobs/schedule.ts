import { addDays } from '@nearcare/shared/rules/civil-date';
import { civilNow, instantAt } from '../../lib/zone.js';

/** Every so many milliseconds after the last run, or once a civil day at `dailyAt` (HH:mm) in `timeZone`. */
export type Schedule = { readonly everyMs: number } | { readonly dailyAt: string; readonly timeZone: string };

/** When a job that ended (or was looked at) `now` is due next; always after `now`. */
export function nextDue(schedule: Schedule, now: Date): Date {
  if ('everyMs' in schedule) return new Date(now.getTime() + schedule.everyMs);
  const { dailyAt, timeZone } = schedule;
  const { date } = civilNow(timeZone, now);
  const today = instantAt(date, dailyAt, timeZone);
  return today > now ? today : instantAt(addDays(date, 1), dailyAt, timeZone);
}

/** When a job is due that a process has just come up with: at once, or the next time that its clock says so. */
export function firstDue(schedule: Schedule, now: Date): Date {
  return 'everyMs' in schedule ? now : nextDue(schedule, now);
}
