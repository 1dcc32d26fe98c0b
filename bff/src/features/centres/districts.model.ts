import mongoose, { type Connection, type Model } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';
import type { RegionCode } from '../../regions/region.js';
import type { CentreRecord } from './centres.records.js';
import { BSON, rawBatches } from './raw-batches.model.js';

/**
 * Counts per district, kept beside the centres because counting 126,000 of them for each first screen would cost
 * seconds. Whoever adds centres or changes filings calls `refreshDistricts`.
 */
export type DistrictRecord = {
  _id: string;
  regionCode: RegionCode;
  code: string;
  name: string;
  /** Filed centres: those that can be found. */
  centres: number;
  isDemo: boolean;
  /** Mean of its centres, WGS-84. */
  lat: number;
  lng: number;
};

/** Shard key: none; some hundred small documents stay on one shard. */
const districtSchema = new mongoose.Schema<DistrictRecord>(
  {
    _id: { type: String, required: true },
    regionCode: { type: String, required: true },
    code: { type: String, required: true },
    name: { type: String, required: true },
    centres: { type: Number, required: true },
    isDemo: { type: Boolean, required: true },
    lat: { type: Number, required: true },
    lng: { type: Number, required: true },
  },
  { collection: 'districts', versionKey: false, strict: 'throw' },
);

export function districtModel(connection: Connection): Model<DistrictRecord> {
  return connection.models['District'] ?? connection.model<DistrictRecord>('District', districtSchema);
}

/** Districts with this code, of any region. */
export async function findDistrictRecords(
  districts: Model<DistrictRecord>,
  code: string,
): Promise<DistrictRecord[]> {
  return districts.find({ code }).lean<DistrictRecord[]>().exec();
}

/** Districts whose codes begin so, of any region. */
export async function findDistrictsBelow(
  districts: Model<DistrictRecord>,
  codesFrom: string,
): Promise<DistrictRecord[]> {
  // No code holds a character behind this one.
  const code = { $gte: codesFrom, $lt: `${codesFrom}\uffff` };
  return districts.find({ code }).lean<DistrictRecord[]>().exec();
}

/** Counts the filed centres of one district again, after a change of one of them. Safe to repeat. */
export async function recountDistrict(
  { centres, districts }: { centres: Model<CentreRecord>; districts: Model<DistrictRecord> },
  { regionCode, district: { code } }: Pick<CentreRecord, 'regionCode' | 'district'>,
): Promise<void> {
  const filed = await centres.countDocuments({ 'district.code': code, regionCode, 'filing.status': 'filed' });
  await districts.updateOne({ _id: `${regionCode}:${code}` }, { $set: { centres: filed } });
}

/** What counting needs of a centre. */
export type Counted = Pick<
  CentreRecord,
  '_id' | 'sourceCode' | 'regionCode' | 'district' | 'isDemo' | 'point' | 'filing'
>;

/** Every centre, whatever its filing says, some thousand at a time. */
export async function* readCounted(centres: Model<CentreRecord>): AsyncGenerator<Counted[]> {
  const projection: Record<Exclude<keyof Counted, '_id'>, 1> = {
    sourceCode: 1,
    regionCode: 1,
    district: 1,
    isDemo: 1,
    point: 1,
    filing: 1,
  };
  // Without a filter: to look into each costs the store more than to send it.
  const all = centres.collection.find({}, { projection, batchSize: 2_000, raw: true });
  for await (const batch of rawBatches(all)) yield batch.map((raw) => BSON.deserialize(raw) as Counted);
}

/** Counts the filed ones among the centres it is given, and puts the counts in place of those that stand. */
export function districtCounter() {
  const counts = new Map<string, DistrictRecord & { demos: number }>();

  function add({ regionCode, district, isDemo, point, filing }: Counted): void {
    if (filing.status !== 'filed') return;
    const _id = `${regionCode}:${district.code}`;
    const none = { _id, regionCode, ...district, centres: 0, isDemo: false, demos: 0, lat: 0, lng: 0 };
    const count = counts.get(_id) ?? none;
    const [lng, lat] = point.coordinates;
    count.centres += 1;
    count.demos += isDemo ? 1 : 0;
    count.lat += lat;
    count.lng += lng;
    counts.set(_id, count);
  }

  async function save(districts: Model<DistrictRecord>): Promise<void> {
    const records = Array.from(counts.values(), ({ demos, ...sum }) => ({
      ...{ ...sum, isDemo: demos === sum.centres },
      ...{ lat: sum.lat / sum.centres, lng: sum.lng / sum.centres },
    }));
    const put = () =>
      districts.bulkWrite(
        records.map((record) => ({
          replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true },
        })),
        { ordered: false },
      );
    // A duplicate: a twin has put the first count of a district at this moment. Now it is there to be replaced.
    if (records.length > 0 && !(await isInserted(put))) await put();
    await districts.deleteMany({ _id: mongoose.trusted({ $nin: records.map(({ _id }) => _id) }) });
  }

  return { add, save };
}

/**
 * Counts the filed centres of every district again. Safe to repeat, and to run twice at once. Counted here, one centre
 * after the other: a store that groups them may hold all of a country's at once.
 */
export async function refreshDistricts({
  centres,
  districts,
}: {
  centres: Model<CentreRecord>;
  districts: Model<DistrictRecord>;
}): Promise<void> {
  const counter = districtCounter();
  for await (const batch of readCounted(centres)) for (const centre of batch) counter.add(centre);
  await counter.save(districts);
}
