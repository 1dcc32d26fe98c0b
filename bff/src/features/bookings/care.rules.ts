import type { CareRules, HoursRule } from '../../regions/region.js';
import type { BookableCentre } from '../centres/centres.public.js';
import type { Wish } from './stay.rules.js';

/** The rules of stays at a centre: its own where it says so, else the region's. */
export function careRulesOf(
  { careRules: own }: Pick<BookableCentre, 'careRules'>,
  region: CareRules,
): CareRules {
  if (!own) return region;
  return {
    ...region,
    fullDay: { ...region.fullDay, ...own.fullDay },
    halfDay: { ...region.halfDay, ...own.halfDay },
    hourly: { ...region.hourly, ...own.hourly },
    temporary: { ...region.temporary, ...own.temporary },
  };
}

/** A desk needs so long at the least between a request and its deadline. */
const shortestAnswerMinutes = 30;

/** How long before care begins hours are asked for at the latest: a centre that answers needs the time for it. */
export function noticeMinutesOf(mode: 'hourly' | 'temporary', rules: CareRules): number {
  const { noticeMinutes }: HoursRule = rules[mode];
  const { needsAcceptance, answerBeforeMinutes } = rules.temporary;
  if (mode === 'hourly' || !needsAcceptance) return noticeMinutes;
  return Math.max(noticeMinutes, answerBeforeMinutes + shortestAnswerMinutes);
}

/** The last moment at which care that begins then can be booked. */
export function bookableUntil(mode: Wish['mode'], startsAt: Date, rules: CareRules): Date {
  const isByHours = mode === 'hourly' || mode === 'temporary';
  return isByHours ? new Date(startsAt.getTime() - noticeMinutesOf(mode, rules) * 60_000) : startsAt;
}
