import { ageInMonths, firstMonthTooOld, groupFor } from '@nearcare/shared/rules/age';
import { addDays, addMonths, daysBetween } from '@nearcare/shared/rules/civil-date';
import { minutesOf } from '@nearcare/shared/rules/slot-times';
import type { Facts } from '../../lib/domain-error.js';
import type { CivilMinute } from '../../lib/zone.js';
import type { CareRules, Region } from '../../regions/region.js';
import { type BookableCentre, type Group, openingOn } from '../centres/centres.public.js';
import { careRulesOf, noticeMinutesOf } from './care.rules.js';
import { lateStayPrice, linesFor, type QuoteLine } from './prices.rules.js';
import { type Refusal, refuse } from './refusal.rules.js';
import { fullDayUntil, modeWords, type Stay, stayOn, type Wish } from './stay.rules.js';
import { answerBy, nextFreeWeek } from './temporary.rules.js';

/** A day of care that the rules allow; whether a place is free is the roster's to say. */
export type AllowedDay = {
  isAllowed: true;
  group: Group;
  from: string;
  to: string;
  lines: QuoteLine[];
  totalFen: number;
  /** Until when the centre has to accept it, on its clock; null where it holds at once. */
  answerBy: CivilMinute | null;
};

export type DayQuestion = {
  centre: BookableCentre;
  region: Region;
  birthOn: string;
  wish: Wish;
  date: string;
  /** The centre's civil day and time now. */
  now: CivilMinute;
  /** What its family pays less of the care fee here, in percent. */
  percentOff?: number;
  /** What the centre's price list is called. */
  listName?: string;
  /** Days of the other visits of this child here at short notice. */
  visits?: readonly string[];
};

/** Whether this child can have these hours on that date, and for what; else why not, with what would fit. */
export function decideDay(question: DayQuestion): AllowedDay | Refusal {
  const { centre, region, birthOn, wish, date, now } = question;
  const refusedFiling = refuseFiling(centre);
  if (refusedFiling) return refusedFiling;
  if (!centre.careModes.includes(wish.mode)) return refuseMode(question);
  if (date < now.date) return refusePast(question);
  const rules = careRulesOf(centre, region.careRules);
  const daysAhead = wish.mode === 'temporary' ? rules.temporary.daysAhead : region.bookingHorizonDays;
  const lastDay = addDays(now.date, daysAhead);
  if (date > lastDay) return refuse('date_too_far', { date: lastDay });
  const opening = openingOn(centre, date, region.calendar);
  if (!opening.isOpen) return refuseClosed(question, opening);
  const stay = stayOn(wish, opening, rules);
  if ('code' in stay) return stay;
  // Once the care would have begun it is too late, for a full day as for an hour.
  if (date === now.date && now.time >= stay.from) return refusePast(question);
  const refusedHaste = refuseHaste(question, stay, rules);
  if (refusedHaste) return refusedHaste;
  const until = fullDayUntil(opening, rules);
  if (wish.mode === 'fullDay' && stay.to > until && !lateStayPrice(centre.priceList))
    return refuse('late_stay_not_offered', { to: until });

  const months = ageInMonths(birthOn, date);
  const group = groupFor(centre.groups, months);
  if (!group) return refuseAge(centre, birthOn, months);
  const { listName = '价目表', percentOff = 0 } = question;
  const pricing = { priceList: centre.priceList, group, rules, fullDayUntil: until, listName, percentOff };
  const lines = linesFor(wish, stay, pricing);
  if (!lines) return refuse('no_price_line', { mode: modeWords[wish.mode] });
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const answer = answerFor(question, stay, rules);
  return { isAllowed: true, group, from: stay.from, to: stay.to, lines, totalFen, answerBy: answer };
}

/** Hours that are asked for too late, or too often at short notice. */
function refuseHaste(
  { wish, date, now, visits = [] }: DayQuestion,
  stay: Stay,
  rules: CareRules,
): Refusal | null {
  if (wish.mode !== 'hourly' && wish.mode !== 'temporary') return null;
  const noticeMinutes = noticeMinutesOf(wish.mode, rules);
  const minutesLeft = daysBetween(now.date, date) * 24 * 60 + minutesOf(stay.from) - minutesOf(now.time);
  if (minutesLeft < noticeMinutes)
    return refuse('notice_too_short', { notice: durationWords(noticeMinutes) });
  if (wish.mode === 'hourly') return null;
  const { perWeek } = rules.temporary;
  const again = nextFreeWeek(date, visits, perWeek);
  return again === null ? null : refuse('weekly_limit_reached', { n: perWeek, date: again });
}

function answerFor(
  { centre, region, wish, date, now }: DayQuestion,
  stay: Stay,
  rules: CareRules,
): CivilMinute | null {
  if (wish.mode !== 'temporary' || !rules.temporary.needsAcceptance) return null;
  return answerBy({
    asked: now,
    care: { date, time: stay.from },
    rule: rules.temporary,
    openingOn: (day) => {
      const opening = openingOn(centre, day, region.calendar);
      return opening.isOpen ? opening : null;
    },
  });
}

function refuseMode({ centre, wish }: DayQuestion): Refusal {
  const modes = centre.careModes.map((mode) => modeWords[mode]).join('、');
  return refuse('mode_not_offered', { mode: modeWords[wish.mode], ...(modes && { modes }) });
}

/** `90 分钟`, `2 小时` */
function durationWords(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`;
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

export const closureReasons = {
  suspended: '机构暂停服务',
  cancelled: '机构备案已注销',
  unfiled: '机构备案查不到了',
};

/** What families are told where that ends what they had; null while the centre's filing stands. */
export function closureReason({ filing }: Pick<BookableCentre, 'filing'>): string | null {
  return filing.status === 'filed' ? null : (filing.reason ?? closureReasons[filing.status]);
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
