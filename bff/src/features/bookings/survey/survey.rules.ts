import { addDays, addMonths } from '@nearcare/shared/rules/civil-date';
import type { Region } from '../../../regions/region.js';

type Rules = Region['survey'];

/** The last civil day on which the question about that day of care may be answered. */
export function surveyUntil(careOn: string, { openDays }: Rules): string {
  return addDays(careOn, openDays);
}

/**
 * The whole months whose answers are shown: none of the running one, whose answers could be told apart by who watches
 * the count from day to day. Both are first and last day.
 */
export function monthsShown(today: string, { months }: Rules): { since: string; until: string } {
  const thisMonth = `${today.slice(0, 7)}-01`;
  return { since: addMonths(thisMonth, -months), until: addDays(thisMonth, -1) };
}
