import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

/**
 * A guardian, found by the blind index of its phone, of its WeChat openid, or of both. This document alone says which
 * family it belongs to. Not sharded: both indexes are unique among all guardians, and ten million are some 3 GB.
 */
export type GuardianDoc = {
  _id: string;
  familyId: string;
  phoneIndex?: string;
  wechatIndex?: string;
  /** The number, sealed with the family’s key. Null until it is given, and for a moment after the first sign-in. */
  sealedPhone: string | null;
  /** What messages by WeChat are addressed to, sealed likewise. Null until the next sign-in by WeChat. */
  sealedOpenid: string | null;
  /** When it came into this family. */
  joinedAt: Date;
  /** When it came from another family; null for who made its own. */
  movedAt: Date | null;
};

type SealedIdentity = Pick<GuardianDoc, 'sealedPhone' | 'sealedOpenid'>;
export type Identity = { phoneIndex: string } | { wechatIndex: string };

const guardianSchema = new Schema<GuardianDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    phoneIndex: { type: String, unique: true, sparse: true },
    wechatIndex: { type: String, unique: true, sparse: true },
    sealedPhone: { type: String, default: null },
    sealedOpenid: { type: String, default: null },
    joinedAt: { type: Date, required: true },
    movedAt: { type: Date, default: null, index: true },
  },
  { versionKey: false, strict: 'throw', collection: 'guardians' },
);

export type GuardiansModel = ReturnType<typeof guardiansModel>;

export function guardiansModel(store: Connection) {
  const guardians = store.model('Guardian', guardianSchema);
  /** One conditional write; false when the condition did not hold, or the identity is another guardian’s. */
  const change = async (filter: object, update: object): Promise<boolean> => {
    try {
      return (await guardians.updateOne(filter, update)).matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };

  return {
    findGuardian: (id: string) => guardians.findById(id).lean<GuardianDoc>(),
    findBy: (identity: Identity) => guardians.findOne(identity).lean<GuardianDoc>(),
    listOfFamily: (familyId: string) =>
      guardians.find({ familyId }).sort({ joinedAt: 1, _id: 1 }).lean<GuardianDoc[]>(),

    /** False when one of its identities has a guardian already. */
    async addGuardian(guardian: GuardianDoc): Promise<boolean> {
      try {
        await guardians.create([guardian]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Gives a guardian its WeChat account; false when it has one, or another guardian has this one. */
    addWechat: (id: string, wechatIndex: string) =>
      change({ _id: id, wechatIndex: null }, { $set: { wechatIndex } }),

    /** Puts a phone in place of the one read with `kept`; the number is sealed anew afterwards. */
    setPhone: (kept: GuardianDoc, phoneIndex: string) =>
      change(
        { _id: kept._id, phoneIndex: kept.phoneIndex ?? null },
        { $set: { phoneIndex, sealedPhone: null } },
      ),

    /** Keeps the sealed number if the guardian still has this phone and is still in the family that sealed it. */
    setSealedPhone: (id: string, familyId: string, phoneIndex: string, sealedPhone: string) =>
      change({ _id: id, familyId, phoneIndex, sealedPhone: null }, { $set: { sealedPhone } }),

    /** The same for the account. */
    setSealedOpenid: (id: string, familyId: string, wechatIndex: string, sealedOpenid: string) =>
      change({ _id: id, familyId, wechatIndex, sealedOpenid: null }, { $set: { sealedOpenid } }),

    /** Moves the guardian as read with `kept`; false when it, its number or its account changed meanwhile. */
    move: (kept: GuardianDoc, to: string, sealed: SealedIdentity, at: Date) =>
      change(
        {
          _id: kept._id,
          familyId: kept.familyId,
          sealedPhone: kept.sealedPhone,
          // Absent in documents of before it was kept: null finds both.
          sealedOpenid: kept.sealedOpenid ?? null,
        },
        { $set: { familyId: to, ...sealed, joinedAt: at, movedAt: at } },
      ),

    async removeGuardian(id: string): Promise<void> {
      await guardians.deleteOne({ _id: id });
    },

    listMovedSince: (since: Date) =>
      guardians
        .find({ movedAt: { $gte: since } }, { familyId: 1, movedAt: 1 })
        .lean<Pick<GuardianDoc, '_id' | 'familyId' | 'movedAt'>[]>(),
  };
}
