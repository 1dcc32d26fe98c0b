import { isInChina, toGcj02 } from './gcj02';
import type { Destination } from './map-app';

type Phone = 'iPhone' | 'Android' | 'other';

function phoneOf(userAgent: string): Phone {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'iPhone';
  return /Android/.test(userAgent) ? 'Android' : 'other';
}

/**
 * The address that shows a place in the phone's map. In China AMap's, which opens its app on both kinds of phone and a
 * page where there is none: it names its datum (gaode is GCJ-02), while apps there read a bare `geo:` in datums of their
 * own and miss by 500 m. Elsewhere the phone's own: `geo:` (RFC 5870, WGS-84) on Android, Apple's map on an iPhone.
 */
export function mapAppUrl({ name, address, point }: Destination, userAgent: string): string {
  const label = encodeURIComponent(name || address);
  if (isInChina(point)) {
    const { lat, lng } = toGcj02(point);
    return `https://uri.amap.com/marker?position=${lng.toFixed(6)},${lat.toFixed(6)}&name=${label}&src=nearcare&coordinate=gaode&callnative=1`;
  }
  const at = `${point.lat.toFixed(6)},${point.lng.toFixed(6)}`;
  const phone = phoneOf(userAgent);
  if (phone === 'iPhone') return `https://maps.apple.com/?ll=${at}&q=${label}`;
  if (phone === 'Android') return `geo:${at}?q=${at}(${label})`;
  return `https://www.openstreetmap.org/?mlat=${point.lat}&mlon=${point.lng}#map=17/${point.lat}/${point.lng}`;
}

/** Shows the way in the phone's map. */
export function openInMapApp(destination: Destination): void {
  const url = mapAppUrl(destination, navigator.userAgent);
  // An app's address has no page: in a new window it would leave a blank one behind.
  if (url.startsWith('geo:')) window.location.assign(url);
  else window.open(url, '_blank', 'noopener');
}
