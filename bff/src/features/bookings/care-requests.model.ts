import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { insertTogether } from '../../lib/together.js';
import {
  type BookedDay,
  type CareRequest,
  type Decision,
  decide,
  isAhead,
  isHolding,
  type Stay,
} from './care-request.rules.js';
import type { QuoteDoc } from './prices.rules.js';

/** `_id` is derived from (family, operation, idempotency key). Shard key: _id. */
export type CareRequestDoc = CareRequest & {
  _id: string;
  rev: number;
  familyId: string;
  centreId: string;
  bodyPrint: string;
  /** What is being asked for; what was accepted stands in `versions`. */
  quote: QuoteDoc;
  openedAt: Date;
  touchedAt: Date;
  /** Membership of who booked it for the family at a desk; none when the family did itself. */
  bookedBy?: string;
  /** The first of its days that holds a place: by it jobs find what is due. Absent while none does. */
  nextOn?: string;
  /** The first of its days that a symptom is kept of. */
  symptomOn?: string;
};

/** Where a stay of this request is. */
export function centreOf(
  { centreId }: Pick<CareRequestDoc, 'centreId'>,
  stay: Pick<Stay, 'centreId'>,
): string {
  return stay.centreId ?? centreId;
}

const requestSchema = new Schema<CareRequestDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    centreId: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    status: { type: String, required: true },
    n: { type: Number, required: true },
    days: { type: Schema.Types.Mixed, required: true },
    versions: { type: Schema.Types.Mixed, required: true },
    quote: { type: Schema.Types.Mixed, required: true },
    openedAt: { type: Date, required: true },
    touchedAt: { type: Date, required: true },
    confirmedAt: { type: Date, default: null },
    bookedBy: { type: String },
    isUntold: { type: Boolean },
    nextOn: { type: String },
    symptomOn: { type: String },
    waitsUntil: { type: Date },
  },
  { versionKey: false, strict: 'throw', collection: 'careRequests' },
);
// What a desk asks: one day of its centre; and the few bookings that came to it from another centre.
requestSchema.index({ centreId: 1, 'days.date': 1 });
requestSchema.index({ 'days.centreId': 1 }, { sparse: true });
requestSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });
requestSchema.index({ 'days.change.openedAt': 1 }, { sparse: true });
requestSchema.index({ nextOn: 1, _id: 1 }, { partialFilterExpression: { nextOn: { $exists: true } } });
requestSchema.index({ symptomOn: 1 }, { partialFilterExpression: { symptomOn: { $exists: true } } });
// What waits for its centre: for its desk, and for the job that ends what nobody answered.
requestSchema.index(
  { centreId: 1, waitsUntil: 1 },
  { partialFilterExpression: { waitsUntil: { $exists: true } } },
);
requestSchema.index({ waitsUntil: 1 }, { partialFilterExpression: { waitsUntil: { $exists: true } } });
requestSchema.index({ status: 1, touchedAt: 1 }, { partialFilterExpression: { status: 'pending' } });

/** How often a request is read again because somebody else wrote it in between. */
const maxTries = 20;

export type CareRequestsModel = ReturnType<typeof careRequestsModel>;

