export { closureReason, closureReasons, refuseAge, refuseFiling } from './bookings.rules.js';
export { careRulesOf } from './care.rules.js';
export { type CheckIns, rememberedCheckIns } from './check-ins.js';
export { noShowFrom } from './day-of-care.rules.js';
export { type Refusal, refuse } from './refusal.rules.js';
export { stayOn } from './stay.rules.js';

/** One booking as its family takes it away. Money in the smallest unit of `currency`. */
export type ExportedBooking = {
  readonly id: string;
  readonly childId: string;
  readonly centreName: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly totalFen: number;
  readonly currency: string;
  /** What it was before it was changed, first to last. */
  readonly before: { date: string; from: string; to: string; totalFen: number }[];
  /** What the family answered after it; null where it did not. */
  readonly satisfaction: string | null;
};

/** One place in line as its family takes it away. */
export type ExportedEntry = {
  readonly id: string;
  readonly childId: string;
  readonly centreId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly joinedAt: string;
};

/** What other features may do with the bookings of one family. Each step may be repeated. */
export interface FamilyBookings {
  /** Confirmed bookings whose care has not begun, of the whole family or of one child. */
  countUpcoming(familyId: string, childId?: string): Promise<number>;
  /**
   * Cancels what `countUpcoming` counts, gives up attempts that are under way and leaves every line. Decided first, released after
   * (docs/booking-protocol.md). @throws DomainError retry when others kept deciding about the same booking
   */
  cancelUpcoming(familyId: string, childId?: string): Promise<void>;
  /** Whether it ever booked anything. */
  hasAny(familyId: string): Promise<boolean>;
  /** Every booking that was ever confirmed, the latest day of care first. */
  listForExport(familyId: string): Promise<ExportedBooking[]>;
  /** Every place in line there ever was, the latest day first. */
  listWaitlistForExport(familyId: string): Promise<ExportedEntry[]>;
  /**
   * Erases bookings, quotes and the children's days, past ones too; every place they hold is given back before.
   * For a family that ends: its children go with it, so no retry can book anew. @throws DomainError retry
   */
  eraseFamily(familyId: string): Promise<void>;
}

/** What the gate of a centre asks. */
export interface BookingsAtGate {
  /** Whether this child is booked at this centre on that civil day of the centre, and not yet over. */
  isExpected(centreId: string, childId: string, date: string): Promise<boolean>;
  /** All of whom that is true, each once. */
  listExpected(centreId: string, date: string): Promise<{ familyId: string; childId: string }[]>;
}

/** Who holds single days of a child at a centre without a care request: an enrolment. `id` is the owner of its claims. */
export type DayHolder = {
  readonly id: string;
  readonly familyId: string;
  readonly childId: string;
  readonly centreId: string;
};

/** A place on one civil day, and the number of the claim that holds it. Numbers of a holder only rise. */
export type DayHeld = {
  readonly date: string;
  /** Null where the child takes none of the group's places for bookings, only its own day. */
  readonly groupId: string | null;
  /** Half hours. */
  readonly slots: number[];
  readonly n: number;
  /** The centre's epoch when the day's rules were asked. */
  readonly epoch: number;
};
/** `places`: the group's usual ones for bookings at that epoch. */
export type DayToHold = DayHeld & { readonly places: number };

/** `busy`: the child is somewhere else then. `closed`: the centre was suspended, or closed that day, since it was read. */
export type DayRefusal = 'busy' | 'full' | 'closed';

/** Places of single days, for features with documents of their own that say which of their claims live. */
export interface PlacesByDay {
  /** Holds the child's day and the group's place; what was held before a refusal stays: release it. Safe to repeat. */
  claim(holder: DayHolder, day: DayToHold): Promise<DayRefusal | null>;
  /** What `claim` would answer now. Holds nothing. */
  look(holder: DayHolder, day: DayToHold): Promise<DayRefusal | null>;
  /** Gives back what this number holds on that day, if anything. Safe at any later time once the claim is dead. */
  release(holder: DayHolder, day: DayHeld): Promise<void>;
}

/** Whose claims are no care request's, for the job that releases dead ones. */
export interface OtherHolders {
  /** Told by the prefix of the owner's id. */
  isOwner(owner: string): boolean;
  /** Of these claims of one roster or child day, the ids of those that live. */
  listAlive(claims: readonly { id: string; owner: string }[], aggregateId: string): Promise<Set<string>>;
}

/** Children at short notice as the inbox of a centre's desk shows them. */
export interface TemporaryAtDesk {
  /** Those that wait for the centre's answer, the earliest deadline first. */
  listWaiting(centreId: string): Promise<{ id: string; askedAt: Date; answerBy: Date }[]>;
}
