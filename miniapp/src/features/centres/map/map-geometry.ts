import type { LatLng } from '../../../platform/gcj02';
import type { Box } from '../find/find-state';

/** What a map shows: its middle, its edges and its zoom (256 px tiles). WGS-84. */
export type MapView = { middle: LatLng; box: Box; zoom: number };

const tilePixels = 256;
const equatorMetres = 40_075_016.686;
/** The ends of a Web-Mercator map. */
const highestLatitude = 85.051;
const [lowestZoom, highestZoom] = [3, 20];

export function metresPerPixel(lat: number, zoom: number): number {
  return (equatorMetres * Math.cos((lat * Math.PI) / 180)) / (tilePixels * 2 ** zoom);
}

/** The zoom at which a circle of that radius just fits into so many pixels. */
export function zoomFor(radiusMetres: number, lat: number, pixels: number): number {
  const zoom = Math.log2(
    (equatorMetres * Math.cos((lat * Math.PI) / 180) * pixels) / (tilePixels * 2 * radiusMetres),
  );
  return Math.min(17, Math.max(lowestZoom, zoom));
}

/** Three rings with round lengths: 1, 2, 3 km around the usual place, thirds of a wider search. */
export function ringsFor(radiusMetres: number): { metres: number; text: string }[] {
  const third = radiusMetres / 3;
  const step = third <= 1000 ? 1000 : Math.round(third / 1000) * 1000;
  return [1, 2, 3].map((n) => ({ metres: step * n, text: `${(step * n) / 1000} 公里` }));
}

/**
 * The point so many metres to the south-west: where a ring's label stands. The bar covers a ring's top, and its sides are
 * cut off first.
 */
export function southWestOf({ lat, lng }: LatLng, metres: number): LatLng {
  const degrees = ((metres * Math.SQRT1_2) / equatorMetres) * 360;
  return {
    lat: Math.max(-highestLatitude, lat - degrees),
    lng: lng - degrees / Math.cos((lat * Math.PI) / 180),
  };
}

/** What is in sight around a middle at a zoom in so many pixels: for a map that cannot say it itself. */
export function viewAround(middle: LatLng, zoom: number, width: number, height: number): MapView {
  const metres = metresPerPixel(middle.lat, zoom);
  const up = ((height / 2) * metres * 360) / equatorMetres;
  const aside = (width / 2) * (360 / (tilePixels * 2 ** zoom));
  const { lat, lng } = middle;
  return { middle, zoom, box: { west: lng - aside, south: lat - up, east: lng + aside, north: lat + up } };
}

const fine = 1e5;
const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));

/**
 * A box as the server is asked for it: edges to the metre, rounded outwards so that nothing seen is left out, and inside
 * the world.
 */
export function askedBox({ west, south, east, north }: Box): Box {
  return {
    west: clamp(Math.floor(west * fine) / fine, 180),
    south: clamp(Math.floor(south * fine) / fine, 90),
    east: clamp(Math.ceil(east * fine) / fine, 180),
    north: clamp(Math.ceil(north * fine) / fine, 90),
  };
}

/** `west,south,east,north`, as the contract writes a box. */
export function boxText({ west, south, east, north }: Box): string {
  return [west, south, east, north].map((edge) => Number(edge.toFixed(5))).join(',');
}

/** The whole zoom that the server groups for. */
export function askedZoom(zoom: number): number {
  return Math.min(highestZoom, Math.max(lowestZoom, Math.round(zoom)));
}

export function isInside({ lat, lng }: LatLng, { west, south, east, north }: Box): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

/** A box that reaches a few metres around a point. */
export function boxAround({ lat, lng }: LatLng): Box {
  const reach = 0.0002;
  return { west: lng - reach, south: lat - reach, east: lng + reach, north: lat + reach };
}

/** From a point to the farthest corner of a box, in metres on the sphere. */
export function reachOf(from: LatLng, { west, south, east, north }: Box): number {
  const corners = [
    { lat: south, lng: west },
    { lat: south, lng: east },
    { lat: north, lng: west },
    { lat: north, lng: east },
  ];
  return Math.max(...corners.map((corner) => metresBetween(from, corner)));
}

function metresBetween(a: LatLng, b: LatLng): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [south, north] = [radians(a.lat), radians(b.lat)];
  const half =
    Math.sin((north - south) / 2) ** 2 +
    Math.cos(south) * Math.cos(north) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return (equatorMetres / Math.PI) * Math.asin(Math.min(1, Math.sqrt(half)));
}
