import type { Reply } from '@nearcare/shared/contract/types';
import { groupFor } from '@nearcare/shared/rules/age';
import { datedLines } from '@nearcare/shared/rules/care-modes';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { Calendar } from '../../regions/region.js';
import type { CareMode, Filing, Group, OpeningTimes, PriceLine } from './centres.public.js';

type Card = Reply<'listNearbyCentres'>['items'][number];
export type Vacancy = Card['vacancy'];

export type Opening =
  | { isOpen: true; from: string; to: string }
  | { isOpen: false; why: 'holiday' | 'closedDay' | 'weekday'; note: string | null };

const monday = 1;

/**
 * Whether and when a centre opens on a civil day. The centre's own closed days come first, then public holidays; a
 * make-up workday has Monday's hours, since that is the week it stands in for.
 */
export function openingOn(centre: OpeningTimes, date: string, calendar: Calendar): Opening {
  const closed = centre.closedDays.find((day) => day.on === date);
  if (closed) return { isOpen: false, why: 'closedDay', note: closed.reason };
  const day = calendar.dayKind(date);
  if (day.kind === 'holiday' && centre.closesOnHolidays)
    return { isOpen: false, why: 'holiday', note: day.name };
  const isMakeUp = day.kind === 'makeUpWorkday' && centre.closesOnHolidays;
  const hoursOf = (weekday: number) => centre.openingHours.find((hours) => hours.weekday === weekday);
  const hours = hoursOf(weekdayOf(date)) ?? (isMakeUp ? hoursOf(monday) : undefined);
  if (!hours) return { isOpen: false, why: 'weekday', note: null };
  return { isOpen: true, from: hours.from, to: hours.to };
}

/** What the staff last said about free places; older than the region's limit it is worth nothing and says so. */
export function toToldVacancy(
  told: { places: number; at: Date } | null,
  filing: Pick<Filing, 'status'>,
  maxAgeHours: number,
  now: Date,
): Vacancy {
  if (filing.status !== 'filed') return closedVacancy('centre');
  if (!told) return { state: 'unknown', places: null, asOf: null, ageMinutes: null, basis: 'centre' };
  // A clock ahead of ours must not make a figure younger than now.
  const ageMinutes = Math.max(0, Math.floor((now.getTime() - told.at.getTime()) / 60_000));
  const age = { asOf: told.at.toISOString(), ageMinutes, basis: 'centre' as const };
  if (ageMinutes > maxAgeHours * 60) return { state: 'unknown', places: null, ...age };
  return { state: told.places > 0 ? 'free' : 'full', places: told.places, ...age };
}

/**
 * Places counted from bookings at the instant `asOf`. While families wait, `places` is the position of one who would
 * join the line.
 */
export function toRosterVacancy(count: { free: number; waiting: number }, asOf: string): Vacancy {
  const age = { asOf, ageMinutes: 0, basis: 'roster' as const };
  if (count.free > 0) return { state: 'free', places: count.free, ...age };
  if (count.waiting > 0) return { state: 'waitlist', places: count.waiting + 1, ...age };
  return { state: 'full', places: 0, ...age };
}

export function closedVacancy(basis: Vacancy['basis']): Vacancy {
  return { state: 'closed', places: null, asOf: null, ageMinutes: null, basis };
}

/** Parents of small children walk about 65 m a minute; along a straight line, so it is said to be an estimate. */
export function walkMinutes(metres: number): number {
  return Math.max(1, Math.round(metres / 65));
}

/** The groups that could take a child of this age; all of them when no age is asked. */
export function groupsFor<G extends Pick<Group, 'minMonths' | 'maxMonths'>>(
  groups: readonly G[],
  ageMonths: number | undefined,
): G[] {
  if (ageMonths === undefined) return [...groups];
  const group = groupFor(groups, ageMonths);
  return group ? [group] : [];
}

/**
 * Places of a group beside the children enrolled in it: what a dated booking can take. None where enrolment is not
 * known: a place may be promised to nobody on a guess.
 */
export function placesForBookings(group: Pick<Group, 'places' | 'enrolled'>): number {
  return Math.max(0, group.places - (group.enrolled ?? group.places));
}

type CardPriceLine = Pick<PriceLine, 'kind' | 'mode' | 'unit' | 'amountFen' | 'ageGroup'>;

/** Whether single days of this mode have a price. A centre that sells only months offers enrolment instead. */
export function sellsDated(priceList: readonly CardPriceLine[], mode: CareMode): boolean {
  return datedLines(priceList, mode).length > 0;
}

/** Units in which a mode may be paid, the one of a single day first. */
export const unitsByUse: Readonly<Record<CareMode, PriceLine['unit'][]>> = {
  fullDay: ['day', 'month'],
  halfDay: ['halfDay', 'month'],
  hourly: ['hour'],
  temporary: ['visit', 'hour'],
};
export const modesByUse: readonly CareMode[] = ['fullDay', 'halfDay', 'hourly', 'temporary'];

/**
 * The one price that a card shows: of the mode asked (else the first offered), for the child's group before one for
 * all, what a day costs before what a month costs. With a `unit` only a price in that unit will do.
 */
export function cardPrice(
  centre: {
    priceList: readonly CardPriceLine[];
    groups: readonly Pick<Group, 'ageGroup' | 'minMonths' | 'maxMonths'>[];
  },
  mode: CareMode | undefined,
  ageMonths: number | undefined,
  unit?: PriceLine['unit'],
): { amountFen: number; unit: PriceLine['unit']; mode: CareMode } | null {
  const ageGroup = ageMonths === undefined ? undefined : groupFor(centre.groups, ageMonths)?.ageGroup;
  const lines = centre.priceList.filter((line) => line.kind === 'care');
  for (const wanted of mode ? [mode] : modesByUse) {
    for (const usual of unit ? [unit] : unitsByUse[wanted]) {
      const fitting = lines.filter((line) => line.mode === wanted && line.unit === usual);
      const line = priceFor(fitting, ageGroup);
      if (line) return { amountFen: line.amountFen, unit: usual, mode: wanted };
    }
  }
  return null;
}

/** Of lines that differ by group alone: the group's own before the one for all. */
export function priceFor<Line extends CardPriceLine>(
  lines: readonly Line[],
  ageGroup: PriceLine['ageGroup'],
): Line | undefined {
  const own = lines.find((line) => line.ageGroup !== undefined && line.ageGroup === ageGroup);
  const forAll = lines.find((line) => line.ageGroup === undefined);
  if (own ?? forAll) return own ?? forAll;
  // Without an age the dearest is shown: a surprise on the next screen should be a good one.
  return ageGroup === undefined ? [...lines].sort((a, b) => b.amountFen - a.amountFen)[0] : undefined;
}
