import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { Purpose } from './consents.public.js';

/**
 * One decision about one purpose. The log only grows: `_id` is `family:purpose:n`, so of two decisions at once the
 * second finds its number taken and is made again on top of the first. Shard key: familyId.
 */
export type ConsentEvent = {
  _id: string;
  familyId: string;
  purpose: Purpose;
  n: number;
  version: string;
  decision: 'given' | 'withdrawn';
  at: Date;
  /** A withdrawal whose effect is not yet known to be complete. The one field that changes later, once. */
  isOpen: boolean;
  /** Set when the family is deleted: the log outlives it for as long as its proof may be asked for. */
  forgetAt: Date | null;
};

const eventSchema = new Schema<ConsentEvent>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    purpose: { type: String, required: true },
    n: { type: Number, required: true },
    version: { type: String, required: true },
    decision: { type: String, required: true },
    at: { type: Date, required: true },
    isOpen: { type: Boolean, required: true },
    forgetAt: { type: Date, default: null, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'consentEvents' },
);
eventSchema.index({ isOpen: 1, at: 1 }, { partialFilterExpression: { isOpen: true } });

export type ConsentsModel = ReturnType<typeof consentsModel>;

export function consentsModel(store: Connection) {
  const events = store.model('ConsentEvent', eventSchema);
  return {
    /** The oldest first, purpose by purpose. */
    listOfFamily: (familyId: string): Promise<ConsentEvent[]> =>
      events.find({ familyId }).sort({ at: 1, purpose: 1, n: 1 }).lean<ConsentEvent[]>(),
    findLatest: (familyId: string, purpose: Purpose): Promise<ConsentEvent | null> =>
      events.findOne({ familyId, purpose }).sort({ n: -1 }).lean<ConsentEvent>(),

    /** One insert, acknowledged when on disk. False when another decision took this number. */
    async append(event: Omit<ConsentEvent, '_id' | 'forgetAt'>): Promise<boolean> {
      const _id = `${event.familyId}:${event.purpose}:${event.n}`;
      try {
        await events.create([{ _id, ...event, forgetAt: null }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    listOpen: (limit: number): Promise<ConsentEvent[]> =>
      events.find({ isOpen: true }).sort({ at: 1 }).limit(limit).lean<ConsentEvent[]>(),
    async settle(id: string): Promise<void> {
      await events.updateOne({ _id: id }, { $set: { isOpen: false } });
    },
    async close(familyId: string, forgetAt: Date): Promise<void> {
      await events.updateMany({ familyId }, { $set: { isOpen: false, forgetAt } });
    },
  };
}
