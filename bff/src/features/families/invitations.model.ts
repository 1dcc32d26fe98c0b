import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';
import type { Circle } from './invitations.rules.js';

/** A family's invitations and who is joining it. There from the first invitation on. Shard key: _id, the family. */
export type CircleDoc = Circle & { _id: string; rev: number };

/** How often a guardian tried codes on one day. Shard key: _id. */
type Attempts = { _id: string; count: number; forgetAt: Date };

const circleSchema = new Schema<CircleDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    // Written only from what the rules made: the shape stands there, not twice.
    invitations: { type: Schema.Types.Mixed, required: true },
    join: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false, strict: 'throw', collection: 'families' },
);
circleSchema.index({ 'invitations.codeIndex': 1 });

const attemptsSchema = new Schema<Attempts>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'invitationAttempts' },
);

export type CirclesModel = ReturnType<typeof circlesModel>;

export function circlesModel(store: Connection) {
  const circles = store.model('Family', circleSchema);
  const attempts = store.model('InvitationAttempts', attemptsSchema);
  const rows = circles.collection as unknown as mongo.Collection<CircleDoc>;

  return {
    find: async (familyId: string): Promise<CircleDoc | null> => rows.findOne({ _id: familyId }),
    findByCode: async (codeIndex: string): Promise<CircleDoc | null> =>
      rows.findOne({ 'invitations.codeIndex': codeIndex }),

    /** Writes the circle if it still is as it was read (null: if there is none); false when it is not. */
    async swap(familyId: string, read: CircleDoc | null, { invitations, join }: Circle): Promise<boolean> {
      const next = { _id: familyId, rev: (read?.rev ?? 0) + 1, invitations, join };
      if (read) {
        const written = await rows.replaceOne({ _id: familyId, rev: read.rev }, next);
        return written.modifiedCount === 1;
      }
      return isInserted(() => rows.insertOne(next));
    },

    /** Removes the circle if it still is as it was read: from then on nobody can join. False when it is not. */
    async removeAt(familyId: string, rev: number): Promise<boolean> {
      return (await rows.deleteOne({ _id: familyId, rev })).deletedCount === 1;
    },
    async erase(familyId: string): Promise<void> {
      await rows.deleteOne({ _id: familyId });
    },

    /** Takes a guardian who is gone out of what is remembered of joining. */
    async forgetGuardian(familyId: string, guardianId: string): Promise<void> {
      await rows.updateOne(
        { _id: familyId, 'join.guardianId': guardianId, 'join.doneAt': { $ne: null } },
        { $set: { join: null }, $inc: { rev: 1 } },
      );
      await attempts.deleteMany({ _id: { $gte: `${guardianId}:`, $lt: `${guardianId};` } });
    },

    /** Counts one attempt before anything is compared; false when this guardian has none left on that day. */
    async takeAttempt(guardianId: string, day: string, max: number, forgetAt: Date): Promise<boolean> {
      const filter = { _id: `${guardianId}:${day}`, count: { $lt: max } };
      const count = () =>
        attempts.updateOne(filter, { $inc: { count: 1 }, $set: { forgetAt } }, { upsert: true });
      // A duplicate: the document is there and full, or a twin has made it just now, which the second try tells.
      return (await isInserted(count)) || isInserted(count);
    },
  };
}
