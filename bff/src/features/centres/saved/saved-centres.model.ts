import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../../lib/duplicate-key.js';
import type { Filing } from '../centres.public.js';

/**
 * A centre that a family saved. It stands on one of the family's numbered shelves (`_id` is `family:shelf`), so that no
 * race and no crash can leave more than there are shelves. Shard key: familyId.
 */
export type SavedCentreDoc = {
  _id: string;
  familyId: string;
  shelf: number;
  centreId: string;
  savedAt: Date;
  /** As it was then, to tell that it became another. */
  filingStatus: Filing['status'];
};

const savedCentreSchema = new Schema<SavedCentreDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true },
    shelf: { type: Number, required: true },
    centreId: { type: String, required: true },
    savedAt: { type: Date, required: true },
    filingStatus: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'savedCentres' },
);
savedCentreSchema.index({ familyId: 1, centreId: 1 }, { unique: true });

export type SavedCentresModel = ReturnType<typeof savedCentresModel>;

export function savedCentresModel(store: Connection) {
  const saved = store.model('SavedCentre', savedCentreSchema);
  return {
    /** The last saved first. */
    list: (familyId: string): Promise<SavedCentreDoc[]> =>
      saved.find({ familyId }).sort({ savedAt: -1, shelf: -1 }).lean<SavedCentreDoc[]>(),

    /** False when the shelf is taken, or the centre stands on another one already. */
    async insert(doc: Omit<SavedCentreDoc, '_id'>): Promise<boolean> {
      try {
        await saved.create([{ _id: `${doc.familyId}:${doc.shelf}`, ...doc }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async remove(familyId: string, centreId: string): Promise<void> {
      await saved.deleteOne({ familyId, centreId });
    },
    async eraseAll(familyId: string): Promise<void> {
      await saved.deleteMany({ familyId });
    },
  };
}
