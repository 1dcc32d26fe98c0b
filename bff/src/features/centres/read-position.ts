import { type LatLng, toWgs84 } from '../../lib/coordinates.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Region } from '../../regions/region.js';
import { findRegionAt } from '../../regions/regions.js';

type Asked = {
  lat?: number | undefined;
  lng?: number | undefined;
  datum?: 'wgs84' | 'gcj02' | undefined;
};

/**
 * From where somebody asks, WGS-84; null when they don't say.
 * @throws DomainError input_invalid when only one of the two numbers came
 */
export function readPosition({ lat, lng, datum = 'wgs84' }: Asked): LatLng | null {
  if (lat === undefined && lng === undefined) return null;
  if (lat !== undefined && lng !== undefined) return toWgs84({ lat, lng }, datum);
  const path = lat === undefined ? '/lat' : '/lng';
  throw new DomainError('input_invalid', { n: 1 }, [{ path, message: '经纬度要一起给' }]);
}

/**
 * A place and how far around it somebody looks.
 * @throws DomainError place_unknown, radius_too_large
 */
export function readCircle(asked: {
  lat: number;
  lng: number;
  datum?: 'wgs84' | 'gcj02';
  radiusMetres?: number;
}): { from: LatLng; region: Region; withinMetres: number } {
  const from = toWgs84(asked, asked.datum ?? 'wgs84');
  const region = findRegionAt(from);
  if (!region) throw new DomainError('place_unknown');
  const { maxRadiusMetres, defaultRadiusMetres } = region;
  const withinMetres = asked.radiusMetres ?? defaultRadiusMetres;
  if (withinMetres > maxRadiusMetres)
    throw new DomainError('radius_too_large', { n: maxRadiusMetres / 1000 });
  return { from, region, withinMetres };
}
