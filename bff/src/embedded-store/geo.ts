import { isDocument, toNumber } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';

/** The sphere of MongoDB's documentation. */
export const EARTH_RADIUS_METRES = 6_378_100;

export type Position = readonly [lng: number, lat: number];

/** Degrees; west may be greater than east where the box crosses the antimeridian. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface Region {
  contains(point: Position): boolean;
  box: Box;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (rad: number) => (rad * 180) / Math.PI;
/** A difference of longitudes brought into (-180, 180]. */
const turn = (difference: number) => ((((difference + 180) % 360) + 360) % 360) - 180;

export function distanceMetres(a: Position, b: Position): number {
  const sinLat = Math.sin(radians(b[1] - a[1]) / 2);
  const sinLng = Math.sin(radians(b[0] - a[0]) / 2);
  const h = sinLat * sinLat + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * sinLng * sinLng;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The box around a circle on the sphere; the whole turn of longitudes where the circle holds a pole. */
export function circleBox([lng, lat]: Position, radiusMetres: number): Box {
  const angle = radiusMetres / EARTH_RADIUS_METRES + 1e-9;
  const south = lat - degrees(angle);
  const north = lat + degrees(angle);
  const ratio = Math.sin(angle) / Math.cos(radians(lat));
  if (south <= -90 || north >= 90 || angle >= Math.PI / 2 || ratio >= 1) {
    return { west: -180, east: 180, south: Math.max(-90, south), north: Math.min(90, north) };
  }
  const half = degrees(Math.asin(ratio));
  return { west: turn(lng - half), east: turn(lng + half), south, north };
}

function readPosition(value: unknown, what: string): Position {
  if (!Array.isArray(value) || value.length < 2) throw badValue(`${what} must be an array of two numbers`);
  return [toNumber(value[0], what), toNumber(value[1], what)];
}

function onEarth(position: Position): Position {
  const [lng, lat] = position;
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) {
    throw badValue(`longitude/latitude is out of bounds, lng: ${lng} lat: ${lat}`);
  }
  return position;
}

/** The point stored in a field: a GeoJSON Point or a legacy pair; undefined for anything else. */
export function storedPoint(value: unknown): Position | undefined {
  const pair = isDocument(value) && value.type === 'Point' ? value.coordinates : value;
  if (!Array.isArray(pair) || pair.length < 2) return undefined;
  const [lng, lat] = [Number(pair[0]), Number(pair[1])];
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : undefined;
}

/** What a 2dsphere index keeps of a field. @throws StoreError 16755 for what is there and is no point on the earth */
export function indexedPoint(value: unknown): Position | undefined {
  if (value === undefined || value === null) return undefined;
  const point = storedPoint(value);
  if (!point)
    throw new StoreError(
      16755,
      `Can't extract geo keys: ${JSON.stringify(value)} is not a point on the earth`,
    );
  return point;
}

export function geoPredicate(operator: string, operand: unknown): (value: unknown) => boolean {
  const region = readRegion(operator, operand);
  return (value) => {
    if (value === undefined || value === null) return false;
    const point = storedPoint(value);
    if (point) return region.contains(point);
    if (isDocument(value) && typeof value.type === 'string' && value.coordinates) {
      throw outOfScope(`a stored ${value.type} in ${operator}`);
    }
    return false;
  };
}

export function readRegion(operator: string, operand: unknown): Region {
  if (!isDocument(operand)) throw badValue(`${operator} needs a document`);
  const [kind] = Object.keys(operand);
  const shape = operand[kind as string];
  if (kind === '$geometry') return geometryRegion(operator, shape);
  if (operator === '$geoIntersects') throw badValue('$geoIntersects needs a $geometry');
  if (kind === '$centerSphere') return capRegion(shape);
  if (kind === '$box' || kind === '$polygon') return flatRegion(kind, shape);
  throw outOfScope(`${operator} with ${kind}`);
}

