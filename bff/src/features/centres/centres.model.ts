import mongoose, { type Connection, type Model } from 'mongoose';
import { readTogether } from '../../lib/together.js';
import type { PriceListOrigin } from './centres.public.js';
import type { CentreDetailsRecord, CentreRecord, StampedCentre } from './centres.records.js';
import { type DistrictRecord, districtModel } from './districts.model.js';

const text = { type: String, required: true } as const;
const maybeText = { type: String, default: null } as const;
const whole = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;

/** Parts that the register or the demo county has checked field by field before; kept as they came. */
const checkedElsewhere = { type: mongoose.Schema.Types.Mixed } as const;

function part(fields: mongoose.SchemaDefinition) {
  return { type: new mongoose.Schema(fields, { _id: false }), required: true } as const;
}

/** Shard key: `{ _id: 'hashed' }`. Reads are by id, or by place, which asks every shard under any key. */
const centreSchema = new mongoose.Schema<CentreRecord>(
  {
    _id: text,
    // Unique without an index of its own: the id is derived from it.
    registerKey: text,
    sourceCode: text,
    contentHash: text,
    asOf: { type: String },
    rev: whole,
    epoch: whole,
    isDemo: flag,
    regionCode: text,
    timeZone: text,
    name: text,
    searchText: text,
    address: text,
    phone: maybeText,
    district: part({ code: text, name: text }),
    township: maybeText,
    operatorType: text,
    isInclusive: flag,
    grade: maybeText,
    filing: part({
      status: { type: String, required: true, enum: ['filed', 'suspended', 'cancelled', 'unfiled'] },
      credentialKind: text,
      receiptNumber: maybeText,
      authority: maybeText,
      filedOn: maybeText,
      suspendedFrom: maybeText,
      reason: maybeText,
    }),
    point: part({ type: text, coordinates: { type: [Number], required: true } }),
    openingHours: [checkedElsewhere],
    closesOnHolidays: flag,
    closedDays: [checkedElsewhere],
    groups: [checkedElsewhere],
    careModes: [String],
    priceList: [checkedElsewhere],
    careRules: checkedElsewhere,
    // Mixed and not a list: mongoose would give every centre an empty one.
    reductions: checkedElsewhere,
    cancellation: { ...checkedElsewhere, required: true },
    told: { ...checkedElsewhere, default: null },
    suspension: checkedElsewhere,
    ownDisclosures: { type: [checkedElsewhere], default: undefined },
  },
  {
    collection: 'centres',
    versionKey: false,
    minimize: false,
    strict: 'throw',
    // Every write through the model stamps it; whoever writes past the model does it too.
    timestamps: { createdAt: false, updatedAt: 'changedAt' },
  },
)
  .index({ point: '2dsphere' })
  .index({ changedAt: 1 })
  .index({ 'district.code': 1, _id: 1 });

/** Shard key: `{ _id: 'hashed' }`, the same as of its centre. */
const centreDetailsSchema = new mongoose.Schema<CentreDetailsRecord>(
  {
    _id: text,
    source: { ...checkedElsewhere, required: true },
    registration: { ...checkedElsewhere, required: true },
    inclusiveApproval: { ...checkedElsewhere, default: null },
    priceListFrom: maybeText,
    discountText: maybeText,
    quality: { ...checkedElsewhere, default: null },
    staffRatio: { ...checkedElsewhere, default: null },
    safety: [checkedElsewhere],
    disclosures: [checkedElsewhere],
    website: maybeText,
    email: maybeText,
  },
  { collection: 'centreDetails', versionKey: false, minimize: false, strict: 'throw' },
);

export type CentreModels = ReturnType<typeof centreModels>;

