import type { Reply } from '@nearcare/shared/contract/types';
import { ageInMonths, firstMonthTooOld, groupFor } from '@nearcare/shared/rules/age';
import { addDays, addMonths, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { Facts } from '../../lib/domain-error.js';
import type { Region } from '../../regions/region.js';
import { type BookableCentre, type Group, openingOn } from '../centres/centres.public.js';
import { linesFor, type QuoteLine } from './prices.rules.js';
import { type Refusal, refuse } from './refusal.rules.js';
import { stayOn, type Wish } from './stay.rules.js';

/** A day of care that the rules allow; whether a place is free is the roster's to say. */
export type AllowedDay = {
  isAllowed: true;
  group: Group;
  from: string;
  to: string;
  lines: QuoteLine[];
  totalFen: number;
};

export type DayQuestion = {
  centre: BookableCentre;
  region: Region;
  birthOn: string;
  wish: Wish;
  date: string;
  /** The centre's civil day and time now. */
  now: { date: string; time: string };
};

/** Whether this child can have these hours on that date, and for what; else why not, with what would fit. */
export function decideDay(question: DayQuestion): AllowedDay | Refusal {
  const { centre, region, birthOn, wish, date, now } = question;
  const refusedFiling = refuseFiling(centre);
  if (refusedFiling) return refusedFiling;
  if (!centre.careModes.includes(wish.mode)) return refuse('mode_not_offered');
  if (date < now.date) return refusePast(question);
  const lastDay = addDays(now.date, region.bookingHorizonDays);
  if (date > lastDay) return refuse('date_too_far', { date: lastDay });
  const opening = openingOn(centre, date, region.calendar);
  if (!opening.isOpen) return refuseClosed(question, opening);
  const stay = stayOn(wish, opening, region.careRules);
  if ('code' in stay) return stay;
  // Once the care would have begun it is too late, for a full day as for an hour.
  if (date === now.date && now.time >= stay.from) return refusePast(question);

  const months = ageInMonths(birthOn, date);
  const group = groupFor(centre.groups, months);
  if (!group) return refuseAge(centre, birthOn, months);
  const lines = linesFor(wish, stay, { centre, group, rules: region.careRules });
  if (!lines) return refuse('no_price_line');
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  return { isAllowed: true, group, from: stay.from, to: stay.to, lines, totalFen };
}

function refusePast(question: DayQuestion): Refusal {
  const tomorrow = addDays(question.now.date, 1);
  return refuse('date_in_past', { date: nextOpenDay(question, tomorrow) ?? tomorrow });
}

/** Only filed centres can be booked (design §3). Null when this one can. */
export function refuseFiling({ filing }: Pick<BookableCentre, 'filing'>): Refusal | null {
  if (filing.status === 'filed') return null;
  if (filing.status !== 'suspended') return refuse('centre_not_filed');
  return refuse('centre_suspended', {
    ...(filing.suspendedFrom ? { date: filing.suspendedFrom } : {}),
    ...(filing.reason ? { reason: filing.reason } : {}),
  });
}

type Closed = Extract<ReturnType<typeof openingOn>, { isOpen: false }>;

function refuseClosed(question: DayQuestion, opening: Closed): Refusal {
  const next = nextOpenDay(question, addDays(question.date, 1));
  const facts: Facts = next ? { date: next } : {};
  if (opening.why === 'holiday')
    return refuse('date_is_holiday', { holiday: opening.note ?? '公共假期', ...facts });
  return refuse('centre_closed_day', { reason: opening.note ?? '这天不开门', ...facts });
}

/** The first day from `from` on that the centre opens, inside the horizon. */
function nextOpenDay({ centre, region, now }: DayQuestion, from: string): string | null {
  const lastDay = addDays(now.date, region.bookingHorizonDays);
  for (let day = from; day <= lastDay; day = addDays(day, 1))
    if (openingOn(centre, day, region.calendar).isOpen) return day;
  return null;
}

/** Why no group takes a child of that many months, with the day on which one does. */
export function refuseAge(centre: Pick<BookableCentre, 'groups'>, birthOn: string, months: number): Refusal {
  if (months < 0) return refuse('child_not_born');
  if (months >= firstMonthTooOld) return refuse('child_too_old', { n: months, m: firstMonthTooOld });
  const next = centre.groups.map((group) => group.minMonths).filter((from) => from > months);
  if (next.length === 0) {
    const upTo = Math.max(0, ...centre.groups.map((group) => group.maxMonths));
    return refuse('child_too_old', { n: months, m: upTo });
  }
  const from = Math.min(...next);
  return refuse('child_too_young', { n: from, date: addMonths(birthOn, from) });
}

type Day = Reply<'getCentreAvailability'>['days'][number];
type Counted = 'freePlaces' | 'waiting' | 'hours';

/** How one calendar day looks for this child before free places are counted; `state: 'free'` is still to be counted. */
export function calendarDay(question: DayQuestion): Omit<Day, Counted> & { group: Group | null } {
  const { date, now } = question;
  const base = { date, weekday: weekdayOf(date), note: null, group: null, stay: null, priceFen: null };
  const decision = decideDay(question);
  if (decision.isAllowed) {
    const { group, from, to, totalFen } = decision;
    return { ...base, state: 'free', group, stay: { from, to }, priceFen: totalFen };
  }
  switch (decision.code) {
    case 'date_in_past':
      return { ...base, state: 'past' };
    case 'date_too_far':
      return { ...base, state: 'tooFar' };
    case 'date_is_holiday':
      return { ...base, state: 'holiday', note: String(decision.facts.holiday) };
    case 'child_not_born':
    case 'child_too_old':
    case 'child_too_young':
      return { ...base, state: 'ageMismatch' };
    case 'outside_opening_hours':
      return { ...base, state: 'closed', note: '这个时间不开门' };
    case 'centre_closed_day': {
      const opening = openingOn(question.centre, date, question.region.calendar);
      return { ...base, state: 'closed', note: opening.isOpen ? null : opening.note };
    }
    default:
      return { ...base, state: date < now.date ? 'past' : 'closed' };
  }
}
