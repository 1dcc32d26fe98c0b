import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { FamilyBookings } from '../bookings/bookings.public.js';
import type { SavedCentresOfFamily } from '../centres/centres.public.js';
import type { ComplaintsOfFamily } from '../complaints/complaints.public.js';
import type { ConsentLog } from '../consents/consents.public.js';
import type { DeskErasure } from '../desk/desk.public.js';
import type { Files } from '../files/files.public.js';
import type { LessonsOfFamily } from '../lessons/lessons.public.js';
import type { LiveOfFamily } from '../live/live.public.js';
import type { NoticesOfFamily } from '../notices/notices.public.js';

/** What other features may know of a child: how it is called and how old it is. */
export type KnownChild = { readonly id: string; readonly nickname: string; readonly birthOn: string };

/** What an export tells of a family itself, opened. */
export type ExportedFamily = Pick<Reply<'exportMyData'>, 'children' | 'pickups' | 'feeReductions' | 'cards'>;

/** All that booking asks of a family. */
export interface Children {
  /** The child if it is this family’s; null alike when it is another’s and when there is none. */
  findChild(familyId: string, childId: string): Promise<KnownChild | null>;
  listChildren(familyId: string): Promise<KnownChild[]>;
}

/** Families that have children, for what goes through all of them. */
export interface FamiliesWithChildren {
  /** By id, those after `after` (empty: from the first), each once. */
  listFamilies(after: string, limit: number): Promise<string[]>;
}

/** What districts decided about what a family pays. For pricing only: which it is leaves for nobody else to read. */
export interface GrantedReductions {
  /** Kinds granted for this child where it goes to care in that district. */
  listGranted(
    familyId: string,
    childId: string,
    districtCode: string,
  ): Promise<Reply<'requestFeeReduction'>['kind'][]>;
}

export interface Families extends Children, FamiliesWithChildren, GrantedReductions {
  /** Everything that the family told, for itself to read. */
  exportFamily(familyId: string): Promise<ExportedFamily>;
  /**
   * Erases all children and what hangs on them, cards for desks too; whoever calls has their coming bookings cancelled.
   * Safe to repeat, as the others below.
   */
  eraseChildren(familyId: string): Promise<void>;
  /** Erases the adults who may collect, and their codes. */
  erasePickups(familyId: string): Promise<void>;
  eraseFeeReductions(familyId: string): Promise<void>;
  /** Takes a guardian who was erased out of what the family remembers. */
  forgetGuardian(familyId: string, guardianId: string): Promise<void>;
  /** Children, pick-ups, requests with their proofs, cards and invitations: afterwards the family takes nothing in any more. */
  eraseFamily(familyId: string): Promise<void>;
}

/** Families that a desk is shown the card of. */
export interface FamilyByCard {
  /** Null alike for a card that never was, is forged, or was revoked. Notes the use. */
  findFamily(cardText: string): Promise<string | null>;
}

/** Requests for lower fees as the inbox of a district shows them. */
export interface FeeReductionsAtDesk {
  /** Those that wait for an answer, the earliest deadline first. */
  listOpen(districtCode: string): Promise<{ id: string; requestedAt: Date; answerBy: Date }[]>;
}

/** What children are given beside care: guidance, answers of experts, home visits. Each step may be repeated. */
export interface GuidedChildren {
  /** Of one child, or of all. */
  forgetChildren(familyId: string, childId?: string): Promise<void>;
  eraseFamily(familyId: string): Promise<void>;
}

/** Whoever keeps something of a family: all that ending one has to go through. */
export type FamilyKeepers = {
  families: Families;
  bookings: FamilyBookings;
  guided: GuidedChildren;
  savedCentres: SavedCentresOfFamily;
  files: Files;
  desks: Pick<DeskErasure, 'eraseFamily'>;
  complaints: ComplaintsOfFamily;
  lessons: LessonsOfFamily;
  live: LiveOfFamily;
  consents: ConsentLog;
  notices: NoticesOfFamily;
  keys: FamilyKeys;
  clock: Clock;
};