function capRegion(shape: unknown): Region {
  if (!Array.isArray(shape) || shape.length !== 2)
    throw badValue('$centerSphere needs a centre and a radius');
  const centre = onEarth(readPosition(shape[0], '$centerSphere'));
  const radius = toNumber(shape[1], 'the radius of $centerSphere') * EARTH_RADIUS_METRES;
  if (!(radius >= 0)) throw badValue('radius must be a non-negative number');
  return { contains: (point) => distanceMetres(centre, point) <= radius, box: circleBox(centre, radius) };
}

/** Planar, as Mongo treats $box and $polygon; borders belong to the region. */
function flatRegion(kind: string, shape: unknown): Region {
  if (!Array.isArray(shape)) throw badValue(`${kind} needs an array of points`);
  const points = shape.map((point) => readPosition(point, kind));
  if (kind === '$box' ? points.length !== 2 : points.length < 3)
    throw badValue(`${kind} has a wrong number of points`);
  const lngs = points.map((point) => point[0]);
  const lats = points.map((point) => point[1]);
  const box = {
    west: Math.min(...lngs),
    east: Math.max(...lngs),
    south: Math.min(...lats),
    north: Math.max(...lats),
  };
  const within = ([lng, lat]: Position) =>
    lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north;
  if (kind === '$box') return { contains: within, box };
  return {
    box,
    contains: (point) => {
      if (!within(point)) return false;
      let inside = false;
      for (const [a, b] of edges(points)) {
        const cross = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
        const between =
          Math.min(a[0], b[0]) <= point[0] &&
          point[0] <= Math.max(a[0], b[0]) &&
          Math.min(a[1], b[1]) <= point[1] &&
          point[1] <= Math.max(a[1], b[1]);
        if (cross === 0 && between) return true;
        if (a[1] > point[1] !== b[1] > point[1] && cross > 0 === b[1] > a[1]) inside = !inside;
      }
      return inside;
    },
  };
}

function edges(ring: readonly Position[]): [Position, Position][] {
  return ring.map((point, i) => [point, ring[(i + 1) % ring.length] as Position]);
}

function geometryRegion(operator: string, shape: unknown): Region {
  if (!isDocument(shape)) throw badValue('$geometry needs a GeoJSON object');
  if (shape.crs !== undefined) throw outOfScope('$geometry with a crs');
  if (shape.type === 'Point' && operator === '$geoIntersects') {
    const point = onEarth(readPosition(shape.coordinates, 'Point'));
    return { contains: (other) => distanceMetres(point, other) === 0, box: circleBox(point, 0) };
  }
  const polygons =
    shape.type === 'Polygon'
      ? [shape.coordinates]
      : shape.type === 'MultiPolygon'
        ? (shape.coordinates as unknown)
        : undefined;
  if (!Array.isArray(polygons))
    throw outOfScope(`${operator} with a $geometry of type ${JSON.stringify(shape.type)}`);
  const regions = polygons.map(polygonRegion);
  if (regions.length === 1) return regions[0] as Region;
  const box = {
    west: -180,
    east: 180,
    south: Math.min(...regions.map((region) => region.box.south)),
    north: Math.max(...regions.map((region) => region.box.north)),
  };
  return { contains: (point) => regions.some((region) => region.contains(point)), box };
}

