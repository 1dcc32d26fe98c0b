import type { MapTiles } from './map-tiles';

/** The server writes its setting into the page it serves; null: the operator has no tiles. */
export function mapTiles(): MapTiles | null {
  const given = document.querySelector<HTMLMetaElement>('meta[name="map-tiles"]')?.content;
  return given ? (JSON.parse(given) as MapTiles) : null;
}
