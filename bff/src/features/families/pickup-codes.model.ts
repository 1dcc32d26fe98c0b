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
  /** How often a desk read digits for it. */
  tries: number;
  usedAt: Date | null;
  /** The membership at whose desk it was used, and a mark of the request: that one may ask again. */
  usedBy: string | null;
  usedMark: string | null;
  /** Where that was, as the centre was called then. */
  usedPlaceName?: string;
  /** Set by the use, removed when the family was told of it. */
  isUntold?: true;
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
    tries: { type: Number, default: 0 },
    usedAt: { type: Date, default: null },
    usedBy: { type: String, default: null },
    usedMark: { type: String, default: null },
    usedPlaceName: { type: String },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'pickupCodes' },
);
pickupCodeSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });

/** One handing over: when, at whose desk, and the mark of the request. */
export type Use = { at: Date; by: string; placeName: string; mark: string | null };

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
    /** Of any family: for a desk that was shown it. */
    findShown: (id: string) => codes.findById(id).lean<PickupCodeDoc>(),
    /** Those of these children on that day that were not recalled. */
    listOfDay: (children: readonly { familyId: string; childId: string }[], on: string) =>
      codes
        .find({
          familyId: { $in: [...new Set(children.map(({ familyId }) => familyId))] },
          childId: { $in: children.map(({ childId }) => childId) },
          ...{ on, revokedAt: null },
        })
        .lean<PickupCodeDoc[]>(),
    /** Counts one try before anything is compared; false when there were `most`. */
    async takeTry(id: string, most: number): Promise<boolean> {
      const filter = { _id: id, tries: { $lt: most } };
      return (await codes.updateOne(filter, { $inc: { tries: 1 } })).matchedCount === 1;
    },
    /** The one moment of handing over; false when it was used or recalled before. */
    async use(id: string, { at, by, placeName, mark }: Use): Promise<boolean> {
      const filter = { _id: id, usedAt: null, revokedAt: null, expiresAt: { $gt: at } };
      const used = { usedAt: at, usedBy: by, usedMark: mark, usedPlaceName: placeName, isUntold: true };
      return (await codes.updateOne(filter, { $set: used })).matchedCount === 1;
    },
    listUntold: (limit: number) => codes.find({ isUntold: true }).limit(limit).lean<PickupCodeDoc[]>(),
    async markTold(id: string): Promise<void> {
      await codes.updateOne({ _id: id }, { $unset: { isUntold: '' } });
    },
    listFrom: (familyId: string, on: string) =>
      codes
        .find({ familyId, on: { $gte: on } })
        .sort({ on: 1, issuedAt: 1, _id: 1 })
        .lean<PickupCodeDoc[]>(),
    /** Those that are used, revoked or over stay as they are. */
    async revoke(familyId: string, meant: CodesMeant, at: Date): Promise<void> {
      await codes.updateMany(
        { ...meant, familyId, usedAt: null, revokedAt: null, expiresAt: { $gt: at } },
        { $set: { revokedAt: at } },
      );
    },
    async eraseAll(familyId: string): Promise<void> {
      await codes.deleteMany({ familyId });
    },
  };
}
