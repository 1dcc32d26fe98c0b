import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';
import { readTogether } from '../../lib/together.js';

/** What is sealed of a child. */
export type ChildFacts = { nickname: string; birthOn: string; sex?: 'girl' | 'boy' };

/** A child of a family. `_id` is derived from (family, idempotency key). Shard key: familyId. */
export type ChildDoc = {
  _id: string;
  familyId: string;
  /** `ChildFacts`; null once the child is removed, so that nothing of it is left. */
  sealed: string | null;
  bodyPrint: string;
  addedAt: Date;
  /** Kept for a while after, so that a repeated removal answers the same and a late retry makes no new child. */
  removedAt: Date | null;
  /** When what hung on the removed child had ended too. */
  clearedAt: Date | null;
};

const rememberRemovedSeconds = 30 * 86_400;

const childSchema = new Schema<ChildDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    sealed: { type: String, default: null },
    bodyPrint: { type: String, required: true },
    addedAt: { type: Date, required: true },
    removedAt: { type: Date, default: null, expires: rememberRemovedSeconds },
    clearedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw', collection: 'children' },
);

/** Every question names the family: another family's child and none at all are the same null. */
export function childrenModel(store: Connection) {
  const children = store.model('Child', childSchema);
  const rows = children.collection as unknown as mongo.Collection<ChildDoc>;
  const read = readTogether(
    (asked: readonly Pick<ChildDoc, 'familyId' | '_id'>[]) =>
      rows
        .find({
          familyId: { $in: asked.map((one) => one.familyId) },
          _id: { $in: asked.map(({ _id }) => _id) },
        })
        .toArray(),
    ({ _id }) => _id,
  );
  return {
    /** False when this key made a child before. */
    insert: (child: ChildDoc) => isInserted(() => children.create([child])),
    /** The child, removed or not. By the driver itself: every booking asks. */
    async find(familyId: string, id: string): Promise<ChildDoc | null> {
      const child = await read({ familyId, _id: id });
      return child?.familyId === familyId ? child : null;
    },
    list: (familyId: string) =>
      children.find({ familyId, removedAt: null }).sort({ addedAt: 1, _id: 1 }).lean<ChildDoc[]>(),
    /** Ids of families after that one, each once; at least one while there are any. */
    async listFamilies(after: string, limit: number): Promise<string[]> {
      const rows = await children
        .find({ familyId: { $gt: after }, removedAt: null }, { familyId: 1 })
        .sort({ familyId: 1 })
        .limit(limit)
        .lean<Pick<ChildDoc, 'familyId'>[]>();
      return [...new Set(rows.map(({ familyId }) => familyId))];
    },
    count: (familyId: string) => children.countDocuments({ familyId, removedAt: null }),
    /** Removed children of whom something may still stand. */
    listUncleared: (familyId: string) =>
      children.find({ familyId, removedAt: { $ne: null }, clearedAt: null }).lean<ChildDoc[]>(),
    /** False when the child was removed meanwhile. */
    async reseal(familyId: string, id: string, sealed: string): Promise<boolean> {
      const filter = { _id: id, familyId, removedAt: null };
      return (await children.updateOne(filter, { $set: { sealed } })).matchedCount === 1;
    },
    async remove(familyId: string, id: string, at: Date): Promise<void> {
      await children.updateOne(
        { _id: id, familyId, removedAt: null },
        { $set: { sealed: null, removedAt: at } },
      );
    },
    async markCleared(familyId: string, id: string, at: Date): Promise<void> {
      await children.updateOne({ _id: id, familyId }, { $set: { clearedAt: at } });
    },
    /** Takes back what was just inserted. */
    async takeBack(familyId: string, id: string): Promise<void> {
      await children.deleteOne({ _id: id, familyId });
    },
    async eraseAll(familyId: string): Promise<void> {
      await children.deleteMany({ familyId });
    },
  };
}