/** The models on this connection, made once. */
export function centreModels(connection: Connection) {
  const centres: Model<CentreRecord> =
    connection.models['Centre'] ?? connection.model<CentreRecord>('Centre', centreSchema);
  const details: Model<CentreDetailsRecord> =
    connection.models['CentreDetails'] ??
    connection.model<CentreDetailsRecord>('CentreDetails', centreDetailsSchema);
  return { centres, details, districts: districtModel(connection) };
}

/** What only searching and the import read. */
const unneeded = {
  searchText: 0,
  registerKey: 0,
  sourceCode: 0,
  contentHash: 0,
} as const;
const facts = { ...unneeded, changedAt: 0 } as const;
/** What a card and a booking need of a centre. */
export type CentreFacts = Omit<CentreRecord, keyof typeof unneeded>;
type Standing = Pick<CentreFacts, '_id' | 'filing' | 'epoch'>;
type StampedFacts = CentreFacts & Pick<StampedCentre, 'changedAt'>;

/** By the driver itself: casting costs more than reading. */
export async function findFacts({ centres }: CentreModels, id: string): Promise<CentreFacts | null> {
  return centres.collection.findOne<CentreFacts>({ _id: id as never }, { projection: facts });
}

/** What bookings read of a centre before and after they claim: many at once, so those of one turn travel together. */
export function bookedCentres({ centres }: CentreModels) {
  const rows = centres.collection as unknown as mongoose.mongo.Collection<CentreRecord>;
  const readBy = <Doc extends { _id: string }>(projection: object) =>
    readTogether(
      (ids: readonly string[]) => rows.find<Doc>({ _id: { $in: [...ids] } }, { projection }).toArray(),
      (id) => id,
    );
  return {
    findFacts: readBy<CentreFacts>(facts),
    findStanding: readBy<Standing>({ filing: 1, epoch: 1 }),
  };
}

/** Ids of those of these whose filing stands. */
export async function listFiled({ centres }: CentreModels, ids: readonly string[]): Promise<string[]> {
  const asked = { _id: { $in: ids as never[] }, 'filing.status': 'filed' };
  const filed = await centres.collection.find(asked, { projection: { _id: 1 } }).toArray();
  return filed.map(({ _id }) => String(_id));
}

/** The same as `findFacts` with the instant at which it was last written. */
export async function findStamped({ centres }: CentreModels, id: string): Promise<StampedFacts | null> {
  return centres.collection.findOne<StampedFacts>({ _id: id as never }, { projection: unneeded });
}

export async function findDetails(
  { details }: CentreModels,
  id: string,
): Promise<CentreDetailsRecord | null> {
  return details.findById(id).lean<CentreDetailsRecord>().exec();
}

/** Since when the price list of a centre holds and who approved it as inclusive; null when there is no such centre. */
export async function findOrigin({ details }: CentreModels, id: string): Promise<PriceListOrigin | null> {
  const projection = { priceListFrom: 1, inclusiveApproval: 1 } as const;
  const found = await details.findById(id, projection).lean<CentreDetailsRecord>().exec();
  return found && { from: found.priceListFrom, approver: found.inclusiveApproval?.approver ?? null };
}

/** Districts that have filed centres, those with most first. */
export async function listDistrictRecords({ districts }: CentreModels): Promise<DistrictRecord[]> {
  return districts.find().sort({ centres: -1, _id: 1 }).lean<DistrictRecord[]>().exec();
}

type DistrictRow = Pick<CentreRecord, '_id' | 'name' | 'filing' | 'groups' | 'told' | 'suspension'>;

/** Centres of one district by id, those after `after`. */
export async function listOfDistrict(
  { centres }: CentreModels,
  code: string,
  after: string | null,
  limit: number,
): Promise<DistrictRow[]> {
  return centres
    .find(
      { 'district.code': code, ...(after === null ? {} : { _id: { $gt: after } }) },
      { name: 1, filing: 1, groups: 1, told: 1, suspension: 1 },
    )
    .sort({ _id: 1 })
    .limit(limit)
    .lean<DistrictRow[]>()
    .exec();
}
