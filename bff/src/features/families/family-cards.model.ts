import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';

/**
 * A printed card. Its secret is worked out from `_id` whenever it is needed: nothing here leads to it. `_id` is derived
 * from (family, idempotency key). Shard key: familyId.
 */
export type FamilyCardDoc = {
  _id: string;
  familyId: string;
  issuedAt: Date;
  lastUsedAt: Date | null;
  /** Kept for a while after, so that a repeated revocation answers the same. */
  revokedAt: Date | null;
};

const rememberRevokedSeconds = 30 * 86_400;

const familyCardSchema = new Schema<FamilyCardDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    issuedAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null, expires: rememberRevokedSeconds },
  },
  { versionKey: false, strict: 'throw', collection: 'familyCards' },
);

export function familyCardsModel(store: Connection) {
  const cards = store.model('FamilyCard', familyCardSchema);
  return {
    /** False when this key issued a card before. */
    insert: (card: FamilyCardDoc) => isInserted(() => cards.create([card])),
    /** Revoked or not. */
    find: (familyId: string, id: string) => cards.findOne({ _id: id, familyId }).lean<FamilyCardDoc>(),
    list: (familyId: string) =>
      cards.find({ familyId, revokedAt: null }).sort({ issuedAt: 1, _id: 1 }).lean<FamilyCardDoc[]>(),
    count: (familyId: string) => cards.countDocuments({ familyId, revokedAt: null }),
    /** Notes that a desk was shown it; null when it is revoked, or none. */
    use: (id: string, at: Date) =>
      cards
        .findOneAndUpdate({ _id: id, revokedAt: null }, { $set: { lastUsedAt: at } })
        .lean<FamilyCardDoc>(),
    async revoke(familyId: string, id: string, at: Date): Promise<void> {
      await cards.updateOne({ _id: id, familyId, revokedAt: null }, { $set: { revokedAt: at } });
    },
    /** Takes back what was just inserted. */
    async takeBack(familyId: string, id: string): Promise<void> {
      await cards.deleteOne({ _id: id, familyId });
    },
    async eraseAll(familyId: string): Promise<void> {
      await cards.deleteMany({ familyId });
    },
  };
}
