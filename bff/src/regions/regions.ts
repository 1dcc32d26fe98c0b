import { china } from './cn.js';
import { poland } from './pl.js';
import type { Region, RegionCode } from './region.js';

export const regions: readonly Region[] = [china, poland];

/** @throws RangeError for a code that no region has: data that names one is broken. */
export function getRegion(code: RegionCode): Region {
  const region = regions.find((candidate) => candidate.code === code);
  if (!region) throw new RangeError(`no region ${code}`);
  return region;
}

/** The region whose box holds this WGS-84 point, or null: the service knows nothing about that place. */
export function findRegionAt(point: { lat: number; lng: number }): Region | null {
  return regions.find(({ box }) => isInBox(point, box)) ?? null;
}

export function isInBox({ lat, lng }: { lat: number; lng: number }, box: Region['box']): boolean {
  return lat >= box.south && lat <= box.north && lng >= box.west && lng <= box.east;
}
