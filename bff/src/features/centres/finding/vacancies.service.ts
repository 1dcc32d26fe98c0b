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
  const asked = centres.map(groupsAsked(day));
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

/**
 * Finds the groups of a centre whose places count that day: none where it is closed, null where there is nothing to
 * count. Prices and hours are mostly those of the centre before (`centreReader` makes them one object), and so is what
 * they say about the day.
 */
function groupsAsked({
  date,
  mode,
  ageMonths,
  window,
}: DayAsked): (facts: CardFacts) => CardFacts['groups'] | null {
  let priced: { priceList: CardFacts['priceList']; isSold: boolean } | null = null;
  let timed: { facts: CardFacts; isOpen: boolean } | null = null;

  function isSold({ priceList }: CardFacts): boolean {
    if (priced?.priceList !== priceList) priced = { priceList, isSold: sellsDated(priceList, mode) };
    return priced.isSold;
  }

  function isOpen(facts: CardFacts): boolean {
    if (!timed || !haveSameTimes(timed.facts, facts)) {
      const opening = openingOf(facts, date);
      const isLongEnough = opening.isOpen && (!window || isWithin(window, opening));
      timed = { facts, isOpen: isLongEnough };
    }
    return timed.isOpen;
  }

  return (facts) => {
    // Where no single days are sold, or nobody knows how many are enrolled, the centre's own word stands, whatever it is
    // worth.
    if (!isSold(facts)) return null;
    if (facts.filing.status !== 'filed' || !isOpen(facts)) return [];
    const groups = groupsFor(facts.groups, ageMonths);
    return groups.some((group) => group.enrolled === null) ? null : groups;
  };
}

type Times = { from: string; to: string };

function isWithin(inner: Times, outer: Times): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

function haveSameTimes(a: CardFacts, b: CardFacts): boolean {
  return (
    a.openingHours === b.openingHours &&
    a.closedDays === b.closedDays &&
    a.closesOnHolidays === b.closesOnHolidays &&
    a.regionCode === b.regionCode
  );
}

/** Whether and when a centre opens on a civil day, by the calendar of its region. */
export function openingOf(facts: CardFacts, date: string): Opening {
  return openingOn(facts, date, getRegion(facts.regionCode).calendar);
}

/** For a day asked only a place that can be booked that day is free; a centre's own word is not about a day. */
export function isFree({ state, basis }: Vacancy, day: DayAsked | null): boolean {
  return state === 'free' && (day === null || basis === 'roster');
}
