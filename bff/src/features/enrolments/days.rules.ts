import type { ErrorCode } from '@nearcare/shared/contract/errors';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { addDays, addMonths, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Facts } from '../../lib/domain-error.js';
import type { Region } from '../../regions/region.js';
import { isWorkday } from '../../regions/working-days.js';
import { careRulesOf, type DayHeld, refuseAge, refuseFiling, stayOn } from '../bookings/bookings.public.js';
import { type BookableCentre, type Group, openingOn, type PriceLine } from '../centres/centres.public.js';
import { attendanceOn } from './attendance.rules.js';
import type { Enrolment, Event, Placement, Wish } from './enrolment.rules.js';

/** Why a rule says no, with what would fit. */
export type Refusal = { code: ErrorCode; facts: Facts };

/** One day that an enrolment should hold. */
export type WantedDay = Omit<DayHeld, 'n'>;

/** What decides which days these are. */
type Coming = Pick<Placement, 'firstDay' | 'weekdays' | 'withoutDates'> & {
  wish: Wish;
  groupId: string | null;
  lastDay: string | null;
};
type Where = { centre: BookableCentre; region: Region; today: string };

const workweek = [1, 2, 3, 4, 5];
/** So long a stretch has every weekday in it, whatever holiday falls into it. */
const patternDays = 28;

/**
 * The days that an enrolment should hold from `today` on, as far as places are held ahead. None on closed days, and none
 * at all while its centre is not filed. Who comes from Monday to Friday comes on a weekend day that is worked in
 * exchange for a holiday, too.
 */
export function wantedDays(coming: Coming, { centre, region, today }: Where): WantedDay[] {
  if (refuseFiling(centre)) return [];
  const { firstDay, lastDay, weekdays, withoutDates, wish, groupId } = coming;
  const horizon = heldUntil(region, today);
  const until = lastDay !== null && lastDay < horizon ? lastDay : horizon;
  const days: WantedDay[] = [];
  for (let date = firstDay > today ? firstDay : today; date <= until; date = addDays(date, 1)) {
    if (!comesOn(date, weekdays, region) || withoutDates.includes(date)) continue;
    const opening = openingOn(centre, date, region.calendar);
    const stay = opening.isOpen ? stayOn(wish, opening, careRulesOf(centre, region.careRules)) : null;
    if (stay && !('code' in stay))
      days.push({ date, groupId, slots: slotsOf(stay.from, stay.to), epoch: centre.epoch });
  }
  return days;
}

function comesOn(date: string, weekdays: readonly number[], { calendar }: Region): boolean {
  const isWholeWeek = workweek.every((day) => weekdays.includes(day));
  return weekdays.includes(weekdayOf(date)) || (isWholeWeek && isWorkday(calendar, date));
}

/** The last day for which places are held on `today`. */
export function heldUntil({ enrolment }: Region, today: string): string {
  return addDays(today, enrolment.horizonDays);
}

/** Of an accepted enrolment. */
export function comingOf(
  enrolment: Pick<Enrolment, 'isCounted' | 'lastDay'> & { wish: Wish },
  placement: Placement,
): Coming {
  const { wish, isCounted, lastDay } = enrolment;
  return { ...placement, wish, lastDay, groupId: isCounted ? null : placement.groupId };
}

/**
 * What has to change that the days of an enrolment become `wanted`. The past is let go: from the day before yesterday
 * back. A day that its desk said something of is as it is: who is there stays, and who was collected is not expected again.
 */
export function compareDays(
  enrolment: Pick<Enrolment, 'days' | 'attendance'>,
  wanted: readonly WantedDay[],
  today: string,
) {
  const { days: held } = enrolment;
  const isDecided = ({ date }: { date: string }) => attendanceOn(enrolment, date) !== undefined;
  const isSame = (day: WantedDay) =>
    held.some(
      ({ date, groupId, slots }) =>
        date === day.date && groupId === day.groupId && slots.join() === day.slots.join(),
    );
  const dates = new Set(wanted.map(({ date }) => date));
  return {
    missing: wanted.filter((day) => !isSame(day) && !isDecided(day)),
    drop: held.filter((day) =>
      day.date < today ? day.date < addDays(today, -1) : !dates.has(day.date) && !isDecided(day),
    ),
  };
}

const changedHours = '开门的日子或时间改了';

/**
 * What a family has to hear of the days dropped: those that its centre closed, by reason, and those on which it does not
 * open any more. A suspension is one event.
 */
