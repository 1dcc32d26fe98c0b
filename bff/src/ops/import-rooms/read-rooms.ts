import type { OpeningHours } from '../../features/centres/centres.public.js';
import { toRoomRecord } from '../../features/rooms/room-record.js';
import type { RoomRecord } from '../../features/rooms/rooms.model.js';
import { toWgs84 } from '../../lib/coordinates.js';
import { findRegionAt } from '../../regions/regions.js';
import { isCivilDate, type RejectedLine, readTable } from '../table-file.js';

/** The header, in this order; docs/mother-baby-rooms.md says what each column holds. */
export const roomColumns = [
  ...(['key', 'name', 'address', 'whereInside', 'lat', 'lng', 'datum'] as const),
  ...(['openingHours', 'facilities', 'source', 'asOf'] as const),
];
type Row = Record<(typeof roomColumns)[number], string>;

const facilities: readonly string[] = [
  ...(['nursingSeat', 'changingTable', 'basin', 'hotWater'] as const),
  ...(['sofa', 'lock', 'accessible'] as const),
] satisfies RoomRecord['facilities'];

/** Reads the rows of a file, each whole or not at all. @throws TableFileError for another header, or what is not CSV */
export function readRooms(text: string): { records: RoomRecord[]; rejected: RejectedLine[] } {
  const records = new Map<string, RoomRecord>();
  const rejected: RejectedLine[] = [];
  for (const { line, row } of readTable(text, roomColumns)) {
    const read = row ? readRoom(row) : 'as many cells as the header';
    if (typeof read === 'string') rejected.push({ line, reason: `needs ${read}` });
    else if (records.has(read._id)) rejected.push({ line, reason: 'needs a key that no line before has' });
    else records.set(read._id, read);
  }
  return { records: [...records.values()], rejected };
}

/** The room, or in words what the row needs to be one. */
function readRoom(row: Row): RoomRecord | string {
  const { key, name, address, whereInside, source, asOf } = row;
  if (Object.values(row).some((cell) => cell.includes('\uFFFD'))) return 'to be UTF-8';
  const texts = { key, name, address, source };
  for (const [column, text] of Object.entries(texts))
    if (text === '' || text.length > 120) return `${column}, at most 120 characters`;
  if (whereInside.length > 120) return 'whereInside, at most 120 characters';
  if (!isCivilDate(asOf)) return 'asOf as YYYY-MM-DD';
  const place = readPlace(row);
  if (!place) return 'lat, lng and datum (wgs84 or gcj02) of a place in a known country';
  const openingHours = readHours(row.openingHours);
  if (!openingHours) return 'openingHours like "1-5 08:00-20:00; 6,7 09:00-18:00"';
  const named = row.facilities
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
  if (!named.every((one) => facilities.includes(one))) return `facilities out of ${facilities.join(', ')}`;
  return toRoomRecord(key, {
    ...{ name, address, whereInside: whereInside || null, openingHours, ...place },
    facilities: [...new Set(named)] as RoomRecord['facilities'],
    source: { name: source, asOf },
    isDemo: false,
  });
}

function readPlace({ lat, lng, datum }: Row): Pick<RoomRecord, 'point' | 'regionCode'> | null {
  const isNumber = (text: string) => /^-?\d{1,3}(\.\d+)?$/.test(text);
  if (!isNumber(lat) || !isNumber(lng) || (datum !== 'wgs84' && datum !== 'gcj02')) return null;
  const place = toWgs84({ lat: Number(lat), lng: Number(lng) }, datum);
  const region = findRegionAt(place);
  return region && { regionCode: region.code, point: { type: 'Point', coordinates: [place.lng, place.lat] } };
}

/** `1-5 08:00-20:00; 6,7 09:00-18:00`, Monday is 1; nothing written means not known. Null: not to be read. */
function readHours(text: string): OpeningHours[] | null {
  const hours = new Map<number, OpeningHours>();
  for (const part of text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const clock = '([01]\\d:[0-5]\\d|2[0-3]:[0-5]\\d|24:00)';
    const [, days = '', from = '', to = ''] =
      new RegExp(`^([1-7](?:[-,][1-7])*) ${clock}-${clock}$`).exec(part) ?? [];
    if (!days || to <= from) return null;
    for (const weekday of weekdaysIn(days)) {
      if (hours.has(weekday)) return null;
      hours.set(weekday, { weekday, from, to });
    }
  }
  return [...hours.values()].sort((a, b) => a.weekday - b.weekday);
}

function weekdaysIn(days: string): number[] {
  return days.split(',').flatMap((span) => {
    const [first = 0, last = first] = span.split('-').map(Number);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
}
