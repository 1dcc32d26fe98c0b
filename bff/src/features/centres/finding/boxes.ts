import { toWgs84 } from '../../../lib/coordinates.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { Region } from '../../../regions/region.js';
import { regions } from '../../../regions/regions.js';
import type { Box } from './choice.js';

/**
 * A box as the contract has it (`west,south,east,north` in degrees of `datum`), in WGS-84, and the region it shows.
 * @throws DomainError input_invalid (box) for one that is none, lies over the 180th meridian or is larger than the
 * region; place_unknown where it shows no region
 */
export function readBox(text: string, datum: 'wgs84' | 'gcj02'): { box: Box; region: Region } {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number);
  if (Math.abs(south) > 90 || Math.abs(north) > 90 || Math.abs(west) > 180 || Math.abs(east) > 180)
    throw badBox('经度在 -180 到 180 之间，纬度在 -90 到 90 之间');
  if (west >= east) throw badBox('西边要在东边的左面，不能跨过 180 度经线');
  if (south >= north) throw badBox('南边要在北边的下面');
  const box = inWgs84({ west, south, east, north }, datum);
  const region = regions.find((one) => isShown(one.box, box));
  if (!region) throw new DomainError('place_unknown');
  if (east - west > region.box.east - region.box.west || north - south > region.box.north - region.box.south)
    throw badBox('范围太大，放大地图再看');
  return { box, region };
}

function inWgs84({ west, south, east, north }: Box, datum: 'wgs84' | 'gcj02'): Box {
  const southWest = toWgs84({ lat: south, lng: west }, datum);
  const northEast = toWgs84({ lat: north, lng: east }, datum);
  return { west: southWest.lng, south: southWest.lat, east: northEast.lng, north: northEast.lat };
}

function isShown(region: Box, box: Box): boolean {
  return (
    box.west <= region.east &&
    box.east >= region.west &&
    box.south <= region.north &&
    box.north >= region.south
  );
}

function badBox(message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path: '/box', message }]);
}
