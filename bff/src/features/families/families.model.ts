import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

/** A child of a family. `_id` is derived from (family, idempotency key). Shard key: familyId. */
export type ChildDoc = {
  _id: string;
  familyId: string;
  nickname: string;
  birthOn: string;
  sex?: 'girl' | 'boy';
  addedAt: Date;
  bodyPrint: string;
};

const childSchema = new Schema<ChildDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    nickname: { type: String, required: true },
    birthOn: { type: String, required: true },
    sex: { type: String },
    addedAt: { type: Date, required: true },
    bodyPrint: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'children' },
);

export type FamiliesModel = ReturnType<typeof familiesModel>;

export function familiesModel(store: Connection) {
  const children = store.model('Child', childSchema);
  return {
    /** Inserts the child, or answers the one that this key made before. */
    async addChild(child: ChildDoc): Promise<ChildDoc> {
      try {
        await children.create([child]);
        return child;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const kept = await children.findOne({ _id: child._id, familyId: child.familyId }).lean<ChildDoc>();
        if (!kept) throw error;
        return kept;
      }
    },
    countChildren: (familyId: string) => children.countDocuments({ familyId }),
    listChildren: (familyId: string) =>
      children.find({ familyId }).sort({ addedAt: 1, _id: 1 }).lean<ChildDoc[]>(),
    /** Null alike for a child of another family and for none at all. By the driver itself: every booking asks. */
    findChild: (familyId: string, childId: string) =>
      children.collection.findOne<ChildDoc>({ _id: childId as never, familyId }),
  };
}
