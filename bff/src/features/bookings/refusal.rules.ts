import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { Facts } from '../../lib/domain-error.js';

/** Why a rule says no: what a parent is told, with what fills the sentence. */
export type Refusal = { isAllowed: false; code: ErrorCode; facts: Facts };

export function refuse(code: ErrorCode, facts: Facts = {}): Refusal {
  return { isAllowed: false, code, facts };
}
