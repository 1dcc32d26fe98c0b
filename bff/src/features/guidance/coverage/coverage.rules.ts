import { addDays } from '@nearcare/shared/rules/civil-date';
import type { CountedYear } from '../guidance-year.rules.js';

export type Reached = { families: number; newborns: number };

/** Counts are told in such steps, and under the first one not at all: so few may be somebody known. */
export const step = 5;

/** The last day that everybody may read of: of whole months, so that nobody watches a count move. Null: none yet. */
export function publicUntil(year: number, today: string): string | null {
  const last = `${year}-12-31`;
  if (today > last) return last;
  const lastOfMonthBefore = addDays(`${today.slice(0, 7)}-01`, -1);
  return lastOfMonthBefore.startsWith(`${year}-`) ? lastOfMonthBefore : null;
}

/**
 * Families that guidance reached up to that day, one document each: with a child under three, and with one born in that
 * very year. Demo contacts count in demo districts alone.
 */
export function countReached(years: readonly CountedYear[], until: string, isDemo: boolean): Reached {
  const counted = years.map(({ contacts }) =>
    contacts.filter((one) => one.isUnderThree && one.isDemo === isDemo && one.on <= until),
  );
  return {
    families: counted.filter((contacts) => contacts.length > 0).length,
    newborns: counted.filter((contacts) => contacts.some(({ isNewborn }) => isNewborn)).length,
  };
}

/**
 * As everybody may read it. Each count stands for five that would read the same, whatever stands beside it; and that
 * everybody was reached is never said, for that would be told of each one.
 */
export function published(reached: number, total: number) {
  const surely = Math.min(reached, Math.max(0, total - step));
  const atLeast = surely - (surely % step);
  return {
    total,
    atLeast: atLeast === 0 ? null : atLeast,
    percentAtLeast: atLeast === 0 ? null : Math.floor((atLeast * 100) / total),
  };
}

type Published = ReturnType<typeof published>;

/** What everybody may read of several districts, added up: nothing of one can be taken out of it that is hidden. */
export function addedUp(parts: readonly Published[]): Published {
  const total = parts.reduce((sum, one) => sum + one.total, 0);
  const atLeast = parts.reduce((sum, one) => sum + (one.atLeast ?? 0), 0);
  return {
    total,
    atLeast: atLeast === 0 ? null : atLeast,
    percentAtLeast: atLeast === 0 ? null : Math.floor((atLeast * 100) / total),
  };
}

/** For the desk that is measured by it. More than all is a base too small, not more than a hundred percent. */
export function counted(reached: number, total: number) {
  return {
    ...{ total, reached },
    percent: total === 0 ? null : Math.min(100, Math.floor((reached * 100) / total)),
  };
}