/** A polygon on the sphere, its edges great circles, its inside the smaller side; the first ring may have holes. */
function polygonRegion(coordinates: unknown): Region {
  if (!Array.isArray(coordinates) || coordinates.length === 0) throw badValue('Polygon has no loops');
  const rings = coordinates.map((ring) => {
    if (!Array.isArray(ring) || ring.length < 4)
      throw badValue('a loop of a Polygon needs at least 4 points');
    const points = ring.map((point) => onEarth(readPosition(point, 'Polygon')));
    const [first, last] = [points[0] as Position, points[points.length - 1] as Position];
    if (first[0] !== last[0] || first[1] !== last[1]) throw badValue('loop is not closed');
    return points.slice(0, -1);
  });
  const outer = rings[0] as Position[];
  let lng = outer[0]?.[0] as number;
  let [west, east, south, north] = [lng, lng, 90, -90];
  for (const [a, b] of edges(outer)) {
    const step = turn(b[0] - a[0]);
    lng += step;
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    // a great circle bulges towards the pole, at most as far as between two points of the higher latitude
    const bulge = (lat: number) =>
      degrees(Math.atan(Math.tan(radians(Math.min(89.9, lat))) / Math.cos(radians(step) / 2)));
    const [low, high] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    south = Math.min(south, low < 0 ? -bulge(-low) : low);
    north = Math.max(north, high > 0 ? bulge(high) : high);
  }
  if (east - west >= 180 || Math.abs(lng - (outer[0]?.[0] as number)) > 1) {
    throw outOfScope('a Polygon that holds a pole or spans half the globe');
  }
  return {
    contains: (point) =>
      ringContains(outer, point) && !rings.slice(1).some((hole) => ringContains(hole, point)),
    box: { west: turn(west), east: turn(east), south, north },
  };
}

/** Counts the edges that cross the point's meridian north of it. */
function ringContains(ring: readonly Position[], [lng, lat]: Position): boolean {
  let inside = false;
  for (const [a, b] of edges(ring)) {
    if (a[0] === lng && a[1] === lat) return true;
    const [fromA, fromB] = [turn(a[0] - lng), turn(b[0] - lng)];
    if (fromA >= 0 === fromB >= 0 || Math.abs(fromA - fromB) >= 180) continue;
    const crossing = Math.atan(
      (Math.tan(radians(a[1])) * Math.sin(radians(fromB)) -
        Math.tan(radians(b[1])) * Math.sin(radians(fromA))) /
        Math.sin(radians(fromB - fromA)),
    );
    if (degrees(crossing) > lat) inside = !inside;
  }
  return inside;
}

export interface Near {
  path: string;
  centre: Position;
  /** Distances are multiplied by this for the answer; 1 gives metres. */
  minMetres: number;
  maxMetres: number;
  spherical: boolean;
}

/** `$near`, `$nearSphere` of a query: metres with a GeoJSON point, radians with a legacy pair. */
export function readNear(path: string, operator: string, condition: unknown): Near {
  const outer = condition as Record<string, unknown>;
  const operand = outer[operator];
  const geometry = isDocument(operand) ? operand.$geometry : undefined;
  if (geometry === undefined && operator === '$near') throw outOfScope('$near with a legacy pair');
  const limits = isDocument(geometry) ? { ...outer, ...(operand as Record<string, unknown>) } : outer;
  const centre = onEarth(readPosition(isDocument(geometry) ? geometry.coordinates : operand, operator));
  if (isDocument(geometry) && geometry.type !== 'Point') throw badValue(`${operator} needs a Point`);
  const unit = geometry === undefined ? EARTH_RADIUS_METRES : 1;
  return { path, centre, ...readLimits(limits.$minDistance, limits.$maxDistance, unit), spherical: true };
}

export function readLimits(
  min: unknown,
  max: unknown,
  unit: number,
): { minMetres: number; maxMetres: number } {
  const minMetres = min === undefined ? 0 : toNumber(min, 'minDistance') * unit;
  const maxMetres =
    max === undefined ? Math.PI * EARTH_RADIUS_METRES + 1 : toNumber(max, 'maxDistance') * unit;
  if (!(minMetres >= 0 && maxMetres >= 0)) throw badValue('distances must be non-negative');
  return { minMetres, maxMetres };
}

export function readGeoNearPoint(value: unknown): { centre: Position; unit: number } {
  if (isDocument(value)) {
    if (value.type !== 'Point') throw badValue('$geoNear needs a near Point');
    return { centre: onEarth(readPosition(value.coordinates, '$geoNear near')), unit: 1 };
  }
  return { centre: onEarth(readPosition(value, '$geoNear near')), unit: EARTH_RADIUS_METRES };
}
