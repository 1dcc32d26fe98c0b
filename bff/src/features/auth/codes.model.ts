import type { Body } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

export type PhoneCodePurpose = NonNullable<Body<'requestPhoneCode'>['purpose']>;

/** A code on its way to a phone. `_id` is the blind index of the number, so one number has one code. Shard key: _id. */
export type PhoneCode = {
  _id: string;
  /** What alone it proves the number for. */
  purpose: PhoneCodePurpose;
  codeHash: string;
  sentAt: Date;
  expiresAt: Date;
  attempts: number;
  /** The sign-in that used the code; the same one may ask again after a lost answer. */
  usedBy: string | null;
  /** How many were sent since `countedFrom`: so that nobody's phone can be flooded. */
  sends: number;
  countedFrom: Date;
  /** Mongo removes it some time after. */
  forgetAt: Date;
};

/** A sign-in by WeChat that was answered. `_id`: blind index of its codes and key. Shard key: _id. */
export type WechatLogin = { _id: string; guardianId: string; expiresAt: Date };

const phoneCodeSchema = new Schema<PhoneCode>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, required: true },
    codeHash: { type: String, required: true },
    sentAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    usedBy: { type: String, default: null },
    sends: { type: Number, required: true },
    countedFrom: { type: Date, required: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'phoneCodes' },
);
const wechatLoginSchema = new Schema<WechatLogin>(
  {
    _id: { type: String, required: true },
    guardianId: { type: String, required: true, index: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'wechatLogins' },
);

type AttemptAtCode = { purpose: PhoneCodePurpose; now: Date; maxAttempts: number; by: string };

export function codesModel(store: Connection) {
  const codes = store.model('PhoneCode', phoneCodeSchema);
  const wechatLogins = store.model('WechatLogin', wechatLoginSchema);

  return {
    findCode: (phoneIndex: string) => codes.findById(phoneIndex).lean<PhoneCode>(),

    /** Puts a code in place of the one read as `kept` (null: of none); false when another was put there meanwhile. */
    async putCode(code: PhoneCode, kept: PhoneCode | null): Promise<boolean> {
      const { _id, ...fields } = code;
      try {
        const filter = { _id, codeHash: kept?.codeHash ?? code.codeHash };
        const written = await codes.updateOne(filter, { $set: fields }, { upsert: kept === null });
        return written.matchedCount + written.upsertedCount > 0;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /**
     * Counts one attempt before anything is compared, so that parallel guesses can't share one. A code for another
     * purpose, or one that another proof than `by` has used, is as if it were not there.
     */
    takeAttempt: (
      phoneIndex: string,
      { purpose, now, maxAttempts, by }: AttemptAtCode,
    ): Promise<PhoneCode | null> =>
      codes
        .findOneAndUpdate(
          {
            _id: phoneIndex,
            purpose,
            expiresAt: { $gt: now },
            attempts: { $lt: maxAttempts },
            usedBy: { $in: [null, by] },
          },
          { $inc: { attempts: 1 } },
          { returnDocument: 'after' },
        )
        .lean<PhoneCode>(),

    /** Marks the code as used by this sign-in; false when another sign-in was first. */
    async useCode(phoneIndex: string, codeHash: string, by: string): Promise<boolean> {
      const filter = { _id: phoneIndex, codeHash, usedBy: { $in: [null, by] } };
      const written = await codes.updateOne(filter, { $set: { usedBy: by } });
      return written.matchedCount === 1;
    },

    async forgetPhone(phoneIndex: string): Promise<void> {
      await codes.deleteOne({ _id: phoneIndex });
    },

    async rememberWechatLogin({ _id, ...fields }: WechatLogin): Promise<void> {
      await wechatLogins.updateOne({ _id }, { $set: fields }, { upsert: true });
    },

    findWechatLogin: (id: string, now: Date) =>
      wechatLogins.findOne({ _id: id, expiresAt: { $gt: now } }).lean<WechatLogin>(),

    async forgetWechatLogins(guardianId: string): Promise<void> {
      await wechatLogins.deleteMany({ guardianId });
    },
  };
}
