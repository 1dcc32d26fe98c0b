import { addDays, daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { CivilMinute } from '../../lib/zone.js';
import type { TemporaryRule } from '../../regions/region.js';
import type { CareRequest, DayState } from './care-request.rules.js';
import type { QuoteDoc } from './prices.rules.js';
import type { Stay } from './stay.rules.js';

const dayMinutes = 24 * 60;

type Question = {
  asked: CivilMinute;
  care: CivilMinute;
  rule: Pick<TemporaryRule, 'answerWithinMinutes' | 'answerBeforeMinutes'>;
  /** Opening times of the centre on a civil day; null where it does not open. */
  openingOn: (date: string) => Stay | null;
};

/**
 * Until when a centre has to say whether it takes a child at short notice: so long after it was asked, counted while it is
 * open, and shorter where care begins soon. Never before it was asked. All on the centre's clock.
 */
export function answerBy({ asked, care, rule, openingOn }: Question): CivilMinute {
  const minuteOf = ({ date, time }: CivilMinute) =>
    daysBetween(asked.date, date) * dayMinutes + minutesOf(time);
  const begins = minuteOf(care);
  const latest = begins - rule.answerBeforeMinutes;
  const usual = firstOpenMinute(asked, begins, openingOn) + rule.answerWithinMinutes;
  const minute = Math.max(minuteOf(asked), Math.min(usual, latest));
  const days = Math.floor(minute / dayMinutes);
  return { date: addDays(asked.date, days), time: timeOf(minute - days * dayMinutes) };
}

/** The first minute from `asked` on in which somebody is there, in minutes of the day asked; care begins at the latest. */
function firstOpenMinute(
  { date, time }: CivilMinute,
  begins: number,
  openingOn: Question['openingOn'],
): number {
  const now = minutesOf(time);
  for (let day = 0; day * dayMinutes <= begins; day += 1) {
    const opening = openingOn(addDays(date, day));
    if (!opening || day * dayMinutes + minutesOf(opening.to) <= now) continue;
    return Math.max(now, day * dayMinutes + minutesOf(opening.from));
  }
  return begins;
}

type Visiting = Pick<CareRequest, 'childId' | 'status' | 'days'> & {
  centreId: string;
  quote: Pick<QuoteDoc, 'wish'>;
};
const notUsed: readonly DayState[] = ['cancelled', 'declined', 'expired'];

/** Days on which this child came to this centre at short notice, or may come. An attempt under way counts. */
export function visitsOf(
  requests: readonly Visiting[],
  { childId, centreId }: { childId: string; centreId: string },
): string[] {
  return requests
    .filter((one) => one.childId === childId && one.centreId === centreId && one.status !== 'abandoned')
    .filter(({ quote }) => quote.wish.mode === 'temporary')
    .flatMap(({ days }) => days.filter(({ state }) => !notUsed.includes(state)))
    .map(({ date }) => date);
}

/** Monday of the week that holds `date`. */
const mondayOf = (date: string): string => addDays(date, 1 - weekdayOf(date));

/** The Monday from which the child may come again; null while this week has visits left. */
export function nextFreeWeek(date: string, visits: readonly string[], perWeek: number): string | null {
  const monday = mondayOf(date);
  const used = visits.filter((visit) => mondayOf(visit) === monday).length;
  return used < perWeek ? null : addDays(monday, 7);
}
