import { slotsOf } from '@nearcare/shared/rules/slot-times';
import { civilNow } from '../../lib/zone.js';
import type { RosterVacancies } from '../centres/centres.public.js';
import {
  type CountedDay,
  nobody,
  type RosterReader,
  readDays,
  rememberedPresence,
} from './remembered-presence.js';
import { freePlaces, placesInForce, rosterId } from './roster.rules.js';

/** Free places for lists and calendars, counted from the rosters as they were at most two seconds ago. */
export function rosterVacancies(rosters: RosterReader): RosterVacancies {
  return countedFrom(rememberedPresence(rosters), rosters.now);
}

type RosterReaderNow = Pick<RosterReader, 'listClaims' | 'now'>;

/** The same from the rosters as they are now: for what is written down. */
export function vacanciesNow(rosters: RosterReaderNow): RosterVacancies {
  return countedNow(rosters);
}

/** What is free for a change of this booking: on its own day what it holds itself is not counted. */
export function vacanciesBeside(
  others: RosterVacancies,
  rosters: RosterReaderNow,
  booking: { id: string; date: string },
): RosterVacancies {
  const onItsDay = countedNow(rosters, booking.id);
  const on = (date: string) => (date === booking.date ? onItsDay : others);
  return {
    freeOn: (asks, date, window) => on(date).freeOn(asks, date, window),
    freePerSlot: (ask, date, slots) => on(date).freePerSlot(ask, date, slots),
  };
}

function countedNow(rosters: RosterReaderNow, except?: string): RosterVacancies {
  return countedFrom(async (groupIds, date) => {
    const ids = groupIds.map((groupId) => rosterId(groupId, date));
    const days = await readDays(rosters, ids, except);
    return ids.map((id) => days.get(id) ?? nobody);
  }, rosters.now);
}

function countedFrom(
  daysOf: (groupIds: readonly string[], date: string) => Promise<CountedDay[]>,
  now: () => Date,
): RosterVacancies {
  return {
    async freeOn(asks, date, window) {
      const days = await daysOf(
        asks.map(({ groupId }) => groupId),
        date,
      );
      const slotsIn = slotsAsked(date, window, now());
      return new Map(
        asks.map(({ groupId, places: usual, timeZone }, index) => {
          const { present, own, inLine = [] } = days[index] ?? nobody;
          const places = placesInForce({ places: usual, ...(own && { own }) });
          const slots = slotsIn(timeZone);
          const waiting = inLine.filter((wanted) => !slots || wanted.some((slot) => slots.includes(slot)));
          return [groupId, { free: freePlaces(places, present, slots), waiting: waiting.length }];
        }),
      );
    },
    async freePerSlot({ groupId, places: usual }, date, slots) {
      const [day] = await daysOf([groupId], date);
      const { present, own } = day ?? nobody;
      const places = placesInForce({ places: usual, ...(own && { own }) });
      return slots.map((slot) => freePlaces(places, present, [slot]));
    },
  };
}

/** The half hours that matter: those of the window, else of what is left of the day where the centre is. */
function slotsAsked(date: string, window: { from: string; to: string } | undefined, now: Date) {
  if (window) {
    const slots = slotsOf(window.from, window.to);
    return () => slots;
  }
  const byZone = new Map<string, number[] | null>();
  return (timeZone: string): number[] | null => {
    const known = byZone.get(timeZone);
    if (known !== undefined) return known;
    const slots = slotsLeft(date, timeZone, now);
    byZone.set(timeZone, slots);
    return slots;
  };
}

/** The half hours of this civil day that are not over there; null for all of them. */
export function slotsLeft(date: string, timeZone: string, now: Date): number[] | null {
  const civil = civilNow(timeZone, now);
  return date === civil.date ? slotsOf(civil.time, '24:00') : null;
}
