import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { AccessKind } from './desk.public.js';
import type { DeskRole } from './memberships.model.js';

/**
 * Looks of one membership at one child for one reason on one day. `_id` is derived from these, so that they are one
 * line. Shard key: familyId.
 */
export type AccessDoc = {
  _id: string;
  familyId: string;
  childId: string;
  what: AccessKind;
  byRole: DeskRole;
  /** Name and place of who looked, sealed with the key of the family, whose this record is. */
  sealed: string;
  on: string;
  firstAt: Date;
  lastAt: Date;
  times: number;
  forgetAt: Date;
};

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const accessSchema = new Schema<AccessDoc>(
  {
    _id: text,
    familyId: text,
    childId: text,
    what: text,
    byRole: text,
    sealed: text,
    on: text,
    firstAt: instant,
    lastAt: instant,
    times: { type: Number, required: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'accesses' },
);
accessSchema.index({ familyId: 1, lastAt: -1, _id: -1 });

export type AccessesModel = ReturnType<typeof accessesModel>;

export function accessesModel(store: Connection) {
  const accesses = store.model('Access', accessSchema);
  const count = ({ _id, lastAt, times, ...first }: AccessDoc) =>
    accesses.updateOne({ _id }, { $setOnInsert: first, $max: { lastAt }, $inc: { times } }, { upsert: true });

  return {
    /** Adds the look to its line, or begins one. */
    async note(look: AccessDoc): Promise<void> {
      await count(look).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        // A twin has begun the line at this moment: now there is one to add to.
        return count(look);
      });
    },
    /** Those after `after` (instant and id of the last one shown), the last look first. */
    list: (familyId: string, after: { lastAt: Date; id: string } | null, limit: number) =>
      accesses
        .find({
          familyId,
          ...(after
            ? {
                $or: [{ lastAt: { $lt: after.lastAt } }, { lastAt: after.lastAt, _id: { $lt: after.id } }],
              }
            : {}),
        })
        .sort({ lastAt: -1, _id: -1 })
        .limit(limit)
        .lean<AccessDoc[]>(),
    async eraseFamily(familyId: string): Promise<void> {
      await accesses.deleteMany({ familyId });
    },
  };
}
