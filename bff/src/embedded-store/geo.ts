import { isDocument } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';
import { numericOf } from './order.js';

/** The sphere of MongoDB's documentation. */
const EARTH_RADIUS_METRES = 6_378_100;
export const FARTHEST_METRES = Math.PI * EARTH_RADIUS_METRES + 1;

export type Position = readonly [lng: number, lat: number];

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (rad: number) => (rad * 180) / Math.PI;

export function distanceMetres(a: Position, b: Position): number {
  const sinLat = Math.sin(radians(b[1] - a[1]) / 2);
  const sinLng = Math.sin(radians(b[0] - a[0]) / 2);
  const h = sinLat * sinLat + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * sinLng * sinLng;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A GeoJSON Point as longitude and latitude; undefined for anything else, and for what is off the earth. */
function readPoint(value: unknown): Position | undefined {
  if (!isDocument(value) || value.type !== 'Point' || !Array.isArray(value.coordinates)) return undefined;
  const [lng, lat] = value.coordinates.map((part) => Number(numericOf(part))) as [number, number];
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : undefined;
}

/** @throws StoreError 115 for a legacy pair, 2 for what is no point on the earth */
export function nearPoint(value: unknown): Position {
  const point = readPoint(value);
  if (!point && Array.isArray(value)) throw outOfScope('$geoNear with a legacy pair');
  if (!point) throw badValue(`$geoNear needs a Point on the earth, not ${JSON.stringify(value)}`);
  return point;
}

/** What a 2dsphere index keeps of a field. @throws StoreError 16755 for what is there and is no Point on the earth */
export function indexedPoint(value: unknown): Position | undefined {
  if (value === undefined || value === null) return undefined;
  const point = readPoint(value);
  if (point) return point;
  throw new StoreError(16755, `Can't extract geo keys: ${JSON.stringify(value)} is no Point on the earth`);
}

/** The earth in bands of about 5.5 km, south to north; within a band, west to east: a box is one range in each band. */
const BANDS_PER_DEGREE = 20;
const bandOf = (lat: number) => Math.floor((lat + 90) * BANDS_PER_DEGREE);

/** Band, longitude and latitude, as bytes that keep their order. */
function cell(band: number, lng: number, lat = -90): Buffer {
  const bytes = Buffer.alloc(18);
  bytes.writeUInt16BE(band, 0);
  bytes.writeDoubleBE(lng + 180, 2);
  bytes.writeDoubleBE(lat + 90, 10);
  return bytes;
}

export const cellOf = ([lng, lat]: Position) => cell(bandOf(lat), lng, lat);

/** The point in the key of an index entry, behind the number of the index. */
export const pointIn = (key: Buffer): Position => [key.readDoubleBE(6) - 180, key.readDoubleBE(14) - 90];

/** Ranges of cells that hold every point of a circle on the sphere, and not much more. */
export function coverCircle([lng, lat]: Position, radiusMetres: number): [from: Buffer, to: Buffer][] {
  const angle = radiusMetres / EARTH_RADIUS_METRES + 1e-9;
  const [south, north] = [lat - degrees(angle), lat + degrees(angle)];
  const [first, last] = [bandOf(Math.max(-90, south)), bandOf(Math.min(90, north))];
  const after = (band: number, east: number) => Buffer.concat([cell(band, east, 90), Buffer.of(0xff)]);
  const ratio = Math.sin(angle) / Math.cos(radians(lat));
  // with a pole inside: the whole turn, so that the bands follow one another
  if (south <= -90 || north >= 90 || ratio >= 1) return [[cell(first, -180), after(last, 180)]];
  const half = degrees(Math.asin(ratio));
  const [west, east] = [lng - half, lng + half];
  const parts = [[Math.max(west, -180), Math.min(east, 180)] as const];
  if (west < -180) parts.push([west + 360, 180]);
  if (east > 180) parts.push([-180, east - 360]);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((band) =>
    parts.map(([from, to]): [Buffer, Buffer] => [cell(band, from), after(band, to)]),
  );
}
