import type { Reply } from '@nearcare/shared/contract/types';
import { addMonths } from '@nearcare/shared/rules/civil-date';

/** As long as the law keeps assessments and records of handling (PIPL art. 56). */
const proofMonths = 36;

/** The last day on which the log of a family that ended that day is kept as proof, and the receipt with it. */
export function proofUntil(endedOn: string): string {
  return addMonths(endedOn, proofMonths);
}

type State = Reply<'listConsents'>['items'][number]['state'];
type Decision = { readonly decision: 'given' | 'withdrawn'; readonly version: string };

/** Where a purpose stands by its latest decision. Agreeing to a text that said something else is no consent. */
export function stateOf(latest: Decision | null, countingVersions: readonly string[]): State {
  if (!latest) return 'notAsked';
  if (latest.decision === 'withdrawn') return 'withdrawn';
  return countingVersions.includes(latest.version) ? 'given' : 'outdated';
}
