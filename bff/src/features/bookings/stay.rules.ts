import { minutesOf } from '@nearcare/shared/rules/slot-times';
import type { CareRules, HoursRule } from '../../regions/region.js';
import { type Refusal, refuse } from './refusal.rules.js';

/** Which hours of a day are meant, in the way of the mode. Times are the centre's clock. */
export type Wish =
  /** `to`: collected later than the full day ends. */
  | { mode: 'fullDay'; to?: string }
  | { mode: 'halfDay'; half: 'morning' | 'afternoon' }
  | { mode: 'hourly' | 'temporary'; from: string; to: string };

export const modeWords: Readonly<Record<Wish['mode'], string>> = {
  fullDay: '全日托',
  halfDay: '半日托',
  hourly: '计时托',
  temporary: '临时托',
};

export type Stay = { from: string; to: string };

/** Stays begin and end on the half hour, as rosters count. */
export const gridMinutes = 30;

/** The hours of care on a day with these opening hours; where they can't be had, why. */
export function stayOn(wish: Wish, opening: Stay, rules: CareRules): Stay | Refusal {
  switch (wish.mode) {
    case 'fullDay': {
      const until = fullDayUntil(opening, rules);
      if (wish.to !== undefined && wish.to > opening.to) return refuse('outside_opening_hours', opening);
      return { from: opening.from, to: later(until, wish.to ?? until) };
    }
    case 'halfDay': {
      const stay =
        wish.half === 'morning'
          ? { from: opening.from, to: earlier(opening.to, rules.halfDay.morningUntil) }
          : { from: later(opening.from, rules.halfDay.afternoonFrom), to: opening.to };
      return stay.from < stay.to ? stay : refuse('outside_opening_hours', opening);
    }
    case 'hourly':
    case 'temporary':
      return refuseHours(wish, opening, rules[wish.mode]) ?? { from: wish.from, to: wish.to };
  }
}

function refuseHours(
  { mode, from, to }: Stay & { mode: Wish['mode'] },
  opening: Stay,
  rule: HoursRule,
): Refusal | null {
  const minutes = minutesOf(to) - minutesOf(from);
  if (minutes < rule.minMinutes || minutes > rule.maxMinutes)
    return refuse('duration_not_allowed', {
      mode: modeWords[mode],
      ...{ min: rule.minMinutes / 60, max: rule.maxMinutes / 60 },
    });
  const isOnGrid = [from, to].every((time) => minutesOf(time) % rule.gridMinutes === 0);
  if (!isOnGrid) return refuse('not_on_grid');
  return from < opening.from || to > opening.to ? refuse('outside_opening_hours', opening) : null;
}

/** When a full day of these opening hours ends; what is later is a late stay. */
export function fullDayUntil(opening: Stay, { fullDay }: Pick<CareRules, 'fullDay'>): string {
  return fullDay.until === null ? opening.to : earlier(opening.to, later(opening.from, fullDay.until));
}

/** Half hours from one clock time to another, both on the half hour. */
export function halfHoursOf({ from, to }: Stay): number {
  return (minutesOf(to) - minutesOf(from)) / gridMinutes;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);
