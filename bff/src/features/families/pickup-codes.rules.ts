import type { ErrorCode } from '@nearcare/shared/contract/errors';
import { addDays } from '@nearcare/shared/rules/civil-date';

/** A code is for plans that stand: a leave given long ahead is a leave forgotten. */
export const maxDaysAhead = 7;

/** Why no code can be issued for that day, or null. */
export function refuseCodeDay(
  on: string,
  today: string,
): { code: ErrorCode; facts: Record<string, string> } | null {
  const last = addDays(today, maxDaysAhead);
  if (on < today) return { code: 'date_in_past', facts: { date: today } };
  if (on > last) return { code: 'date_too_far', facts: { date: last } };
  return null;
}

/** What a code is worth now. What was used or recalled stays so, also when its day is over. */
export function stateOfCode(
  code: { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): 'valid' | 'used' | 'revoked' | 'expired' {
  if (code.usedAt) return 'used';
  if (code.revokedAt) return 'revoked';
  return now < code.expiresAt ? 'valid' : 'expired';
}

/**
 * What is shown at the gate: id and digits as the QR of a code says them, or the digits alone as somebody reads them out,
 * spaces between them or not; null when it is neither.
 */
export function readPickupText(text: string): { id: string | null; digits: string } | null {
  const [, id, digits] = /^nearcare:pickup:(pc_[0-9a-z]{4,40}):(\d{6})$/.exec(text.trim()) ?? [];
  if (id && digits) return { id, digits };
  const said = text.replace(/\s/g, '');
  return /^\d{6}$/.test(said) ? { id: null, digits: said } : null;
}

/** The code that these digits are of; null also where two have them: then only the QR tells which is meant. */
export function codeMeant<Code extends { _id: string }>(
  codes: readonly Code[],
  digits: string,
  digitsOf: (id: string) => string,
): Code | null {
  const [only, ...more] = codes.filter(({ _id }) => digitsOf(_id) === digits);
  return more.length === 0 ? (only ?? null) : null;
}
