import type { Reply } from '@nearcare/shared/contract/types';

export { proofUntil } from './consents.rules.js';

/** What personal data is used for; each is agreed to by an act of its own (PIPL art. 29). */
export type Purpose = Reply<'listConsents'>['items'][number]['purpose'];

/** One decision of a family, as it is taken away and kept. */
export type ConsentDecision = {
  readonly purpose: Purpose;
  readonly version: string;
  readonly decision: 'given' | 'withdrawn';
  readonly at: Date;
};

/** Asked before anything is stored for a purpose. */
export interface ConsentCheck {
  /** @throws DomainError consent_required when it was never given, was withdrawn, or was given to an older text */
  require(familyId: string, purpose: Purpose): Promise<void>;
}

/** What taking away and deleting need of the log. */
export interface ConsentLog {
  /** Every decision, the oldest first. */
  listDecisions(familyId: string): Promise<ConsentDecision[]>;
  /** Ends whatever is still agreed to and lets the log itself be forgotten at that instant. Safe to repeat. */
  closeLog(familyId: string, forgetAt: Date): Promise<void>;
}
