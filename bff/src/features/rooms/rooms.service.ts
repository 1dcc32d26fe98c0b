import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { distanceMetres, toWgs84 } from '../../lib/coordinates.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import { findRegionAt, getRegion } from '../../regions/regions.js';
import { openingOn, walkMinutes } from '../centres/centres.public.js';
import type { FaultCount, RoomRecord, RoomsModel } from './rooms.model.js';

type Room = Reply<'listMotherBabyRooms'>['items'][number];
type Fault = Reply<'reportRoomFault'>;

const mostListed = 100;
/** Room for the difference between the store's order and ours. */
const spare = 20;
const defaultRadiusMetres = 3000;
const faultDays = 14;

/** Mother-baby rooms (母婴室), and what people found wrong with them. */
export function roomsService({ model, clock }: { model: RoomsModel; clock: Clock }) {
  /** @throws DomainError place_unknown */
  async function listMotherBabyRooms(
    query: Query<'listMotherBabyRooms'>,
  ): Promise<Reply<'listMotherBabyRooms'>> {
    const from = toWgs84(query, query.datum ?? 'wgs84');
    if (!findRegionAt(from)) throw new DomainError('place_unknown');
    const radius = query.radiusMetres ?? defaultRadiusMetres;
    const now = clock.now();
    const near = (await model.listAround(from, radius, mostListed + spare))
      .map((room) => ({ room, metres: distanceMetres(from, pointOf(room)) }))
      .filter(({ metres }) => metres <= radius)
      .sort((a, b) => a.metres - b.metres || (a.room._id < b.room._id ? -1 : 1))
      .slice(0, mostListed);
    const faults = await model.countFaults(
      near.map(({ room }) => room._id),
      now,
    );
    return {
      items: near.map(({ room, metres }) => toRoom(room, metres, faults, now)),
      answeredAt: now.toISOString(),
    };
  }

  /**
   * One report for each key, however often it is sent. Nothing is kept of who sent it.
   * @param countAgainst refuses whoever has reported too much; asked only when this report is a new one
   * @throws DomainError not_found, idempotency_key_reused, and what `countAgainst` throws
   */
  async function reportRoomFault(
    roomId: string,
    { kind }: Body<'reportRoomFault'>,
    key: string,
    countAgainst: () => Promise<void>,
  ): Promise<Fault> {
    const room = await model.find(roomId);
    if (!room) throw new DomainError('not_found');
    const _id = derivedId('rf', roomId, key);
    const before = await model.findFault(_id);
    if (before) return repeated(before.kind, kind);
    await countAgainst();
    const now = clock.now();
    const on = civilNow(getRegion(room.regionCode).timeZone, now).date;
    const forgetAt = new Date(now.getTime() + faultDays * 86_400_000);
    if (!(await model.addFault({ _id, roomId, kind, on, forgetAt }))) {
      const twin = await model.findFault(_id);
      if (!twin) throw new DomainError('retry');
      return repeated(twin.kind, kind);
    }
    return { kind };
  }

  return { listMotherBabyRooms, reportRoomFault };
}

function repeated(before: Fault['kind'], kind: Fault['kind']): Fault {
  if (before !== kind) throw new DomainError('idempotency_key_reused');
  return { kind };
}

function pointOf({ point: { coordinates } }: RoomRecord) {
  return { lng: coordinates[0], lat: coordinates[1] };
}

function toRoom(room: RoomRecord, metres: number, faults: readonly FaultCount[], now: Date): Room {
  const { _id, name, address, whereInside, openingHours, facilities, source, isDemo } = room;
  return {
    ...{ id: _id, name, address, whereInside, openingHours, facilities, source, isDemo },
    point: { ...pointOf(room), datum: 'wgs84' },
    distanceMetres: Math.round(metres),
    walkMinutes: walkMinutes(metres),
    ...openingNow(room, now),
    faults: faults
      .filter(({ roomId }) => roomId === _id)
      .map(({ kind, reports, lastOn }) => ({ kind, reports, lastOn }))
      .sort((a, b) => b.reports - a.reports || (a.kind < b.kind ? -1 : 1)),
  };
}

/** Stations and malls keep their week on holidays too; a source that knows more writes it into the hours. */
function openingNow(
  { openingHours, regionCode }: RoomRecord,
  now: Date,
): Pick<Room, 'isOpenNow' | 'closesAt'> {
  if (openingHours.length === 0) return { isOpenNow: null, closesAt: null };
  const { timeZone, calendar } = getRegion(regionCode);
  const { date, time } = civilNow(timeZone, now);
  const opening = openingOn({ openingHours, closesOnHolidays: false, closedDays: [] }, date, calendar);
  const isOpenNow = opening.isOpen && opening.from <= time && time < opening.to;
  return { isOpenNow, closesAt: isOpenNow ? opening.to : null };
}
