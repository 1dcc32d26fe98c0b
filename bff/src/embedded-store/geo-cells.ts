import type { Box, Position } from './geo.js';

/**
 * Points on a Morton curve: 24 bits of longitude and of latitude interleaved (2.4 m at most), most significant first, so
 * that a cell of any size is one range of keys.
 */
const BITS = 24;
const SIDE = 2 ** BITS;
export const CELL_BYTES = 6;

const gridX = (lng: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(((lng + 180) / 360) * SIDE)));
const gridY = (lat: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(((lat + 90) / 180) * SIDE)));

export function cellOf([lng, lat]: Position): number {
  const x = gridX(lng);
  const y = gridY(lat);
  let code = 0;
  for (let bit = BITS - 1; bit >= 0; bit--) code = code * 4 + ((x >> bit) & 1) * 2 + ((y >> bit) & 1);
  return code;
}

/** Ranges [from, to) of the curve that together hold every point of the box, and not much more. */
export function coverBox(box: Box): [number, number][] {
  const wraps = box.west > box.east;
  const boxes = wraps
    ? [
        { ...box, east: 180 },
        { ...box, west: -180 },
      ]
    : [box];
  const ranges = boxes.flatMap((part) => coverPart(part));
  ranges.sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const range of ranges) {
    const last = merged[merged.length - 1];
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else merged.push(range);
  }
  return merged;
}

function coverPart(box: Box): [number, number][] {
  const [x0, x1, y0, y1] = [gridX(box.west), gridX(box.east), gridY(box.south), gridY(box.north)];
  // cells of about a third of the height, fewer where the box is very wide, as it is near a pole
  const step = Math.max((y1 - y0) / 3, (x1 - x0) / 24, 1);
  const smallest = 2 ** Math.floor(Math.log2(step));
  const ranges: [number, number][] = [];
  visit(0, 0, SIDE, 0);
  return ranges;

  function visit(x: number, y: number, size: number, code: number): void {
    if (x > x1 || y > y1 || x + size <= x0 || y + size <= y0) return;
    const within = x >= x0 && x + size - 1 <= x1 && y >= y0 && y + size - 1 <= y1;
    if (within || size <= smallest) {
      ranges.push([code, code + size * size]);
      return;
    }
    const half = size / 2;
    const quarter = half * half;
    visit(x, y, half, code);
    visit(x, y + half, half, code + quarter);
    visit(x + half, y, half, code + 2 * quarter);
    visit(x + half, y + half, half, code + 3 * quarter);
  }
}
