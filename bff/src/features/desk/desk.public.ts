import type { Reply } from '@nearcare/shared/contract/types';
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

/** Families that stand at the desk or are on the phone: identified by their own code or card, for some minutes. */
export interface DeskVisits {
  /** The family of a visit that this very desk opened and that has not run out; null alike otherwise. */
  findFamily(desk: StaffDesk, deskVisitId: string): Promise<string | null>;
}
