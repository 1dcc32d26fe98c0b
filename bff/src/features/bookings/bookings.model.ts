import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

type QuoteReply = Reply<'quoteBooking'>;

/** A priced day of care, kept until a while after it ran out. Shard key: familyId. */
export type QuoteDoc = Omit<QuoteReply, 'id' | 'expiresAt' | 'expiresInSeconds' | 'childNickname'> & {
  _id: string;
  familyId: string;
  timeZone: string;
  regionCode: string;
  expiresAt: Date;
  forgetAt: Date;
};

export type BookingStatus = Reply<'getBooking'>['status'];

/** What the booking holds, or wants to hold, under number `n`. */
export type Plan = { rosterId: string; childDayId: string; slots: number[]; n: number };

/** A committed version with the quote that was accepted for it. The list only grows (invariant 9). */
export type Version = { n: number; quote: QuoteDoc; at: Date };

/** `_id` is derived from (family, operation, idempotency key). Shard key: _id. */
export type BookingDoc = {
  _id: string;
  familyId: string;
  childId: string;
  centreId: string;
  groupId: string;
  date: string;
  bodyPrint: string;
  status: BookingStatus;
  n: number;
  plan: Plan[];
  versions: Version[];
  epoch: number;
  quote: QuoteDoc;
  openedAt: Date;
  touchedAt: Date;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  cancelledBy: 'parent' | 'centre' | 'closure' | null;
  /** Why its centre ended it. */
  cancelReason?: string;
  /** Membership of who booked it for the family at a desk; none when the family did itself. */
  bookedBy?: string;
  /** Set by the write that decides what the family has to hear of, removed when that is told. */
  isUntold?: true;
};

const quoteSchema = new Schema<QuoteDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  // Written once from a checked value and never changed: the shape stands in the contract, not twice.
  { versionKey: false, strict: false, collection: 'quotes' },
);
const bookingSchema = new Schema<BookingDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true },
    childId: { type: String, required: true },
    centreId: { type: String, required: true },
    groupId: { type: String, required: true },
    date: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    status: { type: String, required: true },
    n: { type: Number, required: true },
    plan: { type: Schema.Types.Mixed, required: true },
    versions: { type: Schema.Types.Mixed, required: true },
    epoch: { type: Number, required: true },
    quote: { type: Schema.Types.Mixed, required: true },
    openedAt: { type: Date, required: true },
    touchedAt: { type: Date, required: true },
    confirmedAt: { type: Date, default: null },
    cancelledAt: { type: Date, default: null },
    cancelledBy: { type: String, default: null },
    cancelReason: { type: String },
    bookedBy: { type: String },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'bookings' },
);
bookingSchema.index({ familyId: 1, date: -1, _id: -1 });
// What a desk asks: one group on one day, and what its closing ended.
bookingSchema.index({ centreId: 1, date: 1, groupId: 1 });
bookingSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });
bookingSchema.index({ status: 1, touchedAt: 1 }, { partialFilterExpression: { status: 'pending' } });

/** A centre's decision about what was booked. */
export type Ending = { by: 'centre' | 'closure'; reason: string };

export type BookingsModel = ReturnType<typeof bookingsModel>;

