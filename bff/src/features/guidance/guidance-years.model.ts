import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { DomainError } from '../../lib/domain-error.js';
import { isInserted } from '../../lib/insert-once.js';
import {
  type CountedYear,
  type Decision,
  decide,
  emptyYear,
  type GuidanceYear,
} from './guidance-year.rules.js';

/** `_id` is `family:year`. Shard key: _id. */
export type GuidanceYearDoc = GuidanceYear & { _id: string; rev: number; familyId: string; year: number };

const mixed = Schema.Types.Mixed;
const yearSchema = new Schema<GuidanceYearDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    year: { type: Number, required: true },
    districtCode: { type: String, default: null },
    districtBy: { type: String, default: null },
    contacts: { type: mixed, required: true },
    declined: { type: [String], required: true },
    remindedAt: { type: Date, default: null },
    remindedOf: { type: String, default: null },
    toldAt: { type: Date, default: null },
    isUntold: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'guidanceYears' },
);
yearSchema.index({ year: 1, districtCode: 1 });
yearSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });

/** How often a year is read again because somebody else wrote it in between. */
const maxTries = 20;

export type GuidanceYearsModel = ReturnType<typeof guidanceYearsModel>;

/** Each write is one compare-and-set on `rev`; what it may do is `decide`'s to say. */
export function guidanceYearsModel(store: Connection) {
  const years = store.model('GuidanceYear', yearSchema);
  const rows = years.collection as unknown as mongo.Collection<GuidanceYearDoc>;
  const idOf = (familyId: string, year: number): string => `${familyId}:${year}`;

  const find = async (familyId: string, year: number): Promise<GuidanceYearDoc | null> =>
    rows.findOne({ _id: idOf(familyId, year) });
  /** The last year first. */
  const listOfFamily = async (familyId: string): Promise<GuidanceYearDoc[]> =>
    rows.find({ familyId }).sort({ year: -1 }).toArray();

  /** A year that nothing happened in yet: the family goes on living where it lived. */
  async function blank(familyId: string, year: number): Promise<GuidanceYearDoc> {
    const [last] = await listOfFamily(familyId);
    const { districtCode, districtBy } = last ?? emptyYear;
    return { ...emptyYear, _id: idOf(familyId, year), rev: 0, familyId, year, districtCode, districtBy };
  }

  /**
   * Changes the year as it is by then, or makes it.
   * @returns it afterwards, and whether this changed it
   * @throws DomainError retry when others kept writing it
   */
  async function decideOn(familyId: string, year: number, decision: Decision) {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const kept = await find(familyId, year);
      const current = kept ?? (await blank(familyId, year));
      const decided = decide(current, decision);
      if (decided === current) return { doc: current, isDecided: false };
      const next = { ...decided, rev: current.rev + 1 };
      const isWritten = kept
        ? (await rows.replaceOne({ _id: next._id, rev: kept.rev }, next)).modifiedCount === 1
        : await isInserted(() => rows.insertOne(next));
      if (isWritten) return { doc: next, isDecided: true };
    }
    throw new DomainError('retry');
  }

  return {
    ...{ find, listOfFamily, decideOn },
    listUntold: async (limit: number): Promise<GuidanceYearDoc[]> =>
      rows.find({ isUntold: true }).limit(limit).toArray(),
    /** One document for each family that lives there. */
    listOfDistrict: async (districtCode: string, year: number): Promise<CountedYear[]> =>
      rows.find<CountedYear>({ year, districtCode }, { projection: { contacts: 1, _id: 0 } }).toArray(),
    /** Families of whom nobody knows where they live, met by somebody of that district. */
    listUnplaced: async (organisedIn: string, year: number): Promise<CountedYear[]> =>
      rows
        .find<CountedYear>(
          { year, districtCode: null, 'contacts.districtCode': organisedIn },
          { projection: { contacts: 1, _id: 0 } },
        )
        .toArray(),
    async eraseFamily(familyId: string): Promise<void> {
      await rows.deleteMany({ familyId });
    },
  };
}
