import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../../lib/duplicate-key.js';
import { derivedId } from '../../../lib/ids.js';
import type { DeskSession } from '../../../plugins/session.js';
import { homeToday } from '../../../regions/home-zone.js';

/**
 * Looks of one membership at one complaint on one day at home: one line. Goes with the complaint. Shard key: complaintId.
 * Role and place as they were then: a membership is forgotten earlier than a complaint.
 */
export type LookDoc = {
  _id: string;
  complaintId: string;
  membershipId: string;
  byRole: DeskSession['role'];
  placeName: string;
  on: string;
  firstAt: Date;
  lastAt: Date;
  times: number;
};

const lookSchema = new Schema<LookDoc>(
  {
    _id: { type: String, required: true },
    complaintId: { type: String, required: true },
    membershipId: { type: String, required: true },
    byRole: { type: String, required: true },
    placeName: { type: String, required: true },
    on: { type: String, required: true },
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
    times: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'complaintLooks' },
);

lookSchema.index({ complaintId: 1, lastAt: -1, _id: -1 });

/** Place in the list: the last look first. */
export type LookPlace = Pick<LookDoc, '_id' | 'lastAt'>;
export type LooksModel = ReturnType<typeof looksModel>;

/** Who at a desk read which complaint: written before the complaint leaves, so that no look is without its record. */
export function looksModel(store: Connection) {
  const looks = store.model('ComplaintLook', lookSchema);
  return {
    async note(
      { membershipId, role: byRole, placeName }: DeskSession,
      complaintId: string,
      at: Date,
    ): Promise<void> {
      const on = homeToday({ now: () => at });
      const count = () =>
        looks.updateOne(
          { _id: derivedId('cl', complaintId, membershipId, on) },
          {
            $setOnInsert: { complaintId, membershipId, byRole, placeName, on, firstAt: at },
            $max: { lastAt: at },
            $inc: { times: 1 },
          },
          { upsert: true },
        );
      await count().catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        // A twin has begun the line at this moment: now there is one to add to.
        return count();
      });
    },
    /** From `after` on, without it; `limit` 0: all. */
    list: (complaintId: string, after: LookPlace | null, limit: number) =>
      looks
        .find({ complaintId, ...(after && isBehind(after)) })
        .sort({ lastAt: -1, _id: -1 })
        .limit(limit)
        .lean<LookDoc[]>(),
    async eraseOf(complaintId: string): Promise<void> {
      await looks.deleteMany({ complaintId });
    },
  };
}

function isBehind({ lastAt, _id }: LookPlace) {
  return { $or: [{ lastAt: { $lt: lastAt } }, { lastAt, _id: { $lt: _id } }] };
}
