import { ageInMonths } from '@nearcare/shared/rules/age';
import type { GuidanceRules } from '../../regions/guidance-rules.js';
import type { KnownChild } from '../families/families.public.js';
import { type GuidanceYear, isWanting } from './guidance-year.rules.js';

/** Whether the year is late enough for reminders on this civil day. */
export function isSeason(today: string, { remindFrom }: Pick<GuidanceRules, 'remindFrom'>): boolean {
  return today.slice(5) >= remindFrom;
}

/**
 * The child that its family is reminded of today: under three, had too little this year, not declined. In the month of
 * its birth a family has other things to do. Null: nobody is reminded, or the family was already.
 */
export function remindedOf(
  children: readonly KnownChild[],
  year: GuidanceYear,
  today: string,
  { perYear, untilMonths }: Pick<GuidanceRules, 'perYear' | 'untilMonths'>,
): KnownChild | null {
  if (year.remindedAt) return null;
  const isDue = ({ id, birthOn }: KnownChild): boolean =>
    birthOn <= today &&
    birthOn.slice(0, 7) !== today.slice(0, 7) &&
    ageInMonths(birthOn, today) < untilMonths &&
    isWanting(year, id, perYear);
  return children.find(isDue) ?? null;
}
