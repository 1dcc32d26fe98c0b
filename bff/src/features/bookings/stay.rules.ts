import { minutesOf } from '@nearcare/shared/rules/slot-times';
import type { CareRules } from '../../regions/region.js';
import { type Refusal, refuse } from './refusal.rules.js';

/** Which hours of a day are meant, in the way of the mode. Times are the centre's clock. */
export type Wish =
  | { mode: 'fullDay' }
  | { mode: 'halfDay'; half: 'morning' | 'afternoon' }
  | { mode: 'hourly'; from: string; to: string };

export type Stay = { from: string; to: string };

/** Stays begin and end on the half hour, as rosters count. */
export const gridMinutes = 30;

/** The hours of care on a day with these opening hours; where they can't be had, why. */
export function stayOn(wish: Wish, opening: Stay, { halfDay, hourly }: CareRules): Stay | Refusal {
  switch (wish.mode) {
    case 'fullDay':
      return { from: opening.from, to: opening.to };
    case 'halfDay': {
      const stay =
        wish.half === 'morning'
          ? { from: opening.from, to: earlier(opening.to, halfDay.morningUntil) }
          : { from: later(opening.from, halfDay.afternoonFrom), to: opening.to };
      return stay.from < stay.to ? stay : refuse('outside_opening_hours', opening);
    }
    case 'hourly': {
      const minutes = minutesOf(wish.to) - minutesOf(wish.from);
      if (minutes < hourly.minMinutes || minutes > hourly.maxMinutes)
        return refuse('duration_not_allowed', { min: hourly.minMinutes / 60, max: hourly.maxMinutes / 60 });
      if (wish.from < opening.from || wish.to > opening.to) return refuse('outside_opening_hours', opening);
      return { from: wish.from, to: wish.to };
    }
  }
}

/** Half hours of a stay; every stay has whole ones. */
export function halfHoursOf({ from, to }: Stay): number {
  return (minutesOf(to) - minutesOf(from)) / gridMinutes;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);
