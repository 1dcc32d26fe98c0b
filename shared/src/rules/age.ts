import { addMonths, civilParts } from './civil-date.js';

/**
 * Whole months of age on a civil day; negative before birth. A child born on the 31st is a month older on the last day
 * of a shorter month.
 */
export function ageInMonths(birthOn: string, on: string): number {
  const birth = civilParts(birthOn);
  const day = civilParts(on);
  const months = (day.year - birth.year) * 12 + (day.month - birth.month);
  return addMonths(birthOn, months) <= on ? months : months - 1;
}

/** The first month that care for under-threes no longer takes (托育机构设置标准: under 36 months). */
export const firstMonthTooOld = 36;

/**
 * Age ranges of the groups, months, from inclusive to exclusive (托育机构设置标准(试行) art. 11 names both ends; from the
 * day a child is 12 or 24 months it belongs to the older group). `ratioLimit`: children to one carer at most.
 */
export const ageGroups = {
  infant: { minMonths: 6, maxMonths: 12, maxChildren: 10, ratioLimit: 3 },
  juniorToddler: { minMonths: 12, maxMonths: 24, maxChildren: 15, ratioLimit: 5 },
  seniorToddler: { minMonths: 24, maxMonths: 36, maxChildren: 20, ratioLimit: 7 },
  mixedAge: { minMonths: 18, maxMonths: 36, maxChildren: 18, ratioLimit: 5 },
} as const;

export type AgeGroupName = keyof typeof ageGroups;

/** The group whose own age range takes this child on that day of care, narrowest range first; null when none does. */
export function groupFor<G extends { minMonths: number; maxMonths: number }>(
  groups: readonly G[],
  months: number,
): G | null {
  const fitting = groups.filter((group) => group.minMonths <= months && months < group.maxMonths);
  fitting.sort((a, b) => a.maxMonths - a.minMonths - (b.maxMonths - b.minMonths));
  return fitting[0] ?? null;
}
