import type { Reply } from '@nearcare/shared/contract/types';
import type { OfficerDesk, StaffDesk } from '../../plugins/session.js';

/** What taking away and deleting need of complaints. Anonymous ones are nobody's and never among them. */
export interface ComplaintsOfFamily {
  hasAny(familyId: string): Promise<boolean>;
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['complaints']>;
  /** Takes one guardian out of them, where another stays: that one is called from then on. Safe to repeat. */
  forgetGuardian(familyId: string, guardianId: string): Promise<void>;
  /**
   * Cuts them off from their author for good: the matters go on without anybody to call or to tell, and are kept as long
   * as the region asks. Safe to repeat. @throws DomainError retry
   */
  cutFamily(familyId: string): Promise<void>;
}

export type WaitingComplaint = {
  id: string;
  title: string;
  isUrgent: boolean;
  askedAt: Date;
  answerBy: Date;
};

/**
 * Complaints that a desk has to deal with now: nobody accepted them yet, or a deadline is near or gone. The earliest
 * deadline first.
 */
export interface ComplaintsAtDesk {
  /** What is with a centre is the officer's only once a deadline is gone. */
  listForOfficer(desk: OfficerDesk): Promise<WaitingComplaint[]>;
  /** Without what is about this very account. */
  listForCentre(desk: StaffDesk): Promise<WaitingComplaint[]>;
}
