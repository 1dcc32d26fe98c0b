import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';

type Shown = Reply<'requestFeeReduction'>;

/** What is sealed of a request. The kind too: that a child is in need is nobody's to read. */
export type FeeReductionFacts = { kind: Shown['kind']; note: string | null };

/** A request for a lower fee. `_id` is derived from (family, idempotency key). Shard key: familyId. */
export type FeeReductionDoc = {
  _id: string;
  familyId: string;
  childId: string;
  sealed: string;
  bodyPrint: string;
  state: 'requested';
  /** Keyed mark of (child, kind): one open request for each. */
  openMark: string;
  requestedAt: Date;
};

const feeReductionSchema = new Schema<FeeReductionDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    sealed: { type: String, required: true },
    bodyPrint: { type: String, required: true },
    state: { type: String, required: true },
    openMark: { type: String, required: true, unique: true },
    requestedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'feeReductions' },
);

export function feeReductionsModel(store: Connection) {
  const reductions = store.model('FeeReduction', feeReductionSchema);
  return {
    /** False when this key asked before, or a request of this kind is open for the child. */
    insert: (reduction: FeeReductionDoc) => isInserted(() => reductions.create([reduction])),
    find: (familyId: string, id: string) => reductions.findOne({ _id: id, familyId }).lean<FeeReductionDoc>(),
    list: (familyId: string) =>
      reductions.find({ familyId }).sort({ requestedAt: 1, _id: 1 }).lean<FeeReductionDoc[]>(),
    async eraseOfChild(familyId: string, childId: string): Promise<void> {
      await reductions.deleteMany({ familyId, childId });
    },
    async eraseAll(familyId: string): Promise<void> {
      await reductions.deleteMany({ familyId });
    },
  };
}
