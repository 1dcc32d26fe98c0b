import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { Reply } from '@nearcare/shared/contract/types';
import { ageInMonths, firstMonthTooOld, groupFor } from '@nearcare/shared/rules/age';
import { addDays, addMonths, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { Facts } from '../../lib/domain-error.js';
import type { Region } from '../../regions/region.js';
import { type BookableCentre, type Group, openingOn, type PriceLine } from '../centres/centres.public.js';

type Quote = Reply<'quoteBooking'>;
export type QuoteLine = Quote['days'][number]['lines'][number];
export type Refusal = { isAllowed: false; code: ErrorCode; facts: Facts };

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
  date: string;
  /** The centre's civil day and time now. */
  now: { date: string; time: string };
};

/** Whether this child can have a full day on that date, and for what; else why not, with what would fit. */
export function decideFullDay(question: DayQuestion): AllowedDay | Refusal {
  const { centre, region, birthOn, date, now } = question;
  const refusedFiling = refuseFiling(centre);
  if (refusedFiling) return refusedFiling;
  if (!centre.careModes.includes('fullDay')) return refuse('mode_not_offered');
  const opening = openingOn(centre, date, region.calendar);
  if (date < now.date || (date === now.date && opening.isOpen && now.time >= opening.from))
    return refuse('date_in_past', {
      date: nextOpenDay(question, addDays(now.date, 1)) ?? addDays(now.date, 1),
    });
  const lastDay = addDays(now.date, region.bookingHorizonDays);
  if (date > lastDay) return refuse('date_too_far', { date: lastDay });
  if (!opening.isOpen) return refuseClosed(question, opening);

  const months = ageInMonths(birthOn, date);
  const group = groupFor(centre.groups, months);
  if (!group) return refuseAge(centre, birthOn, months);
  const care = careLine(centre.priceList, group);
  if (!care) return refuse('no_price_line');
  const lines = [care, ...mealLines(centre.priceList)];
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  return { isAllowed: true, group, from: opening.from, to: opening.to, lines, totalFen };
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

function refuseAge(centre: BookableCentre, birthOn: string, months: number): Refusal {
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

/** The day's price for this group; a line that names the group goes before one for all. */
function careLine(priceList: readonly PriceLine[], group: Group): QuoteLine | null {
  const lines = priceList.filter(
    (line) => line.kind === 'care' && line.mode === 'fullDay' && line.unit === 'day',
  );
  const line =
    lines.find((one) => one.ageGroup === group.ageGroup) ?? lines.find((one) => one.ageGroup === undefined);
  if (!line) return null;
  return {
    kind: 'care',
    label: line.label,
    reason: `价目表，${group.name}，1 天`,
    amountFen: line.amountFen,
  };
}

/** Meals that the centre does not leave to choice; voluntary ones are agreed at the centre (发改价格〔2024〕1477号). */
function mealLines(priceList: readonly PriceLine[]): QuoteLine[] {
  return priceList
    .filter(
      (line) => line.kind === 'meal' && (line.unit === 'day' || line.unit === 'meal') && !line.isVoluntary,
    )
    .map((line) => ({
      kind: 'meal' as const,
      label: line.label,
      reason: '价目表，1 天',
      amountFen: line.amountFen,
    }));
}

/** What cancelling costs and until when, on the centre's clock. The instant is added where the zone is known. */
export function cancellationTerms({ cancellation }: BookableCentre, date: string, totalFen: number) {
  return {
    freeUntilOn: addDays(date, -1),
    freeUntilTime: cancellation.freeUntilDayBefore,
    lateFeeFen: Math.min(cancellation.lateFeeFen, totalFen),
    noShowFeeFen: totalFen,
    sickUntilTime: cancellation.sickUntilTime,
  };
}

type Day = Reply<'getCentreAvailability'>['days'][number];

/** How one calendar day looks for this child before free places are counted; `state: 'free'` is still to be counted. */
export function calendarDay(
  question: DayQuestion,
): Omit<Day, 'freePlaces' | 'waiting'> & { group: Group | null } {
  const { date, now } = question;
  const base = { date, weekday: weekdayOf(date), note: null, group: null };
  const decision = decideFullDay(question);
  if (decision.isAllowed) return { ...base, state: 'free', group: decision.group };
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
    case 'centre_closed_day': {
      const opening = openingOn(question.centre, date, question.region.calendar);
      return { ...base, state: 'closed', note: opening.isOpen ? null : opening.note };
    }
    default:
      return { ...base, state: date < now.date ? 'past' : 'closed' };
  }
}

function refuse(code: ErrorCode, facts: Facts = {}): Refusal {
  return { isAllowed: false, code, facts };
}
