import type { Clock } from '../lib/clock.js';
import { civilNow, instantAt } from '../lib/zone.js';
import { china } from './cn.js';

/** A family has no region of its own: its children’s ages and its days go by the calendar of the product’s home. */
const { timeZone } = china;

/** The civil day that a family has now. */
export function homeToday(clock: Clock): string {
  return civilNow(timeZone, clock.now()).date;
}

/** The instant at which that civil day is over. */
export function endOfHomeDay(date: string): Date {
  return instantAt(date, '24:00', timeZone);
}

/** The instant at which clocks at home show that time. */
export function homeInstant(date: string, time: string): Date {
  return instantAt(date, time, timeZone);
}
