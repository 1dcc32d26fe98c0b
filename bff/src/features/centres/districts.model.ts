import mongoose, { type Connection, type Model } from 'mongoose';
import type { RegionCode } from '../../regions/region.js';
import type { CentreRecord } from './centres.records.js';

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

type Count = {
  _id: { regionCode: RegionCode; code: string };
  name: string;
  centres: number;
  demos: number;
  lat: number;
  lng: number;
};

/** Counts the filed centres of every district again. Safe to repeat, and to run twice at once. */
export async function refreshDistricts({
  centres,
  districts,
}: {
  centres: Model<CentreRecord>;
  districts: Model<DistrictRecord>;
}): Promise<void> {
  const counts = await centres.aggregate<Count>([
    { $match: { 'filing.status': 'filed' } },
    {
      $group: {
        _id: { regionCode: '$regionCode', code: '$district.code' },
        name: { $first: '$district.name' },
        centres: { $sum: 1 },
        demos: { $sum: { $cond: ['$isDemo', 1, 0] } },
        lng: { $avg: { $arrayElemAt: ['$point.coordinates', 0] } },
        lat: { $avg: { $arrayElemAt: ['$point.coordinates', 1] } },
      },
    },
  ]);
  const records = counts.map(({ _id: { regionCode, code }, name, centres: count, demos, lat, lng }) => ({
    _id: `${regionCode}:${code}`,
    ...{ regionCode, code, name, centres: count, isDemo: demos === count, lat, lng },
  }));
  if (records.length > 0)
    await districts.bulkWrite(
      records.map((record) => ({
        replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true },
      })),
    );
  await districts.deleteMany({ _id: mongoose.trusted({ $nin: records.map(({ _id }) => _id) }) });
}
