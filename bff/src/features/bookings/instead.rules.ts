import type { ErrorCode } from '@nearcare/shared/contract/errors';
import { addDays, civilParts } from '@nearcare/shared/rules/civil-date';
import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { Facts } from '../../lib/domain-error.js';
import type { HoursRule } from '../../regions/region.js';
import { openingOn } from '../centres/centres.public.js';
import { type DayQuestion, decideDay } from './bookings.rules.js';
import { careRulesOf, noticeMinutesOf } from './care.rules.js';
import type { Refusal } from './refusal.rules.js';
import { modeWords, type Stay, type Wish } from './stay.rules.js';

/** What another mode, other hours or another day can mend; the rest is said by the refusal itself. */
const mendable: ReadonlySet<ErrorCode> = new Set([
  ...(['mode_not_offered', 'no_price_line', 'date_in_past', 'date_too_far'] as const),
  ...(['outside_opening_hours', 'duration_not_allowed', 'not_on_grid', 'late_stay_not_offered'] as const),
  ...(['notice_too_short', 'weekly_limit_reached'] as const),
]);
/** How far ahead another day is looked for. */
const searchedDays = 14;

/** Hours that this child could have there instead; whether a place is free is the roster's to say. */
export type Instead = { wish: Wish; date: string; text: string };

/** Other hours or another mode on that day, else the same on a later one; null where neither would help. */
export function findInstead(question: DayQuestion, { code, facts }: Refusal): Instead | null {
  if (!mendable.has(code)) return null;
  return onThatDay(question) ?? (facts.date === undefined ? onALaterDay(question) : null);
}

/** The refusal with what would fit instead: in words, and as what a phone can ask for. */
export function withInstead(question: DayQuestion, refusal: Refusal): Refusal {
  const instead = findInstead(question, refusal);
  return instead ? { ...refusal, facts: { ...refusal.facts, ...factsOf(instead) } } : refusal;
}

function onThatDay(question: DayQuestion): Instead | null {
  const { date } = question;
  for (const wish of otherWishes(question)) {
    const decision = decideDay({ ...question, wish });
    if (decision.isAllowed) {
      const hours = `${clockWords(decision.from)}–${clockWords(decision.to)}`;
      return { wish, date, text: `改约${modeWords[wish.mode]} ${hours}` };
    }
  }
  return null;
}

function onALaterDay(question: DayQuestion): Instead | null {
  const { date, now, wish } = question;
  const first = date < now.date ? now.date : addDays(date, 1);
  for (let days = 0; days < searchedDays; days += 1) {
    const later = addDays(first, days);
    if (decideDay({ ...question, date: later }).isAllowed)
      return { wish, date: later, text: `约 ${dayWords(later)}` };
  }
  return null;
}

/** What is most like the hours that were meant comes first. */
function otherWishes({ centre, region, wish, date, now }: DayQuestion): Wish[] {
  const opening = openingOn(centre, date, region.calendar);
  if (!opening.isOpen || date < now.date) return [];
  const rules = careRulesOf(centre, region.careRules);
  const meant = 'from' in wish ? { from: wish.from, to: wish.to } : { from: opening.from, to: opening.to };
  const hours = (mode: 'hourly' | 'temporary'): Wish[] => {
    const earliest = date === now.date ? minutesOf(now.time) + Math.max(1, noticeMinutesOf(mode, rules)) : 0;
    const fitted = fittedHours(meant, opening, rules[mode], earliest);
    return fitted ? [{ mode, ...fitted }] : [];
  };
  const isAfternoon = meant.from >= rules.halfDay.afternoonFrom;
  const halves = isAfternoon ? (['afternoon', 'morning'] as const) : (['morning', 'afternoon'] as const);
  const byHalves = halves.map((half): Wish => ({ mode: 'halfDay', half }));
  const byHours = [...hours('hourly'), ...hours('temporary')];
  return 'from' in wish
    ? [...hours(wish.mode), ...byHours, ...byHalves, { mode: 'fullDay' }]
    : [{ mode: 'fullDay' }, ...byHalves, ...byHours];
}

/** Hours of about that length within the opening times, by the rule; null where there are none left. */
function fittedHours(meant: Stay, opening: Stay, rule: HoursRule, earliest: number): Stay | null {
  const { gridMinutes, minMinutes, maxMinutes } = rule;
  const up = (minutes: number) => Math.ceil(minutes / gridMinutes) * gridMinutes;
  const length = Math.min(maxMinutes, up(Math.max(minMinutes, minutesOf(meant.to) - minutesOf(meant.from))));
  const first = up(Math.max(minutesOf(opening.from), earliest));
  const last = Math.floor((minutesOf(opening.to) - length) / gridMinutes) * gridMinutes;
  if (last < first) return null;
  const start = Math.min(last, Math.max(first, up(minutesOf(meant.from))));
  return { from: timeOf(start), to: timeOf(start + length) };
}

function factsOf({ wish, date, text }: Instead): Facts {
  return {
    ...{ instead: text, insteadDate: date, insteadMode: wish.mode },
    ...('half' in wish && { insteadHalf: wish.half }),
    ...('from' in wish && { insteadFrom: wish.from }),
    ...('to' in wish && wish.to !== undefined && { insteadTo: wish.to }),
  };
}

const clockWords = (time: string): string => time.replace(/^0/, '');

function dayWords(date: string): string {
  const { month, day } = civilParts(date);
  return `${month}月${day}日`;
}
