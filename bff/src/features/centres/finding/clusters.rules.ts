import type { Box } from './choice.js';

type Spot = { lat: number; lng: number };

/** A web map shows the world as a square of tiles, twice as wide with each zoom. */
const tilePixels = 256;
/** Cells somewhat larger than a touch target and its neighbour's half. */
const cellPixels = 64;
/** Closer than this, what is drawn for two cells would lie on each other. */
const apart = { x: 56, y: 46 };
/** Street level: from here on centres are apart, unless they share one spot. */
const closeZoom = 17;
/** A box wider or higher than a large screen is put into fewer cells, so that an answer stays small. */
const mostPixels = 1_600;
const mostClose = 300;

/**
 * Puts what a map shows into cells of about 64 px, and joins those that would hide each other. The cells belong to the
 * world and not to the box: who moves the map a little finds the same ones. At street level each spot is a cell.
 */
export function toCells<T extends Spot>(spots: readonly T[], zoom: number, box: Box): T[][] {
  const isClose = zoom >= closeZoom && spots.length <= mostClose;
  const fitting = gridZoom(zoom, box);
  const cells = new Map<string | number, T[]>();
  for (const spot of spots) {
    const key = isClose ? `${spot.lat},${spot.lng}` : cellOf(spot, fitting);
    const cell = cells.get(key);
    if (cell) cell.push(spot);
    else cells.set(key, [spot]);
  }
  return isClose ? [...cells.values()] : joined([...cells.values()], fitting);
}

/** The larger cell takes the smaller; one that took another stays where it was, so none wanders off. */
function joined<T extends Spot>(cells: T[][], zoom: number): T[][] {
  const kept: { x: number; y: number; spots: T[] }[] = [];
  for (const spots of cells.sort((a, b) => b.length - a.length)) {
    const [x, y] = pixelsAt(boundsOf(spots).middle, zoom);
    const near = kept.find((other) => Math.abs(other.x - x) < apart.x && Math.abs(other.y - y) < apart.y);
    if (near) near.spots = [...near.spots, ...spots];
    else kept.push({ x, y, spots });
  }
  return kept.map(({ spots }) => spots);
}

/** The box around members of a cell, and their mean place, where the cluster is drawn. */
export function boundsOf(spots: readonly Spot[]): { box: Box; middle: Spot } {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  const sum = { lat: 0, lng: 0 };
  for (const { lat, lng } of spots) {
    box.west = Math.min(box.west, lng);
    box.east = Math.max(box.east, lng);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
    sum.lat += lat;
    sum.lng += lng;
  }
  // A mean of equal numbers may come out a hair beside them, and so outside their own box.
  const within = (low: number, mean: number, high: number) => Math.min(high, Math.max(low, mean));
  const lat = within(box.south, sum.lat / spots.length, box.north);
  const lng = within(box.west, sum.lng / spots.length, box.east);
  return { box, middle: { lat, lng } };
}

/** The zoom asked, or the largest at which the box is no larger than a screen. */
function gridZoom(zoom: number, { west, south, east, north }: Box): number {
  const [left, top] = pixelsAt({ lat: north, lng: west }, zoom);
  const [right, bottom] = pixelsAt({ lat: south, lng: east }, zoom);
  const tooLarge = Math.max(right - left, bottom - top) / mostPixels;
  return tooLarge > 1 ? zoom - Math.ceil(Math.log2(tooLarge)) : zoom;
}

function cellOf(spot: Spot, zoom: number): number {
  const [x, y] = pixelsAt(spot, zoom);
  return Math.floor(x / cellPixels) * 2 ** 24 + Math.floor(y / cellPixels);
}

/** Web Mercator (EPSG:3857), pixels from the world's north-west corner; it ends at 85.05°, where nobody lives. */
function pixelsAt({ lat, lng }: Spot, zoom: number): [x: number, y: number] {
  const world = tilePixels * 2 ** zoom;
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [((lng + 180) / 360) * world, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * world];
}