export function closedEvents(
  drop: readonly Pick<DayHeld, 'date'>[],
  { centre, today }: Where,
  at: Date,
): Event[] {
  const coming = drop.map(({ date }) => date).filter((date) => date >= today);
  if (coming.length === 0) return [];
  const { filing } = centre;
  if (filing.status !== 'filed')
    return [{ what: 'closed', at, dates: coming, reason: filing.reason ?? '机构现在不能收孩子' }];
  const byReason = new Map<string, string[]>();
  for (const date of coming) {
    const reason = centre.closedDays.find(({ on }) => on === date)?.reason ?? changedHours;
    byReason.set(reason, [...(byReason.get(reason) ?? []), date]);
  }
  return [...byReason].map(([reason, dates]) => ({ what: 'closed', at, dates, reason }));
}

/** The first and the last day on which care may begin, seen from `today`. Four weeks of it can always be looked at. */
export function firstDayBounds(region: Region, today: string): { earliest: string; latest: string } {
  return { earliest: today, latest: addDays(today, region.enrolment.horizonDays - patternDays) };
}

/** The first day in that month on which this child would come; null where there is none. */
export function proposedFirstDay(
  asked: { startMonth: string; weekdays: number[]; wish: Wish },
  where: Where,
): string | null {
  const monthStart = `${asked.startMonth}-01`;
  const firstDay = monthStart > where.today ? monthStart : where.today;
  const coming = { ...asked, firstDay, withoutDates: [], groupId: null, lastDay: null };
  return wantedDays(coming, where)[0]?.date ?? null;
}

/**
 * Whether a family may apply: filed, sells months of this mode, opens on those weekdays, begins soon enough, and has a
 * group for the child at some time of its first month. @returns why not, null when it may
 */
export function refuseApplication(
  asked: { startMonth: string; weekdays: number[]; wish: Wish },
  birthOn: string,
  where: Where,
): Refusal | null {
  const { centre, region, today } = where;
  const filing = refuseFiling(centre);
  if (filing) return filing;
  if (!centre.careModes.includes(asked.wish.mode)) return { code: 'mode_not_offered', facts: {} };
  const thisMonth = today.slice(0, 7);
  const lastMonth = addMonths(`${thisMonth}-01`, region.enrolment.startMonthsAhead).slice(0, 7);
  if (asked.startMonth < thisMonth) return { code: 'date_in_past', facts: { date: today } };
  if (asked.startMonth > lastMonth) return { code: 'date_too_far', facts: { date: monthEnd(lastMonth) } };
  const begins = proposedFirstDay(asked, where);
  if (begins === null) return { code: 'centre_closed_day', facts: { reason: '选的这几天机构都不开门' } };
  const group =
    groupsTaking(centre.groups, birthOn, begins)[0] ??
    groupsTaking(centre.groups, birthOn, monthEnd(asked.startMonth))[0];
  if (!group) return refuseAge(centre, birthOn, ageInMonths(birthOn, begins));
  return monthLines(centre.priceList, asked.wish.mode, group) ? null : { code: 'no_month_price', facts: {} };
}

const monthEnd = (month: string): string => addDays(addMonths(`${month}-01`, 1), -1);

/** Groups that take a child of that age on that day. */
export function groupsTaking(groups: readonly Group[], birthOn: string, date: string): Group[] {
  const months = ageInMonths(birthOn, date);
  return groups.filter(({ minMonths, maxMonths }) => minMonths <= months && months < maxMonths);
}

/**
 * What a month costs by the centre's list: care, the group's own line before one for all, and the other lines of the
 * month. Never worked out from another unit, so part of the week is priced at the centre. Null without a price for care.
 */
export function monthLines(
  priceList: readonly PriceLine[],
  mode: Wish['mode'],
  { ageGroup }: Pick<Group, 'ageGroup'>,
): Placement['lines'] | null {
  const fitting = priceList.filter(
    (line) => (line.mode ?? mode) === mode && (line.ageGroup ?? ageGroup) === ageGroup,
  );
  const care = fitting.filter(({ kind, unit }) => kind === 'care' && unit === 'month');
  const own = care.find((line) => line.ageGroup !== undefined) ?? care[0];
  if (!own) return null;
  const besides = fitting.filter(
    ({ kind, unit }) => kind === 'meal' || (kind === 'other' && unit === 'month'),
  );
  return [own, ...besides].map(({ label, unit, amountFen, isVoluntary }) => ({
    ...{ label, unit, amountFen, isVoluntary },
  }));
}
