import type { Reply } from '@nearcare/shared/contract/types';
import { ageInMonths, groupFor } from '@nearcare/shared/rules/age';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { hoursOf } from '@nearcare/shared/rules/slot-times';
import { type Group, openingOn } from '../centres/centres.public.js';
import { type AllowedDay, type DayQuestion, decideDay } from './bookings.rules.js';
import { findInstead } from './instead.rules.js';
import type { Refusal } from './refusal.rules.js';
import type { Stay } from './stay.rules.js';

type Day = Reply<'getCentreAvailability'>['days'][number];
type Counted = 'freePlaces' | 'waiting' | 'hours' | 'answerBy';
/** A day before its places are counted; `state: 'free'` is still to be counted. */
type CalendarDay = Omit<Day, Counted> & {
  group: Group | null;
  answerBy: AllowedDay['answerBy'];
};

/** How one calendar day looks for this child. Where other hours of it might do, its group is told all the same. */
export function calendarDay(question: DayQuestion): CalendarDay {
  const { date } = question;
  const decision = decideDay(question);
  const base = { date, weekday: weekdayOf(date), note: null, group: null, stay: null, priceFen: null };
  if (decision.isAllowed) {
    const { group, from, to, totalFen, answerBy } = decision;
    return { ...base, state: 'free', group, stay: { from, to }, priceFen: totalFen, answerBy, instead: null };
  }
  const instead = findInstead(question, decision);
  return { ...base, answerBy: null, instead, ...refusedHours(question), ...refusedDay(question, decision) };
}

function refusedDay(
  question: DayQuestion,
  { code, facts }: Refusal,
): Pick<Day, 'state'> & Partial<Pick<Day, 'note'>> {
  switch (code) {
    case 'date_in_past':
      return { state: 'past' };
    case 'date_too_far':
      return { state: 'tooFar' };
    case 'date_is_holiday':
      return { state: 'holiday', note: String(facts.holiday) };
    case 'child_not_born':
    case 'child_too_old':
    case 'child_too_young':
      return { state: 'ageMismatch' };
    case 'outside_opening_hours':
      return { state: 'closed', note: '这个时间不开门' };
    case 'notice_too_short':
      return { state: 'refused', note: `要提前 ${facts.notice}约` };
    case 'weekly_limit_reached':
      return { state: 'refused', note: `这周的 ${facts.n} 次用完了` };
    case 'duration_not_allowed':
      return { state: 'refused', note: `一次 ${facts.min} 到 ${facts.max} 小时` };
    case 'not_on_grid':
      return { state: 'refused', note: '从整点到整点' };
    case 'late_stay_not_offered':
      return { state: 'refused', note: `全天到 ${facts.to}` };
    case 'centre_closed_day': {
      const opening = openingOn(question.centre, question.date, question.region.calendar);
      return { state: 'closed', note: opening.isOpen ? null : opening.note };
    }
    default:
      return { state: question.date < question.now.date ? 'past' : 'closed' };
  }
}

/** The hours that were meant, on a day of which other hours may be had. */
function refusedHours({ centre, region, birthOn, wish, date, now }: DayQuestion): {
  group?: Group;
  stay?: Stay;
} {
  const opening = openingOn(centre, date, region.calendar);
  const group = groupFor(centre.groups, ageInMonths(birthOn, date));
  if (!('from' in wish) || !opening.isOpen || !group || date < now.date) return {};
  return { group, stay: { from: wish.from, to: wish.to } };
}

/** Whether that half hour has begun by now: nobody can come to it any more, so it has no free place. */
export function hasBegun(slot: number, date: string, now: DayQuestion['now']): boolean {
  return date === now.date ? hoursOf([slot]).from <= now.time : date < now.date;
}
