import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../../lib/domain-error.js';
import { isDuplicateKey } from '../../../lib/duplicate-key.js';
import type { Entry } from './entries.rules.js';

/** `_id` is derived from (family, operation, idempotency key). Shard key: _id. */
export type EntryDoc = Entry & { _id: string; rev: number; bodyPrint: string; openedAt: Date };

const entrySchema = new Schema<EntryDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    childId: { type: String, required: true },
    centreId: { type: String, required: true },
    groupId: { type: String, required: true },
    groupName: { type: String, required: true },
    date: { type: String, required: true },
    wish: { type: Schema.Types.Mixed, required: true },
    from: { type: String, required: true },
    to: { type: String, required: true },
    slots: { type: [Number], required: true },
    bookableUntil: { type: Date, required: true },
    timeZone: { type: String, required: true },
    regionCode: { type: String, required: true },
    isDemo: { type: Boolean, required: true },
    bodyPrint: { type: String, required: true },
    status: { type: String, required: true },
    ver: { type: Number, required: true },
    changedAt: { type: Date, required: true },
    offeredUntil: { type: Date },
    isUntold: { type: Boolean },
    openedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'waitlistEntries' },
);
const ofStatus = (status: Entry['status']) => ({ partialFilterExpression: { status } });
entrySchema.index({ status: 1, openedAt: 1 }, ofStatus('joining'));
entrySchema.index({ status: 1, offeredUntil: 1 }, ofStatus('offered'));
entrySchema.index({ status: 1, bookableUntil: 1 }, ofStatus('waiting'));
entrySchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });

/** How often an entry is read again because somebody else wrote it in between. */
const maxTries = 20;

export type EntriesModel = ReturnType<typeof entriesModel>;

export function entriesModel(store: Connection) {
  const entries = store.model('WaitlistEntry', entrySchema);
  const rows = entries.collection as unknown as mongo.Collection<EntryDoc>;

  /**
   * Makes of it what `change` says, by compare-and-set on `rev`; of what it is by then.
   * @returns the entry after it; null when it is gone. @throws DomainError retry when others kept writing it
   */
  async function decideOn(id: string, change: (entry: EntryDoc) => EntryDoc): Promise<EntryDoc | null> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const entry = await rows.findOne({ _id: id });
      const next = entry && change(entry);
      if (!entry || next === entry || !next) return entry;
      const changed = { ...next, rev: entry.rev + 1 };
      const written = await rows.replaceOne({ _id: id, rev: entry.rev }, changed);
      if (written.modifiedCount === 1) return changed;
    }
    throw new DomainError('retry');
  }

  return {
    decideOn,
    find: (id: string): Promise<EntryDoc | null> => rows.findOne({ _id: id }),
    findOfFamily: (familyId: string, id: string): Promise<EntryDoc | null> =>
      rows.findOne({ _id: id, familyId }),
    listOfFamily: (familyId: string): Promise<EntryDoc[]> => rows.find({ familyId }).toArray(),
    findMany: (ids: readonly string[]): Promise<EntryDoc[]> =>
      rows.find({ _id: { $in: [...ids] } }).toArray(),

    /** False when an entry with this derived id is there already. */
    async insertJoining(entry: EntryDoc): Promise<boolean> {
      try {
        await rows.insertOne(entry);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** Only while it stands as it was told: what came since has to be told too. */
    markTold: async ({ _id, rev }: EntryDoc): Promise<boolean> => {
      const told = await rows.updateOne({ _id, rev }, { $unset: { isUntold: '' }, $inc: { rev: 1 } });
      return told.modifiedCount === 1;
    },
    listUntold: (limit: number): Promise<EntryDoc[]> => rows.find({ isUntold: true }).limit(limit).toArray(),
    listJoiningBefore: (before: Date, limit: number): Promise<EntryDoc[]> =>
      rows
        .find({ status: 'joining', openedAt: { $lt: before } })
        .sort({ openedAt: 1 })
        .limit(limit)
        .toArray(),
    /** Offers whose time is over, those longest over first. */
    listOverdue: (now: Date, limit: number): Promise<EntryDoc[]> =>
      rows
        .find({ status: 'offered', offeredUntil: { $lte: now } })
        .sort({ offeredUntil: 1 })
        .limit(limit)
        .toArray(),
    /** Those who wait for what can still be booked. */
    listWaiting: (now: Date): Promise<Pick<EntryDoc, 'centreId' | 'groupId' | 'date'>[]> =>
      rows
        .find({ status: 'waiting', bookableUntil: { $gt: now } })
        .project<EntryDoc>({ _id: 0, centreId: 1, groupId: 1, date: 1 })
        .toArray(),
    async erase(id: string): Promise<void> {
      await rows.deleteOne({ _id: id });
    },
  };
}
