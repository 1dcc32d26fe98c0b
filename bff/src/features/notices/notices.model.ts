import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';
import type { NoticeKind } from './notices.public.js';

/**
 * One event as a family was told of it, and the record of whom it was told: in the app by standing here, on phones by
 * the rows of the outbox. `_id` is derived from (family, key of the event): it is told once. Shard key: familyId.
 */
export type NoticeDoc = {
  _id: string;
  familyId: string;
  kind: NoticeKind;
  /** `NoticeWords`, sealed with the family's key. */
  sealed: string;
  at: Date;
  toldAt: Date;
  /** Guardians who were in the family then. */
  recipients: string[];
  unreadBy: string[];
  /** False until each recipient has a row in the outbox for every channel. */
  isPosted: boolean;
  forgetAt: Date;
};

const noticeSchema = new Schema<NoticeDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true },
    kind: { type: String, required: true },
    sealed: { type: String, required: true },
    at: { type: Date, required: true },
    toldAt: { type: Date, required: true },
    recipients: { type: [String], required: true },
    unreadBy: { type: [String], required: true },
    isPosted: { type: Boolean, required: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'notices' },
);
noticeSchema.index({ familyId: 1, toldAt: -1, _id: -1 });
noticeSchema.index({ isPosted: 1 }, { partialFilterExpression: { isPosted: false } });

/** Place in the list: the last told first. */
export type NoticePlace = Pick<NoticeDoc, '_id' | 'toldAt'>;
export type NoticesModel = ReturnType<typeof noticesModel>;

export function noticesModel(store: Connection) {
  const notices = store.model('Notice', noticeSchema);
  const order = { toldAt: -1, _id: -1 } as const;
  return {
    /** False when the family was told before. */
    insert: (notice: NoticeDoc) => isInserted(() => notices.create([notice])),
    find: (id: string) => notices.findById(id).lean<NoticeDoc>(),
    findFor: (familyId: string, guardianId: string, id: string) =>
      notices.findOne({ _id: id, familyId, recipients: guardianId }).lean<NoticeDoc>(),
    /** From `before` on, without it. */
    list: (familyId: string, guardianId: string, limit: number, before: NoticePlace | null) =>
      notices
        .find({ familyId, recipients: guardianId, ...(before && isOlder(before)) })
        .sort(order)
        .limit(limit)
        .lean<NoticeDoc[]>(),
    countUnread: (familyId: string, guardianId: string) =>
      notices.countDocuments({ familyId, unreadBy: guardianId }),

    /** Reads this notice and the older ones, or all there are. One that is told meanwhile stays unread. */
    async markRead(familyId: string, guardianId: string, until: NoticePlace | null): Promise<void> {
      const upTo = until && { $or: [{ _id: until._id }, isOlder(until)] };
      await notices.updateMany(
        { familyId, unreadBy: guardianId, ...upTo },
        { $pull: { unreadBy: guardianId } },
      );
    },

    listUnposted: (limit: number) => notices.find({ isPosted: false }).limit(limit).lean<NoticeDoc[]>(),
    async markPosted(ids: readonly string[]): Promise<void> {
      await notices.updateMany({ _id: { $in: ids } }, { $set: { isPosted: true } });
    },

    async forgetGuardian(familyId: string, guardianId: string): Promise<void> {
      await notices.updateMany(
        { familyId, recipients: guardianId },
        { $pull: { recipients: guardianId, unreadBy: guardianId } },
      );
    },
    async eraseFamily(familyId: string): Promise<void> {
      await notices.deleteMany({ familyId });
    },
  };
}

function isOlder({ toldAt, _id }: NoticePlace) {
  return { $or: [{ toldAt: { $lt: toldAt } }, { toldAt, _id: { $lt: _id } }] };
}