/** Each write here is one compare-and-set; its boolean says whether it was this one that decided. */
export function bookingsModel(store: Connection) {
  const quotes = store.model('Quote', quoteSchema);
  const bookings = store.model('Booking', bookingSchema);
  // Booking goes by the driver itself: what the service just made need not be cast field by field again.
  const rows = bookings.collection as unknown as mongo.Collection<BookingDoc>;
  const quoteRows = quotes.collection as unknown as mongo.Collection<QuoteDoc>;

  async function decide(
    filter: mongo.Filter<BookingDoc>,
    change: mongo.UpdateFilter<BookingDoc>,
  ): Promise<boolean> {
    const written = await rows.updateOne(filter, change);
    return written.modifiedCount === 1;
  }

  return {
    async addQuote(quote: QuoteDoc): Promise<void> {
      await quoteRows.insertOne(quote);
    },
    findQuote: async (familyId: string, id: string): Promise<QuoteDoc | null> =>
      quoteRows.findOne({ _id: id, familyId }),

    find: async (id: string): Promise<BookingDoc | null> => rows.findOne({ _id: id }),
    findOfFamily: async (familyId: string, id: string): Promise<BookingDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    findMany: async (ids: readonly string[]): Promise<BookingDoc[]> =>
      bookings.find({ _id: { $in: ids } }).lean<BookingDoc[]>(),

    /** One of possibly several bookings of that day whose child may be there or come. */
    findExpected: async (centreId: string, childId: string, date: string): Promise<BookingDoc | null> =>
      rows.findOne({ centreId, childId, date, status: { $in: ['confirmed', 'checkedIn'] } }),

    listExpected: async (centreId: string, date: string): Promise<BookingDoc[]> =>
      bookings.find({ centreId, date, status: { $in: ['confirmed', 'checkedIn'] } }).lean<BookingDoc[]>(),

    /** False when a booking with this derived id is there already. */
    async insertPending(booking: BookingDoc): Promise<boolean> {
      try {
        await rows.insertOne(booking);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** A retry of an abandoned attempt takes a new number: numbers are never reused. */
    reopen: (id: string, from: number, plan: Plan[], epoch: number, at: Date) =>
      decide(
        { _id: id, status: 'abandoned', n: from },
        { $set: { status: 'pending', n: from + 1, plan, epoch, touchedAt: at } },
      ),
    /** The commit point. */
    confirm: (id: string, version: Version, isUntold: boolean) =>
      decide(
        { _id: id, status: 'pending', n: version.n },
        {
          $set: {
            ...{ status: 'confirmed', confirmedAt: version.at, touchedAt: version.at },
            ...(isUntold && { isUntold }),
          },
          $push: { versions: version },
        },
      ),
    abandon: (id: string, n: number, at: Date) =>
      decide({ _id: id, status: 'pending', n }, { $set: { status: 'abandoned', touchedAt: at } }),
    /** By its family. */
    cancel: (id: string, at: Date) =>
      decide(
        { _id: id, status: 'confirmed' },
        { $set: { status: 'cancelled', cancelledAt: at, cancelledBy: 'parent', touchedAt: at } },
      ),
    /** By its centre, which closes a day (`centre`) or altogether (`closure`): the family has to hear of it. */
    cancelForFamily: (id: string, { by, reason }: Ending, at: Date) =>
      decide(
        { _id: id, status: 'confirmed' },
        {
          $set: {
            ...{ status: 'cancelled', cancelledAt: at, cancelledBy: by, touchedAt: at },
            ...{ cancelReason: reason, isUntold: true },
          },
        },
      ),
    /** Only while the booking stands as it was told: what was decided since has to be told too. */
    markTold: (id: string, status: BookingStatus) =>
      decide({ _id: id, status }, { $unset: { isUntold: '' } }),
    listUntold: async (limit: number): Promise<BookingDoc[]> =>
      bookings.find({ isUntold: true }).limit(limit).lean<BookingDoc[]>(),

    /** One group's day as its desk sees it, without attempts that came to nothing and what was cancelled. */
    listOfGroup: async (centreId: string, date: string, groupId: string): Promise<BookingDoc[]> =>
      bookings
        .find({ centreId, date, groupId, status: { $nin: ['abandoned', 'cancelled'] } })
        .lean<BookingDoc[]>(),
    countConfirmedOn: async (centreId: string, dates: readonly string[]): Promise<number> =>
      bookings.countDocuments({ centreId, date: { $in: dates }, status: 'confirmed' }),
    countEndedByCentre: async (centreId: string, date: string, since: Date): Promise<number> =>
      bookings.countDocuments({ centreId, date, cancelledBy: 'centre', cancelledAt: { $gte: since } }),

    listPendingBefore: async (before: Date, limit: number): Promise<BookingDoc[]> =>
      bookings
        .find({ status: 'pending', touchedAt: { $lt: before } })
        .sort({ touchedAt: 1 })
        .limit(limit)
        .lean<BookingDoc[]>(),

    /** Bookings that were ever confirmed, latest day of care first, after the cursor's (date, id). */
    listOfFamily: async (
      familyId: string,
      after: { date: string; id: string } | null,
      limit: number,
    ): Promise<BookingDoc[]> =>
      bookings
        .find({
          familyId,
          confirmedAt: { $ne: null },
          ...(after
            ? { $or: [{ date: { $lt: after.date } }, { date: after.date, _id: { $lt: after.id } }] }
            : {}),
        })
        .sort({ date: -1, _id: -1 })
        .limit(limit)
        .lean<BookingDoc[]>(),
    listConfirmedOfFamily: async (familyId: string): Promise<BookingDoc[]> =>
      bookings
        .find({ familyId, confirmedAt: { $ne: null } })
        .sort({ date: -1, _id: -1 })
        .lean<BookingDoc[]>(),
    /** Those that hold a place or are about to, of the whole family or of one child. */
    listHeldOfFamily: async (familyId: string, childId?: string): Promise<BookingDoc[]> =>
      bookings
        .find({ familyId, status: { $in: ['pending', 'confirmed'] }, ...(childId ? { childId } : {}) })
        .lean<BookingDoc[]>(),
    listAllOfFamily: async (familyId: string): Promise<BookingDoc[]> =>
      bookings.find({ familyId }).lean<BookingDoc[]>(),

    /** Erases a booking that holds nothing; false when it is alive, or gone already. */
    async eraseEnded(id: string): Promise<boolean> {
      const status = { $nin: ['pending', 'confirmed', 'checkedIn'] satisfies BookingStatus[] };
      const { deletedCount } = await bookings.deleteOne({ _id: id, status });
      return deletedCount === 1;
    },
    async eraseQuotes(familyId: string): Promise<void> {
      await quotes.deleteMany({ familyId });
    },
  };
}
