import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import type { Reached } from './coverage.rules.js';

/**
 * What a district's coverage is counted against in one year, as the district handed it in. `_id` is `district:year`.
 * Shard key: none; some thousand small documents.
 */
export type GuidanceBase = {
  _id: string;
  districtCode: string;
  year: number;
  /** Families with a child under three. */
  families: number;
  /** Families with a child born in that year. */
  newborns: number;
  source: string;
  asOf: string;
  isDemo: boolean;
  /** Counted once the year was over: accounts that are deleted later take nothing from it. */
  final: Reached | null;
};

const baseSchema = new Schema<GuidanceBase>(
  {
    _id: { type: String, required: true },
    districtCode: { type: String, required: true, index: true },
    year: { type: Number, required: true },
    families: { type: Number, required: true },
    newborns: { type: Number, required: true },
    source: { type: String, required: true },
    asOf: { type: String, required: true },
    isDemo: { type: Boolean, required: true },
    final: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false, strict: 'throw', collection: 'guidanceBases' },
);

export type GuidanceBasesModel = ReturnType<typeof guidanceBasesModel>;

export function guidanceBasesModel(store: Connection) {
  const bases = store.model('GuidanceBase', baseSchema);
  return {
    init: () => bases.init(),
    /** The last year first. */
    listOfDistrict: (districtCode: string): Promise<GuidanceBase[]> =>
      bases.find({ districtCode }).sort({ year: -1 }).lean<GuidanceBase[]>(),
    /** Those of years before `year` whose figures are not final. */
    listUnfinished: (year: number): Promise<GuidanceBase[]> =>
      bases.find({ year: { $lt: year }, final: null }).lean<GuidanceBase[]>(),
    async finish(id: string, final: Reached): Promise<void> {
      await bases.updateOne({ _id: id, final: null }, { $set: { final } });
    },
    /** Writes what is new or says something else. Safe to repeat. */
    async put(
      given: readonly Omit<GuidanceBase, '_id' | 'final'>[],
    ): Promise<{ added: number; changed: number }> {
      if (given.length === 0) return { added: 0, changed: 0 };
      const result = await bases.bulkWrite(
        given.map((base) => ({
          updateOne: {
            filter: { _id: `${base.districtCode}:${base.year}` },
            update: { $set: base, $setOnInsert: { final: null } },
            upsert: true,
          },
        })),
      );
      return { added: result.upsertedCount, changed: result.modifiedCount };
    },
  };
}
