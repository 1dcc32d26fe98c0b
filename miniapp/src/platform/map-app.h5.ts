import { isInChina, toGcj02 } from './gcj02';
import type { Destination } from './map-app';

/** Shows the way in a map site: AMap inside China (GCJ-02), OpenStreetMap elsewhere. */
export function openInMapApp({ name, address, point }: Destination): void {
  const there = toGcj02(point);
  const label = encodeURIComponent(name || address);
  const url = isInChina(point)
    ? `https://uri.amap.com/marker?position=${there.lng.toFixed(6)},${there.lat.toFixed(6)}&name=${label}`
    : `https://www.openstreetmap.org/?mlat=${point.lat}&mlon=${point.lng}#map=17/${point.lat}/${point.lng}`;
  window.open(url, '_blank', 'noopener');
}
