import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { DeletionScope } from './privacy.rules.js';

/**
 * A guardian's wish to be deleted, and the receipt of it. `_id` is derived from (family, guardian): nobody is deleted
 * twice. Shard key: _id.
 */
export type DeletionDoc = {
  _id: string;
  /** Both empty once nothing is left to do: the receipt names nobody, not even by an id. */
  familyId: string | null;
  guardianId: string | null;
  scope: DeletionScope;
  /** Whether the guardian had a place at a desk: what is kept of that stands on the receipt. */
  hadDesk: boolean;
  /** How many steps of its scope are done. */
  step: number;
  upcomingBookings: number;
  requestedAt: Date;
  requestedOn: string;
  doneAt: Date | null;
  isOpen: boolean;
  /** When the job shall look at it again. */
  dueAt: Date;
  forgetAt: Date;
};

const deletionSchema = new Schema<DeletionDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, default: null },
    guardianId: { type: String, default: null },
    scope: { type: String, required: true },
    hadDesk: { type: Boolean, default: false },
    step: { type: Number, required: true },
    upcomingBookings: { type: Number, required: true },
    requestedAt: { type: Date, required: true },
    requestedOn: { type: String, required: true },
    doneAt: { type: Date, default: null },
    isOpen: { type: Boolean, required: true },
    dueAt: { type: Date, required: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'deletions' },
);
deletionSchema.index({ isOpen: 1, dueAt: 1 }, { partialFilterExpression: { isOpen: true } });

export type DeletionsModel = ReturnType<typeof deletionsModel>;

/** Each change is one compare-and-set, so that several processes may carry out the same deletion. */
export function deletionsModel(store: Connection) {
  const deletions = store.model('Deletion', deletionSchema);
  return {
    find: (id: string): Promise<DeletionDoc | null> => deletions.findById(id).lean<DeletionDoc>(),

    /** False when it was asked for before. */
    async add(deletion: DeletionDoc): Promise<boolean> {
      try {
        await deletions.create([deletion]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    listDue: (now: Date, limit: number): Promise<DeletionDoc[]> =>
      deletions
        .find({ isOpen: true, dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<DeletionDoc[]>(),

    /** Deletions that the job should have looked at before that instant. */
    countDueBefore: (at: Date): Promise<number> =>
      deletions.countDocuments({ isOpen: true, dueAt: { $lt: at } }).maxTimeMS(2000),

    /** Notes that the step which `seen` stood before is done. */
    async advance({ _id, scope, step }: DeletionDoc): Promise<void> {
      await deletions.updateOne({ _id, scope, step, doneAt: null }, { $set: { step: step + 1 } });
    },
    /** The other guardian left as well: what began as one guardian's leaving ends the family. */
    async widen({ _id, scope, step }: DeletionDoc): Promise<void> {
      await deletions.updateOne({ _id, scope, step, doneAt: null }, { $set: { scope: 'family', step: 0 } });
    },
    async finish({ _id, scope, step }: DeletionDoc, at: Date, dueAt: Date): Promise<void> {
      await deletions.updateOne({ _id, scope, step, doneAt: null }, { $set: { doneAt: at, dueAt } });
    },
    async close(id: string): Promise<void> {
      await deletions.updateOne({ _id: id }, { $set: { isOpen: false, familyId: null, guardianId: null } });
    },
  };
}
