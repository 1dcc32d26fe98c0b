import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import type { LatLng } from '../../lib/coordinates.js';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { isInserted } from '../../lib/insert-once.js';
import type { RegionCode } from '../../regions/region.js';

type Room = Reply<'listMotherBabyRooms'>['items'][number];
export type FaultKind = Reply<'reportRoomFault'>['kind'];

/** A mother-baby room as stored; `_id` is derived from source and key, so that an import repeated finds it. Shard key: _id. */
export type RoomRecord = Pick<
  Room,
  'name' | 'address' | 'whereInside' | 'openingHours' | 'facilities' | 'source' | 'isDemo'
> & {
  _id: string;
  contentHash: string;
  regionCode: RegionCode;
  /** GeoJSON, WGS-84: longitude first. */
  point: { type: 'Point'; coordinates: [number, number] };
};

/** What somebody found wrong. Nothing in it leads to who said so. `_id` is derived from (room, key). Shard key: roomId. */
export type RoomFaultDoc = { _id: string; roomId: string; kind: FaultKind; on: string; forgetAt: Date };
export type FaultCount = { roomId: string; kind: FaultKind; reports: number; lastOn: string };

const text = { type: String, required: true } as const;
const checkedElsewhere = { type: Schema.Types.Mixed, required: true } as const;

const roomSchema = new Schema<RoomRecord>(
  {
    _id: text,
    contentHash: text,
    regionCode: text,
    name: text,
    address: text,
    whereInside: { type: String, default: null },
    point: {
      type: new Schema({ type: text, coordinates: { type: [Number], required: true } }, { _id: false }),
      required: true,
    },
    openingHours: [checkedElsewhere],
    facilities: [String],
    source: checkedElsewhere,
    isDemo: { type: Boolean, required: true },
  },
  { collection: 'motherBabyRooms', versionKey: false, minimize: false, strict: 'throw' },
).index({ point: '2dsphere' });

const faultSchema = new Schema<RoomFaultDoc>(
  {
    _id: text,
    roomId: { ...text, index: true },
    kind: text,
    on: text,
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { collection: 'roomFaults', versionKey: false, strict: 'throw' },
);

export type RoomsModel = ReturnType<typeof roomsModel>;

export function roomsModel(store: Connection) {
  const rooms = store.model('MotherBabyRoom', roomSchema);
  const faults = store.model('RoomFault', faultSchema);

  async function hashesOf(ids: string[]): Promise<Map<string, string>> {
    const rows = await rooms
      .find({ _id: { $in: ids } }, { contentHash: 1 })
      .lean<Pick<RoomRecord, '_id' | 'contentHash'>[]>();
    return new Map(rows.map(({ _id, contentHash }) => [_id, contentHash]));
  }

  return {
    init: () => Promise.all([rooms.init(), faults.init()]),

    /** Nearest first by the store's own sphere, which is up to 0.12 % off ours: a little more than asked. */
    listAround: ({ lat, lng }: LatLng, withinMetres: number, limit: number): Promise<RoomRecord[]> =>
      rooms.aggregate<RoomRecord>([
        {
          $geoNear: {
            near: { type: 'Point', coordinates: [lng, lat] },
            key: 'point',
            distanceField: 'storeMetres',
            spherical: true,
            maxDistance: withinMetres * 1.0012 + 1,
          },
        },
        { $limit: limit },
      ]),
    find: (id: string) => rooms.findById(id).lean<RoomRecord>(),

    /** Writes those that are not there yet, or differ. Safe to repeat. */
    async put(records: readonly RoomRecord[]): Promise<{ added: number; changed: number }> {
      const known = await hashesOf(records.map(({ _id }) => _id));
      const different = records.filter(({ _id, contentHash }) => known.get(_id) !== contentHash);
      if (different.length === 0) return { added: 0, changed: 0 };
      const write = () =>
        rooms.bulkWrite(
          different.map((record) => ({
            replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true },
          })),
          { ordered: false },
        );
      // A duplicate: a twin put the first of a room at this moment. Now it is there to be replaced.
      if (!(await isInserted(write))) await write();
      const changed = different.filter(({ _id }) => known.has(_id)).length;
      return { added: different.length - changed, changed };
    },

    findFault: (id: string) => faults.findById(id).lean<RoomFaultDoc>(),
    /** False when this report was made before. */
    async addFault(fault: RoomFaultDoc): Promise<boolean> {
      try {
        await faults.create([fault]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** Reports that still count, by room and kind. */
    async countFaults(roomIds: string[], now: Date): Promise<FaultCount[]> {
      const rows = await faults.aggregate<{ _id: Pick<FaultCount, 'roomId' | 'kind'> } & FaultCount>([
        { $match: { roomId: { $in: roomIds }, forgetAt: { $gt: now } } },
        {
          $group: {
            _id: { roomId: '$roomId', kind: '$kind' },
            reports: { $sum: 1 },
            lastOn: { $max: '$on' },
          },
        },
      ]);
      return rows.map(({ _id, reports, lastOn }) => ({ ..._id, reports, lastOn }));
    },
  };
}
