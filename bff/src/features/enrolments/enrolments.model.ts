import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { type Decision, decide, type Enrolment, type Wish } from './enrolment.rules.js';

/** `_id` is derived from (family, idempotency key). Shard key: _id. */
export type EnrolmentDoc = Enrolment & {
  _id: string;
  rev: number;
  familyId: string;
  childId: string;
  centreId: string;
  centreName: string;
  bodyPrint: string;
  wish: Wish;
  /** YYYY-MM */
  startMonth: string;
  /** As the family asked; what was accepted stands in `placement`. */
  weekdays: number[];
  appliedAt: Date;
  answerBy: Date;
  /** Of (child, centre) while it is open: one at a time. Afterwards of nothing. */
  openMark: string;
  /** The family's own words and its health check, sealed with its key; null once the consent was withdrawn or it is over. */
  sealed: string | null;
  /** What the centre said when it answered, and when it ended. Sealed too. */
  sealedAnswer: string | null;
  sealedEndReason: string | null;
  /** Memberships of who answered and who ended it at the desk. */
  decidedBy: string | null;
};

/** Texts written by the same compare-and-set as a decision. */
export type Texts = Partial<Pick<EnrolmentDoc, 'sealed' | 'sealedAnswer' | 'sealedEndReason' | 'decidedBy'>>;

const mixed = Schema.Types.Mixed;
const enrolmentSchema = new Schema<EnrolmentDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    centreId: { type: String, required: true, index: true },
    centreName: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    state: { type: String, required: true },
    wish: { type: mixed, required: true },
    startMonth: { type: String, required: true },
    weekdays: { type: [Number], required: true },
    appliedAt: { type: Date, required: true },
    answerBy: { type: Date, required: true },
    openMark: { type: String, required: true, unique: true },
    sealed: { type: String, default: null },
    sealedAnswer: { type: String, default: null },
    sealedEndReason: { type: String, default: null },
    decidedBy: { type: String, default: null },
    placement: { type: mixed, default: null },
    isCounted: { type: Boolean, required: true },
    n: { type: Number, required: true },
    days: { type: mixed, required: true },
    attendance: { type: mixed },
    attempt: { type: mixed, default: null },
    owed: { type: mixed, required: true },
    isOwing: { type: Boolean },
    lastDay: { type: String, default: null },
    endedBy: { type: String, default: null },
    endedAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
    overdueAt: { type: Date, default: null },
    inLineWith: { type: String, default: null },
    untold: { type: mixed, required: true },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'enrolments' },
);
enrolmentSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });
// What the job goes through: those that are not over, and those that still have something to give back.
enrolmentSchema.index({ state: 1 });
enrolmentSchema.index({ isOwing: 1 }, { partialFilterExpression: { isOwing: true } });

/** How often an enrolment is read again because somebody else wrote it in between. */
const maxTries = 20;

export type EnrolmentsModel = ReturnType<typeof enrolmentsModel>;

