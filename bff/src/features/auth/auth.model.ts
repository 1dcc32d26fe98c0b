import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

/** A code on its way to a phone. `_id` is the blind index of the number, so one number has one code. Shard key: _id. */
type PhoneCode = {
  _id: string;
  codeHash: string;
  sentAt: Date;
  expiresAt: Date;
  attempts: number;
  /** The sign-in that used the code; the same one may ask again after a lost answer. */
  usedBy: string | null;
};

/** A guardian, found by the blind index of the phone: the number itself is not stored. Shard key: _id. */
type Guardian = { _id: string; familyId: string; phoneTail: string; createdAt: Date };

/** One signed-in device. Tokens are kept as hashes. Shard key: _id. */
type SessionDoc = {
  _id: string;
  guardianId: string;
  familyId: string;
  client: string;
  tokenHash: string;
  previousHash: string | null;
  rotatedAt: Date;
  revokedAt: Date | null;
  expiresAt: Date;
};

const phoneCodeSchema = new Schema<PhoneCode>(
  {
    _id: { type: String, required: true },
    codeHash: { type: String, required: true },
    sentAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
    attempts: { type: Number, required: true },
    usedBy: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw', collection: 'phoneCodes' },
);
const guardianSchema = new Schema<Guardian>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    phoneTail: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'guardians' },
);
const sessionSchema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    guardianId: { type: String, required: true, index: true },
    familyId: { type: String, required: true },
    client: { type: String, required: true },
    tokenHash: { type: String, required: true },
    previousHash: { type: String, default: null },
    rotatedAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'sessions' },
);

export type AuthModel = ReturnType<typeof authModel>;

export function authModel(store: Connection) {
  const codes = store.model('PhoneCode', phoneCodeSchema);
  const guardians = store.model('Guardian', guardianSchema);
  const sessions = store.model('Session', sessionSchema);

  return {
    findCode: (phoneIndex: string) => codes.findById(phoneIndex).lean<PhoneCode>(),

    /** Writes a fresh code unless one was sent after `notSince`; false when it was. */
    async putCode(code: PhoneCode, notSince: Date): Promise<boolean> {
      try {
        const { _id, ...fields } = code;
        const filter = { _id, sentAt: { $lte: notSince } };
        const written = await codes.updateOne(filter, { $set: fields }, { upsert: true });
        return written.matchedCount + written.upsertedCount > 0;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Counts one attempt before anything is compared, so that parallel guesses can't share one. */
    takeAttempt: (phoneIndex: string, now: Date, maxAttempts: number) =>
      codes
        .findOneAndUpdate(
          { _id: phoneIndex, expiresAt: { $gt: now }, attempts: { $lt: maxAttempts } },
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

    /** The guardian of this phone, made on the first sign-in. Two first sign-ins at once make one. */
    async ensureGuardian(guardian: Guardian): Promise<Guardian> {
      const { _id, ...fields } = guardian;
      const upsert = () =>
        guardians
          .findOneAndUpdate({ _id }, { $setOnInsert: fields }, { upsert: true, returnDocument: 'after' })
          .lean<Guardian>();
      const kept = await upsert().catch((error: unknown) => {
        if (isDuplicateKey(error)) return upsert();
        throw error;
      });
      if (!kept) throw new Error('a guardian just upserted is not there');
      return kept;
    },

    findGuardian: (id: string) => guardians.findById(id).lean<Guardian>(),

    async addSession(session: SessionDoc): Promise<void> {
      await sessions.create([session]);
    },

    findSession: (id: string) => sessions.findById(id).lean<SessionDoc>(),

    /** Puts a new token in place of the one given; false when that one is no longer the current one. */
    async rotateSession(
      id: string,
      from: string,
      to: Pick<SessionDoc, 'tokenHash' | 'rotatedAt' | 'expiresAt'>,
    ) {
      const filter = { _id: id, tokenHash: from, revokedAt: null };
      const written = await sessions.updateOne(filter, { $set: { ...to, previousHash: from } });
      return written.matchedCount === 1;
    },

    async revokeSession(id: string, at: Date): Promise<void> {
      await sessions.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } });
    },
  };
}
