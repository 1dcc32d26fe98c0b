import type { Reply } from '@nearcare/shared/contract/types';

/** What other features may do with the enrolments of one family. Each step may be repeated. */
export interface FamilyEnrolments {
  /** Ends those of the family, or of one child, that are not over, and gives their places back. @throws DomainError retry */
  stopAll(familyId: string, childId?: string): Promise<void>;
  /** Erases what the family said in them: its note and the health check. */
  eraseSaid(familyId: string): Promise<void>;
  /** Whether it ever applied anywhere. */
  hasAny(familyId: string): Promise<boolean>;
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['enrolments']>;
  /** Erases them all; every place they hold is given back before. @throws DomainError retry */
  eraseFamily(familyId: string): Promise<void>;
}

/** One who comes to a centre by the month on one day. `slots`: the half hours of that day, also once it is over for the child. */
export type Enrolled = {
  readonly enrolmentId: string;
  readonly familyId: string;
  readonly childId: string;
  readonly groupId: string;
  readonly slots: readonly number[];
  /** As a booking of that day would be. */
  readonly status: 'confirmed' | 'checkedIn' | 'completed' | 'noShow';
};

/** Who comes to a centre by the month on one day. */
export interface EnrolledOnDay {
  listEnrolled(centreId: string, date: string): Promise<Enrolled[]>;
}
