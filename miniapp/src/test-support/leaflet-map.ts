import type { CentreMapProps } from '../features/centres/map/map-marks';

type Drawn = Pick<CentreMapProps, 'markers' | 'clusters' | 'pins' | 'chosen'>;

/** What the page asked its map to draw, and the props whose callbacks it hears. A test empties it before it looks. */
export const seenByMap = { drawn: [] as Drawn[], props: null as { current: CentreMapProps } | null };

/** Stands in for Leaflet, which needs a real browser; the map's geometry has tests of its own. */
export function openLeafletMap(_element: HTMLElement, latest: { current: CentreMapProps }) {
  seenByMap.props = latest;
  return {
    lookAt() {},
    resize() {},
    drawRings() {},
    draw: (shown: Drawn) => void seenByMap.drawn.push(shown),
    drawOwn() {},
    follow() {},
    close() {},
  };
}
