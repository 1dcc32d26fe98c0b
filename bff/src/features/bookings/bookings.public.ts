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

/** What other features may do with the bookings of one family. Each step may be repeated. */
export interface FamilyBookings {
  /** Confirmed bookings whose care has not begun, of the whole family or of one child. */
  countUpcoming(familyId: string, childId?: string): Promise<number>;
  /**
   * Cancels what `countUpcoming` counts, and gives up attempts that are under way. Decided first, released after
   * (docs/booking-protocol.md). @throws DomainError retry when others kept deciding about the same booking
   */
  cancelUpcoming(familyId: string, childId?: string): Promise<void>;
  /** Every booking that was ever confirmed, the latest day of care first. */
  listForExport(familyId: string): Promise<ExportedBooking[]>;
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

/** Children at short notice as the inbox of a centre's desk shows them. */
export interface TemporaryAtDesk {
  /** Those that wait for the centre's answer, the earliest deadline first. */
  listWaiting(centreId: string): Promise<{ id: string; askedAt: Date; answerBy: Date }[]>;
}
