import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';

/** What is sealed of an adult who may collect. */
export type PickupFacts = { name: string; phone: string };

/** An adult who may collect the children. `_id` is derived from (family, idempotency key). Shard key: familyId. */
export type PickupDoc = {
  _id: string;
  familyId: string;
  relation: Reply<'addPickup'>['relation'];
  /** `PickupFacts`; null once removed. */
  sealed: string | null;
  bodyPrint: string;
  addedAt: Date;
  /** Kept for a while after, as with children. */
  removedAt: Date | null;
};

const rememberRemovedSeconds = 30 * 86_400;

const pickupSchema = new Schema<PickupDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    relation: { type: String, required: true },
    sealed: { type: String, default: null },
    bodyPrint: { type: String, required: true },
    addedAt: { type: Date, required: true },
    removedAt: { type: Date, default: null, expires: rememberRemovedSeconds },
  },
  { versionKey: false, strict: 'throw', collection: 'pickups' },
);

export function pickupsModel(store: Connection) {
  const pickups = store.model('Pickup', pickupSchema);
  return {
    /** False when this key named somebody before. */
    insert: (pickup: PickupDoc) => isInserted(() => pickups.create([pickup])),
    /** Removed or not. */
    find: (familyId: string, id: string) => pickups.findOne({ _id: id, familyId }).lean<PickupDoc>(),
    list: (familyId: string) =>
      pickups.find({ familyId, removedAt: null }).sort({ addedAt: 1, _id: 1 }).lean<PickupDoc[]>(),
    count: (familyId: string) => pickups.countDocuments({ familyId, removedAt: null }),
    async remove(familyId: string, id: string, at: Date): Promise<void> {
      await pickups.updateOne(
        { _id: id, familyId, removedAt: null },
        { $set: { sealed: null, removedAt: at } },
      );
    },
    async takeBack(familyId: string, id: string): Promise<void> {
      await pickups.deleteOne({ _id: id, familyId });
    },
    async eraseAll(familyId: string): Promise<void> {
      await pickups.deleteMany({ familyId });
    },
  };
}
