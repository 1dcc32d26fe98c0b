import { addDays } from '@nearcare/shared/rules/civil-date';
import { civilNow, instantAt } from '../../lib/zone.js';
import type { QueueItem } from './roster.rules.js';

const minute = 60_000;

/**
 * Until when a place stays offered: long enough that a parent sees it, short enough that the next one still can come.
 * A quarter of the time in which it can be booked, within the limits of `hold` and never beyond it. An offer that would
 * run out while families sleep stands until the morning, but never into the last of the time that the next family needs.
 */
export function offerEnds(
  { bookableUntil, timeZone, hold }: Pick<QueueItem, 'bookableUntil' | 'timeZone' | 'hold'>,
  at: Date,
): Date {
  const left = bookableUntil.getTime() - at.getTime();
  const held = Math.min(Math.max(left / 4, hold.atLeastMinutes * minute), hold.atMostMinutes * minute);
  const end = new Date(at.getTime() + Math.min(held, left));
  const morning = morningAfter(end, timeZone, hold);
  if (!morning) return end;
  const latest = new Date(bookableUntil.getTime() - hold.freeBeforeCareMinutes * minute);
  const extended = morning < latest ? morning : latest;
  return extended > end ? extended : end;
}

/** When the night ends in which this instant lies; null when it lies in none. */
function morningAfter(
  instant: Date,
  timeZone: string,
  { nightFrom, nightUntil }: QueueItem['hold'],
): Date | null {
  const { date, time } = civilNow(timeZone, instant);
  if (time < nightUntil) return instantAt(date, nightUntil, timeZone);
  return time >= nightFrom ? instantAt(addDays(date, 1), nightUntil, timeZone) : null;
}
