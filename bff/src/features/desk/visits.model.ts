import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

/** A family that stands at one desk or is on the phone. Shard key: _id. */
export type VisitDoc = {
  _id: string;
  membershipId: string;
  sessionId: string;
  familyId: string;
  expiresAt: Date;
};

const visitSchema = new Schema<VisitDoc>(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    sessionId: { type: String, required: true, index: true },
    familyId: { type: String, required: true, index: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'deskVisits' },
);

export type VisitsModel = ReturnType<typeof visitsModel>;

export function visitsModel(store: Connection) {
  const visits = store.model('DeskVisit', visitSchema);
  return {
    find: (id: string) => visits.findById(id).lean<VisitDoc>(),
    /** False when this request opened one before. */
    async insert(visit: VisitDoc): Promise<boolean> {
      try {
        await visits.create([visit]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async eraseOfSession(sessionId: string): Promise<void> {
      await visits.deleteMany({ sessionId });
    },
    async eraseFamily(familyId: string): Promise<void> {
      await visits.deleteMany({ familyId });
    },
  };
}
