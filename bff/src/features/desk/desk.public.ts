import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { DeskSession, StaffDesk } from '../../plugins/session.js';

export type AccessKind = Reply<'listAccesses'>['items'][number]['what'];

/** The record of who at a desk looked at a child; its family reads it. */
export interface AccessLog {
  /** Written before what was looked at leaves the service: an unrecorded look is refused. Safe to repeat. */
  note(
    desk: DeskSession,
    looks: readonly { familyId: string; childId: string; what: AccessKind }[],
  ): Promise<void>;
}

/** The same record as its family has it. */
export interface AccessesOfFamily {
  listAccesses(familyId: string, query: Query<'listAccesses'>): Promise<Reply<'listAccesses'>>;
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['accesses']>;
  /** Safe to repeat. */
  eraseFamily(familyId: string): Promise<void>;
}

/** Families that stand at the desk or are on the phone: identified by their own code or card, for some minutes. */
export interface DeskVisits {
  /** The family of a visit that this very desk opened and that has not run out; null alike otherwise. */
  findFamily(desk: StaffDesk, deskVisitId: string): Promise<string | null>;
}

/** What somebody says at a desk may be guessed: counted in the store before anything is compared. */
export interface DeskGuesses {
  /** @throws DomainError rate_limited with the seconds to wait */
  take(desk: DeskSession): Promise<void>;
  /** After a right one: only what was wrong counts. */
  forget(desk: DeskSession): Promise<void>;
}

/** Who can open a desk now, for those who promise something in its name. */
export interface DeskHolders {
  /** Officers of this district (level 0), and those of the levels above it. */
  listOfficers(districtCode: string): Promise<{ guardianId: string; level: number; name: string }[]>;
  /** The staff of this centre, with their names as they stand in their memberships. */
  listStaff(centreId: string): Promise<{ guardianId: string; name: string }[]>;
}

/** What becomes of the desk's documents when a person or a family goes. Each may be repeated. */
export interface DeskErasure {
  /** Ends the memberships of a guardian who is erased. */
  eraseGuardian(guardianId: string): Promise<void>;
  /** Erases looks at the family's children and the visits it made. */
  eraseFamily(familyId: string): Promise<void>;
}

/** The places at desks that a guardian has or had, as its own export tells them. */
export interface MembershipsOfGuardian {
  listForExport(guardianId: string): Promise<Reply<'exportMyData'>['memberships']>;
}
