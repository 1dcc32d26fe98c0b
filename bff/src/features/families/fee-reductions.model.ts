import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';

type Shown = Reply<'requestFeeReduction'>;

/** What is sealed of a request. The kind too: that a child is in need is nobody's to read. */
export type FeeReductionFacts = { kind: Shown['kind']; note: string | null };

/** What a desk decided. The reason is sealed with the family's key, as all that is told to it. */
export type Decision = {
  state: 'granted' | 'refused';
  sealedReason: string | null;
  decidedAt: Date;
  /** The membership of the officer. */
  decidedBy: string;
};

/** A request for a lower fee. `_id` is derived from (family, idempotency key). Shard key: familyId. */
export type FeeReductionDoc = {
  _id: string;
  familyId: string;
  childId: string;
  sealed: string;
  bodyPrint: string;
  /** Whose officers decide, so that they find it; null for requests from before districts decided. */
  districtCode: string | null;
  districtName: string | null;
  proofs: number;
  state: 'requested' | Decision['state'];
  /** Keyed mark of (child, kind): one for each that is open or granted. A refused one may be asked for again. */
  openMark: string;
  requestedAt: Date;
  answerBy: Date | null;
  /** Set by the decision, removed when the family was told of it. */
  isUntold?: true;
} & { [K in keyof Omit<Decision, 'state'>]: Decision[K] | null };

const feeReductionSchema = new Schema<FeeReductionDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    sealed: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    districtCode: { type: String, default: null },
    districtName: { type: String, default: null },
    proofs: { type: Number, default: 0 },
    state: { type: String, required: true },
    openMark: { type: String, required: true, unique: true },
    requestedAt: { type: Date, required: true },
    answerBy: { type: Date, default: null },
    sealedReason: { type: String, default: null },
    decidedAt: { type: Date, default: null },
    decidedBy: { type: String, default: null },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'feeReductions' },
);
feeReductionSchema.index({ districtCode: 1, state: 1, answerBy: 1 });
feeReductionSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });

/** More than any officer reads at once; the earliest deadlines come first. */
const mostListed = 200;

export function feeReductionsModel(store: Connection) {
  const reductions = store.model('FeeReduction', feeReductionSchema);
  return {
    /** False when this key asked before, or a request of this kind is open for the child. */
    insert: (reduction: FeeReductionDoc) => isInserted(() => reductions.create([reduction])),
    find: (familyId: string, id: string) => reductions.findOne({ _id: id, familyId }).lean<FeeReductionDoc>(),
    list: (familyId: string, childId?: string) =>
      reductions
        .find({ familyId, ...(childId === undefined ? {} : { childId }) })
        .sort({ requestedAt: 1, _id: 1 })
        .lean<FeeReductionDoc[]>(),
    async erase(familyId: string, id: string): Promise<void> {
      await reductions.deleteOne({ _id: id, familyId });
    },

    /** Another district's request and none at all are the same null. */
    findInDistrict: (districtCode: string, id: string) =>
      reductions.findOne({ _id: id, districtCode }).lean<FeeReductionDoc>(),
    listOpen: (districtCode: string) =>
      reductions
        .find({ districtCode, state: 'requested' })
        .sort({ answerBy: 1, _id: 1 })
        .limit(mostListed)
        .lean<FeeReductionDoc[]>(),
    /** False when somebody decided before. Decided, it is untold. */
    async decide(districtCode: string, id: string, decision: Decision): Promise<boolean> {
      const isOver = decision.state === 'refused' ? { openMark: `refused:${id}` } : {};
      const written = await reductions.updateOne(
        { _id: id, districtCode, state: 'requested' },
        { $set: { ...decision, ...isOver, isUntold: true } },
      );
      return written.matchedCount === 1;
    },
    listUntold: (limit: number) => reductions.find({ isUntold: true }).limit(limit).lean<FeeReductionDoc[]>(),
    async markTold(id: string): Promise<void> {
      await reductions.updateOne({ _id: id }, { $unset: { isUntold: '' } });
    },
  };
}