/** Each write is one compare-and-set on `rev`; what it may do is `decide`'s to say. */
export function enrolmentsModel(store: Connection) {
  const enrolments = store.model('Enrolment', enrolmentSchema);
  const rows = enrolments.collection as unknown as mongo.Collection<EnrolmentDoc>;
  const find = async (id: string): Promise<EnrolmentDoc | null> => rows.findOne({ _id: id });

  /**
   * Changes the document as it is by then.
   * @returns it afterwards, and whether this changed it; null when it is gone
   * @throws DomainError retry when others kept writing it
   */
  async function change(
    read: EnrolmentDoc,
    changeOf: (current: EnrolmentDoc) => EnrolmentDoc,
  ): Promise<{ enrolment: EnrolmentDoc; isDecided: boolean } | null> {
    let current: EnrolmentDoc | null = read;
    for (let tries = 0; current; tries += 1) {
      if (tries === maxTries) throw new DomainError('retry');
      const changed: EnrolmentDoc = changeOf(current);
      if (changed === current && tries > 0) return { enrolment: current, isDecided: false };
      if (changed !== current) {
        const next = { ...whileOpen(changed), openMark: markOf(changed), rev: current.rev + 1 };
        const written = await rows.replaceOne({ _id: next._id, rev: current.rev }, next);
        if (written.modifiedCount === 1) return { enrolment: next, isDecided: true };
      }
      // What was given may be old: only what is read here may say that there is nothing to decide.
      current = await find(read._id);
    }
    return null;
  }

  return {
    find,
    decideOn: (read: EnrolmentDoc, decision: Decision, texts: Texts = {}) =>
      change(read, (current) => {
        const decided = decide(current, decision);
        return decided === current ? current : { ...decided, ...texts };
      }),
    /** Of a text alone, made from the one that is there. */
    reseal: (read: EnrolmentDoc, sealedOf: (current: EnrolmentDoc) => string | null) =>
      change(read, (current) => {
        const sealed = sealedOf(current);
        return sealed === current.sealed ? current : { ...current, sealed };
      }),
    findOfFamily: async (familyId: string, id: string): Promise<EnrolmentDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    findOfCentre: async (centreId: string, id: string): Promise<EnrolmentDoc | null> =>
      rows.findOne({ _id: id, centreId }),
    findMany: async (ids: readonly string[]): Promise<EnrolmentDoc[]> =>
      rows.find({ _id: { $in: [...ids] } }).toArray(),
    listOfFamily: async (familyId: string): Promise<EnrolmentDoc[]> =>
      rows.find({ familyId }).sort({ appliedAt: -1, _id: 1 }).toArray(),
    listOfCentre: async (centreId: string): Promise<EnrolmentDoc[]> => rows.find({ centreId }).toArray(),
    /** With a place of its own at this centre on that date, or with one that it had before it was given back. */
    listOfDay: async (centreId: string, date: string): Promise<EnrolmentDoc[]> =>
      rows
        .find({ centreId, state: 'accepted', $or: [{ 'days.date': date }, { 'attendance.date': date }] })
        .toArray(),
    isCheckingIn: async (centreId: string, date: string): Promise<boolean> =>
      (await rows.findOne({
        centreId,
        attendance: { $elemMatch: { date, checkedInAt: { $ne: null } } },
      })) !== null,
    /** Whose day may have to be ended: held until `date`, or checked in and not collected. By id, after `after`. */
    listToSettle: async (date: string, after: string, limit: number): Promise<EnrolmentDoc[]> =>
      rows
        .find({
          _id: { $gt: after },
          $or: [{ state: 'accepted', 'days.date': { $lte: date } }, { 'attendance.state': 'checkedIn' }],
        })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),

    /** False when this key applied before, or another application for this child is open there. */
    async insert(enrolment: EnrolmentDoc): Promise<boolean> {
      try {
        await rows.insertOne({ ...enrolment, openMark: markOf(enrolment) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** What the job may have to see to: everything that is not over, or over and not settled. By id, after `after`. */
    listUnsettled: async (after: string, limit: number): Promise<EnrolmentDoc[]> =>
      rows
        .find({
          _id: { $gt: after },
          $or: [{ state: { $in: ['applied', 'accepted'] } }, { isOwing: true }],
        })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    listUntold: async (limit: number): Promise<EnrolmentDoc[]> =>
      rows.find({ isUntold: true }).limit(limit).toArray(),

    /** For one that was settled; false when it was written meanwhile, or is gone. */
    async eraseEnded({ _id, rev }: EnrolmentDoc): Promise<boolean> {
      const { deletedCount } = await rows.deleteOne({ _id, rev });
      return deletedCount === 1;
    },
  };
}

const isOpen = ({ state }: EnrolmentDoc): boolean => state === 'applied' || state === 'accepted';

function markOf(enrolment: EnrolmentDoc): string {
  return isOpen(enrolment) ? `${enrolment.childId}:${enrolment.centreId}` : `over:${enrolment._id}`;
}

/** What a family wrote about its child is for a centre that may take it in or has done so, and goes with that. */
const whileOpen = (enrolment: EnrolmentDoc): EnrolmentDoc =>
  isOpen(enrolment) ? enrolment : { ...enrolment, sealed: null };
