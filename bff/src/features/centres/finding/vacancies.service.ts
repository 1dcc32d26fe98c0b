import { getRegion } from '../../../regions/regions.js';
import type { CardFacts } from '../card-facts.js';
import type { CareMode, RosterVacancies } from '../centres.public.js';
import {
  closedVacancy,
  groupsFor,
  type Opening,
  openingOn,
  placesForBookings,
  sellsDated,
  toRosterVacancy,
  toToldVacancy,
  type Vacancy,
} from '../centres.rules.js';

/** A day of care asked about; places are then counted from bookings instead of told by the staff. */
export type DayAsked = {
  date: string;
  mode: CareMode;
  ageMonths: number | undefined;
  /** A part of the day, clock times of the centre. */
  window?: { from: string; to: string } | undefined;
};

/** Free places of some centres, in their order. */
export async function vacanciesOf(
  centres: readonly CardFacts[],
  day: DayAsked | null,
  rosters: RosterVacancies,
  now: Date,
): Promise<Vacancy[]> {
  if (!day) return centres.map((facts) => told(facts, now));
  const asked = centres.map((facts) => groupsAsked(facts, day));
  const asks = centres.flatMap(({ regionCode }, index) => {
    const { timeZone } = getRegion(regionCode);
    const groups = asked[index] ?? [];
    return groups.map((group) => ({ groupId: group.id, places: placesForBookings(group), timeZone }));
  });
  const counts = asks.length > 0 ? await rosters.freeOn(asks, day.date, day.window) : new Map();
  const asOf = now.toISOString();
  return centres.map((facts, index) => {
    const groups = asked[index];
    if (!groups) return told(facts, now);
    if (groups.length === 0) return closedVacancy('roster');
    const count = { free: 0, waiting: 0 };
    for (const group of groups) {
      const { free, waiting } = counts.get(group.id) ?? { free: 0, waiting: 0 };
      count.free += free;
      count.waiting += waiting;
    }
    return toRosterVacancy(count, asOf);
  });
}

function told(facts: CardFacts, now: Date): Vacancy {
  return toToldVacancy(facts.told, facts.filing, getRegion(facts.regionCode).vacancyMaxAgeHours, now);
}

/** The groups whose places count that day: none where it is closed, null where there is nothing to count. */
function groupsAsked(
  facts: CardFacts,
  { date, mode, ageMonths, window }: DayAsked,
): CardFacts['groups'] | null {
  // Where no single days are sold, or nobody knows how many are enrolled, the centre's own word stands, whatever it is
  // worth.
  if (!sellsDated(facts.priceList, mode)) return null;
  const opening = facts.filing.status === 'filed' ? openingOf(facts, date) : null;
  const isOpen = opening?.isOpen && (!window || (opening.from <= window.from && window.to <= opening.to));
  const groups = isOpen ? groupsFor(facts.groups, ageMonths) : [];
  return groups.some((group) => group.enrolled === null) ? null : groups;
}

/** Whether and when a centre opens on a civil day, by the calendar of its region. */
export function openingOf(facts: CardFacts, date: string): Opening {
  return openingOn(facts, date, getRegion(facts.regionCode).calendar);
}

/** For a day asked only a place that can be booked that day is free; a centre's own word is not about a day. */
export function isFree({ state, basis }: Vacancy, day: DayAsked | null): boolean {
  return state === 'free' && (day === null || basis === 'roster');
}
