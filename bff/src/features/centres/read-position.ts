import { type LatLng, toWgs84 } from '../../lib/coordinates.js';
import { DomainError } from '../../lib/domain-error.js';

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
