import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import type { RegionCode } from '../../regions/region.js';

type Listed = Reply<'listExperts'>['items'][number];
export type Topic = Listed['fields'][number];

/** One of the pool of experts, as its keeper publishes it. `_id` is derived from the keeper's key. Shard key: _id. */
export type ExpertDoc = Pick<Listed, 'name' | 'title' | 'employer' | 'fields' | 'languages' | 'isDemo'> & {
  _id: string;
  introduction: string | null;
  /** Of the pool: its desk passes questions on. */
  districtCode: string;
  districtName: string;
  regionCode: RegionCode;
  /** False: has left the pool. Is not found any more and takes no questions; answers stay. */
  isActive: boolean;
};

const text = { type: String, required: true } as const;
const expertSchema = new Schema<ExpertDoc>(
  {
    _id: text,
    name: text,
    title: text,
    employer: { type: Schema.Types.Mixed, required: true },
    fields: { type: [String], required: true },
    languages: { type: [String], required: true },
    introduction: { type: String, default: null },
    districtCode: text,
    districtName: text,
    regionCode: text,
    isDemo: { type: Boolean, required: true },
    isActive: { type: Boolean, required: true },
  },
  { versionKey: false, minimize: false, strict: 'throw', collection: 'experts' },
);
// Lists go by name; two of one name by id.
expertSchema.index({ isActive: 1, name: 1, _id: 1 });

export type ExpertsModel = ReturnType<typeof expertsModel>;
type Wanted = { districtCodes?: readonly string[] | undefined; topic?: Topic | undefined };

export function expertsModel(store: Connection) {
  const experts = store.model('Expert', expertSchema);
  const rows = experts.collection as unknown as mongo.Collection<ExpertDoc>;
  return {
    init: () => experts.init(),
    findActive: async (id: string): Promise<ExpertDoc | null> => rows.findOne({ _id: id, isActive: true }),
    listActive: async (ids: readonly string[]): Promise<ExpertDoc[]> =>
      rows.find({ _id: { $in: [...ids] }, isActive: true }).toArray(),
    /** By name, those after that place. */
    list: async (
      { districtCodes, topic }: Wanted,
      after: { name: string; id: string } | null,
      limit: number,
    ): Promise<ExpertDoc[]> => {
      const later = after && {
        $or: [{ name: { $gt: after.name } }, { name: after.name, _id: { $gt: after.id } }],
      };
      return rows
        .find({
          isActive: true,
          ...(districtCodes !== undefined && { districtCode: { $in: [...districtCodes] } }),
          ...(topic !== undefined && { fields: topic }),
          ...later,
        })
        .sort({ name: 1, _id: 1 })
        .limit(limit)
        .toArray();
    },
    /** Writes what is new or says something else. Safe to repeat. */
    async put(given: readonly ExpertDoc[]): Promise<{ added: number; changed: number }> {
      if (given.length === 0) return { added: 0, changed: 0 };
      const result = await rows.bulkWrite(
        given.map(({ _id, ...facts }) => ({
          updateOne: { filter: { _id }, update: { $set: facts }, upsert: true },
        })),
      );
      return { added: result.upsertedCount, changed: result.modifiedCount };
    },
  };
}