/** Each write here is one compare-and-set on `rev`; what it may do is `decide`'s to say. */
export function careRequestsModel(store: Connection, now: () => Date) {
  const requests = store.model('CareRequest', requestSchema);
  // Booking goes by the driver itself: what the service just made need not be cast field by field again.
  const rows = requests.collection as unknown as mongo.Collection<CareRequestDoc>;

  const insert = insertTogether((docs: CareRequestDoc[]) =>
    rows.insertMany(docs as never, { ordered: false }),
  );
  const find = async (id: string): Promise<CareRequestDoc | null> => rows.findOne({ _id: id });

  /**
   * Takes a decision, on the request as it is by then.
   * @returns the request after it, and whether it was this decision that changed it from what it was before; null when
   *   it is gone
   * @throws DomainError retry when others kept writing it
   */
  async function decideOn(
    request: CareRequestDoc,
    decision: Decision,
  ): Promise<{ request: CareRequestDoc; before: CareRequestDoc; isDecided: boolean } | null> {
    let current: CareRequestDoc | null = request;
    for (let tries = 0; current; tries += 1) {
      if (tries === maxTries) throw new DomainError('retry');
      const decided: CareRequestDoc = decide(current, decision);
      if (decided === current && tries > 0) return { request: current, before: current, isDecided: false };
      if (decided !== current) {
        const next = withDueDays({ ...decided, rev: current.rev + 1, touchedAt: now() });
        if (await swap(current, next)) return { request: next, before: current, isDecided: true };
      }
      // What was given may be old: only what is read here may say that there is nothing to decide.
      current = await find(request._id);
    }
    return null;
  }

  async function swap(read: CareRequestDoc, next: CareRequestDoc): Promise<boolean> {
    const written = await rows.replaceOne({ _id: read._id, rev: read.rev }, next);
    return written.modifiedCount === 1;
  }

  return {
    find,
    decideOn,
    findOfFamily: async (familyId: string, id: string): Promise<CareRequestDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    findMany: async (ids: readonly string[]): Promise<CareRequestDoc[]> =>
      rows.find({ _id: { $in: [...ids] } }).toArray(),

    /** False when a request with this derived id is there already. */
    async insertPending(request: CareRequestDoc): Promise<boolean> {
      try {
        await insert(request);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** Only while the request stands as it was told: what was decided since has to be told too. */
    markTold: async ({ _id, rev }: CareRequestDoc): Promise<boolean> => {
      const told = await rows.updateOne({ _id, rev }, { $unset: { isUntold: '' }, $inc: { rev: 1 } });
      return told.modifiedCount === 1;
    },
    listUntold: async (limit: number): Promise<CareRequestDoc[]> =>
      rows.find({ isUntold: true }).limit(limit).toArray(),
    listPendingBefore: async (before: Date, limit: number): Promise<CareRequestDoc[]> =>
      rows
        .find({ status: 'pending', touchedAt: { $lt: before } })
        .sort({ touchedAt: 1 })
        .limit(limit)
        .toArray(),
    /** Those of which a booking began to try another stay before that instant, and did not come to an end. */
    listChangingSince: async (before: Date, limit: number): Promise<CareRequestDoc[]> =>
      rows
        .find({ 'days.change.openedAt': { $lt: before } })
        .limit(limit)
        .toArray(),

    /** Requests with a day up to that date that still holds a place, by that day and id, those after `after`. */
    listDueUntil: async (date: string, after: Due | null, limit: number): Promise<CareRequestDoc[]> =>
      rows
        .find({ nextOn: { $lte: date }, ...(after && isLater(after)) } as mongo.Filter<CareRequestDoc>)
        .sort({ nextOn: 1, _id: 1 })
        .limit(limit)
        .toArray(),
    /** The oldest first. */
    listSymptomsUntil: async (date: string, limit: number): Promise<CareRequestDoc[]> =>
      rows
        .find({ symptomOn: { $lte: date } })
        .sort({ symptomOn: 1 })
        .limit(limit)
        .toArray(),
    /** Requests with a day that waits for this centre, the first deadline first. */
    listWaiting: async (centreId: string, limit: number): Promise<CareRequestDoc[]> =>
      rows
        .find({ centreId, waitsUntil: { $exists: true } })
        .sort({ waitsUntil: 1 })
        .limit(limit)
        .toArray(),
    /** Those of all centres whose deadline has passed. */
    listWaitingBefore: async (now: Date, limit: number): Promise<CareRequestDoc[]> =>
      rows
        .find({ waitsUntil: { $lte: now } })
        .sort({ waitsUntil: 1 })
        .limit(limit)
        .toArray(),

    /** Days of care at this centre on that date, whatever became of them. */
    async listOfDay(centreId: string, date: string): Promise<{ request: CareRequestDoc; day: BookedDay }[]> {
      const [asked, brought] = await Promise.all([
        rows.find({ centreId, 'days.date': date }).toArray(),
        rows.find({ 'days.centreId': centreId, 'days.date': date }).toArray(),
      ]);
      const requests = new Map([...asked, ...brought].map((request) => [request._id, request]));
      return [...requests.values()].flatMap((request) =>
        request.days
          .filter((day) => day.date === date && centreOf(request, day) === centreId)
          .map((day) => ({ request, day })),
      );
    },
    listOfFamily: async (familyId: string): Promise<CareRequestDoc[]> => rows.find({ familyId }).toArray(),

    /** Erases a request that can't come to anything any more; false when it can, was written meanwhile, or is gone. */
    async eraseEnded({ _id, rev, status, days }: CareRequestDoc): Promise<boolean> {
      if (status === 'pending' || (status === 'confirmed' && days.some(isAhead))) return false;
      const { deletedCount } = await rows.deleteOne({ _id, rev });
      return deletedCount === 1;
    },
  };
}

export type Due = Pick<CareRequestDoc, '_id' | 'nextOn'>;

function isLater({ nextOn = '', _id }: Due) {
  return { $or: [{ nextOn: { $gt: nextOn } }, { nextOn, _id: { $gt: _id } }] };
}

/** With the days that jobs find it by; written with what they are worked out from, so never behind it. */
function withDueDays({ nextOn: _next, symptomOn: _symptom, ...request }: CareRequestDoc): CareRequestDoc {
  const isLive = request.status === 'confirmed';
  const nextOn = firstDate(request.days.filter((day) => isLive && isHolding(day)));
  const symptomOn = firstDate(request.days.filter(({ absence }) => absence?.sealed !== undefined));
  return { ...request, ...(nextOn && { nextOn }), ...(symptomOn && { symptomOn }) };
}

function firstDate(days: readonly { date: string }[]): string | undefined {
  return days.map(({ date }) => date).sort()[0];
}
