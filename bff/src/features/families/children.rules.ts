import type { ErrorCode } from '@nearcare/shared/contract/errors';
import { ageInMonths, firstMonthTooOld } from '@nearcare/shared/rules/age';

export const maxChildren = 8;

/** Why a child born that day can't be kept here, or null. The limit is of care for under-threes (托育机构设置标准). */
export function refuseBirth(
  birthOn: string,
  today: string,
): { code: ErrorCode; facts: Record<string, number> } | null {
  if (birthOn > today) return { code: 'child_not_born', facts: {} };
  const months = ageInMonths(birthOn, today);
  if (months >= firstMonthTooOld) return { code: 'child_too_old', facts: { n: months, m: firstMonthTooOld } };
  return null;
}
