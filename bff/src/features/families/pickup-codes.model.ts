import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';

/**
 * Leave for one adult to collect one child on one day. Its digits are worked out from `_id` and a secret whenever they
 * are needed: nothing here leads to them. `_id` is derived from (family, idempotency key). Shard key: familyId.
 */
export type PickupCodeDoc = {
  _id: string;
  familyId: string;
  pickupId: string;
  childId: string;
  on: string;
  issuedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
};

const rememberOverSeconds = 7 * 86_400;

const pickupCodeSchema = new Schema<PickupCodeDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    pickupId: { type: String, required: true },
    childId: { type: String, required: true },
    on: { type: String, required: true },
    issuedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, expires: rememberOverSeconds },
    revokedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw', collection: 'pickupCodes' },
);

/** All codes of an adult, of a child, of an adult for a child and a day, or one code. */
export type CodesMeant =
  | { _id: string }
  | { childId: string }
  | { pickupId: string; childId?: string; on?: string };

export function pickupCodesModel(store: Connection) {
  const codes = store.model('PickupCode', pickupCodeSchema);
  return {
    /** False when this key issued a code before. */
    insert: (code: PickupCodeDoc) => isInserted(() => codes.create([code])),
    find: (familyId: string, id: string) => codes.findOne({ _id: id, familyId }).lean<PickupCodeDoc>(),
    listFrom: (familyId: string, on: string) =>
      codes
        .find({ familyId, on: { $gte: on } })
        .sort({ on: 1, issuedAt: 1, _id: 1 })
        .lean<PickupCodeDoc[]>(),
    /** Those that are revoked or over stay as they are. */
    async revoke(familyId: string, meant: CodesMeant, at: Date): Promise<void> {
      await codes.updateMany(
        { ...meant, familyId, revokedAt: null, expiresAt: { $gt: at } },
        { $set: { revokedAt: at } },
      );
    },
    async eraseAll(familyId: string): Promise<void> {
      await codes.deleteMany({ familyId });
    },
  };
}
