import type { Region } from '../../regions/region.js';
import type { CardFacts } from './card-facts.js';
import type { CareMode, RosterVacancies } from './centres.public.js';
import {
  closedVacancy,
  groupsFor,
  openingOn,
  placesForBookings,
  sellsDated,
  toRosterVacancy,
  toToldVacancy,
  type Vacancy,
} from './centres.rules.js';

/** A day of care asked about; places are then counted from bookings instead of told by the staff. */
export type DayAsked = { date: string; mode: CareMode; ageMonths: number | undefined };

/** Free places of some centres of one region, in their order. */
export async function vacanciesOf(
  centres: readonly CardFacts[],
  region: Region,
  day: DayAsked | null,
  rosters: RosterVacancies,
  now: Date,
): Promise<Vacancy[]> {
  const told = (facts: CardFacts) => toToldVacancy(facts.told, facts.filing, region.vacancyMaxAgeHours, now);
  if (!day) return centres.map(told);

  // All are asked about the same day, so the calendar is opened once.
  const kind = region.calendar.dayKind(day.date);
  const calendar = { ...region.calendar, dayKind: () => kind };
  const asked = centres.map((facts) => {
    // Where no single days are sold, or nobody knows how many are enrolled, there is nothing to count: the centre's
    // own word stands, whatever it is worth.
    if (!sellsDated(facts.priceList, day.mode)) return null;
    const opens = facts.filing.status === 'filed' && openingOn(facts, day.date, calendar).isOpen;
    const groups = opens ? groupsFor(facts.groups, day.ageMonths) : [];
    return groups.some((group) => group.enrolled === null) ? null : groups;
  });
  const asks = asked.flatMap((groups) =>
    (groups ?? []).map((group) => ({ groupId: group.id, places: placesForBookings(group) })),
  );
  const counts = asks.length > 0 ? await rosters.freeOn(asks, day.date) : new Map();
  return centres.map((facts, index) => {
    const groups = asked[index];
    if (!groups) return told(facts);
    if (groups.length === 0) return closedVacancy('roster');
    const count = { free: 0, waiting: 0 };
    for (const group of groups) {
      const { free, waiting } = counts.get(group.id) ?? { free: 0, waiting: 0 };
      count.free += free;
      count.waiting += waiting;
    }
    return toRosterVacancy(count, now);
  });
}
