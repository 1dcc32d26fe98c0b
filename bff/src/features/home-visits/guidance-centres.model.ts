import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';

/** A centre that its district named to make home visits (示范/指导). `_id` is the centre's. Shard key: none; a few a district. */
export type GuidanceCentreDoc = { _id: string; districtCode: string; name: string; since: Date };

const centreSchema = new Schema<GuidanceCentreDoc>(
  {
    _id: { type: String, required: true },
    districtCode: { type: String, required: true, index: true },
    name: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'guidanceCentres' },
);

export type GuidanceCentresModel = ReturnType<typeof guidanceCentresModel>;

export function guidanceCentresModel(store: Connection) {
  const centres = store.model('GuidanceCentre', centreSchema);
  return {
    find: (centreId: string) => centres.findById(centreId).lean<GuidanceCentreDoc>(),
    listOfDistrict: (districtCode: string) =>
      centres.find({ districtCode }).sort({ name: 1, _id: 1 }).lean<GuidanceCentreDoc[]>(),
    /** One that is named stays named since when it was. */
    async name({ _id, ...named }: GuidanceCentreDoc): Promise<void> {
      await centres.updateOne({ _id }, { $setOnInsert: named }, { upsert: true });
    },
    async unname(districtCode: string, centreId: string): Promise<void> {
      await centres.deleteOne({ _id: centreId, districtCode });
    },
  };
}
