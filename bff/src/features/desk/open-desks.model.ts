import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';

/** A desk that is open on one device. `_id` is the session's: each device has one at most. Shard key: _id. */
export type OpenDeskDoc = {
  _id: string;
  membershipId: string;
  guardianId: string;
  /** The time step of the code that opened it. */
  step: number;
  openedAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
};

const openDeskSchema = new Schema<OpenDeskDoc>(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    guardianId: { type: String, required: true },
    step: { type: Number, required: true },
    openedAt: { type: Date, required: true },
    lastUsedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'openDesks' },
);

export type OpenDesksModel = ReturnType<typeof openDesksModel>;

export function openDesksModel(store: Connection) {
  const desks = store.model('OpenDesk', openDeskSchema);
  return {
    find: (sessionId: string) => desks.findById(sessionId).lean<OpenDeskDoc>(),
    /** In place of the one that was open on this device. */
    async put({ _id, ...fields }: OpenDeskDoc): Promise<void> {
      await desks.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    async touch(sessionId: string, at: Date): Promise<void> {
      await desks.updateOne({ _id: sessionId }, { $max: { lastUsedAt: at } });
    },
    async close(sessionId: string): Promise<void> {
      await desks.deleteOne({ _id: sessionId });
    },
  };
}
