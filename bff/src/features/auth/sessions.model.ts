import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import type { Client } from './client.js';

/**
 * One signed-in device. Refresh tokens are not kept, not even as hashes: a token proves itself (refresh-token.ts) and
 * the session knows which one in the row it is. Which family it opens, its guardian says. Shard key: _id.
 */
export type SessionDoc = {
  _id: string;
  /** Empty once the guardian is erased: what is left then only tells other processes that the session ended. */
  guardianId: string;
  client: Client;
  /** Name of the device, sealed with the key of the family `sealedFor`. */
  sealedDevice: string | null;
  sealedFor: string | null;
  /** How often the refresh token was traded. */
  generation: number;
  signedInAt: Date;
  rotatedAt: Date;
  endedAt: Date | null;
  /** Mongo removes the session some time after. */
  expiresAt: Date;
};

const sessionSchema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    guardianId: { type: String, index: true, default: '' },
    client: { type: String, required: true },
    sealedDevice: { type: String, default: null },
    sealedFor: { type: String, default: null },
    generation: { type: Number, required: true },
    signedInAt: { type: Date, required: true },
    rotatedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null, index: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'sessions' },
);

export type SessionsModel = ReturnType<typeof sessionsModel>;
type Rotation = Pick<SessionDoc, 'generation' | 'rotatedAt' | 'expiresAt' | 'sealedDevice' | 'sealedFor'>;

export function sessionsModel(store: Connection) {
  const sessions = store.model('Session', sessionSchema);
  const end = async (filter: object, at: Date, keepUntil: Date) => {
    const gone = { endedAt: at, expiresAt: keepUntil, sealedDevice: null, sealedFor: null };
    await sessions.updateMany({ ...filter, endedAt: null }, { $set: gone });
  };

  return {
    async addSession(session: SessionDoc): Promise<void> {
      await sessions.create([session]);
    },

    findSession: (id: string) => sessions.findById(id).lean<SessionDoc>(),

    listLive: (guardianId: string, now: Date) =>
      sessions
        .find({ guardianId, endedAt: null, expiresAt: { $gt: now } })
        .sort({ rotatedAt: -1, _id: 1 })
        .lean<SessionDoc[]>(),

    /** Moves on from the generation given; false when the session is past it or ended. */
    async rotate(id: string, from: number, to: Rotation): Promise<boolean> {
      const filter = { _id: id, generation: from, endedAt: null };
      return (await sessions.updateOne(filter, { $set: to })).matchedCount === 1;
    },

    endSession: (id: string, at: Date, keepUntil: Date) => end({ _id: id }, at, keepUntil),

    /** Ends all sessions of a guardian and answers their ids. */
    async endAll(guardianId: string, at: Date, keepUntil: Date): Promise<string[]> {
      const live = await sessions.find({ guardianId, endedAt: null }, { _id: 1 }).lean<{ _id: string }[]>();
      await end({ guardianId }, at, keepUntil);
      return live.map(({ _id }) => _id);
    },

    /** Takes the guardian off its ended sessions. */
    async forgetGuardian(guardianId: string): Promise<void> {
      await sessions.updateMany({ guardianId, endedAt: { $ne: null } }, { $set: { guardianId: '' } });
    },

    listEndedSince: (since: Date) =>
      sessions.find({ endedAt: { $gte: since } }, { _id: 1 }).lean<{ _id: string }[]>(),
  };
}
