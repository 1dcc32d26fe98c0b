import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { LatLng } from '../../../platform/gcj02';
import { mapTiles } from '../../../platform/map-tiles';
import { centreMark, clusterMark, drawMarks, pinMark } from './leaflet-marks';
import { ringsFor, southWestOf, zoomFor } from './map-geometry';
import { type CentreMapProps, type MapCluster, nearestZoom } from './map-marks';
import type { MapMove } from './map-view';
import { QuiltLayer } from './quilt-layer';

export type LeafletMap = {
  /** To the middle, so that the radius fits. */
  lookAt: (middle: LatLng, radiusMetres: number) => void;
  /** The element has another size. */
  resize: () => void;
  drawRings: (middle: LatLng, radiusMetres: number) => void;
  draw: (shown: Pick<CentreMapProps, 'markers' | 'clusters' | 'pins' | 'chosen'>) => void;
  drawOwn: (own: LatLng | null) => void;
  /** Brings a point into sight if it is not. */
  follow: (point: LatLng) => void;
  close: () => void;
};

const ringColor = '#7f9bce';
/** Beyond these a map repeats itself. */
const world: L.LatLngBoundsLiteral = [
  [-85.05, -180],
  [85.05, 180],
];

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Streets if the operator has tiles, else the quilt, which also lies below them while they come. */
function layGround(map: L.Map): void {
  new QuiltLayer().addTo(map);
  const tiles = mapTiles();
  if (tiles === null) return;
  for (const url of tiles.urls) {
    // The tile service checks who asks by the origin; the address of the page is none of its business.
    L.tileLayer(url, { maxZoom: nearestZoom, referrerPolicy: 'origin' }).addTo(map);
  }
  // Ours, because Leaflet's own prefix draws a flag.
  L.control
    .attribution({ position: 'bottomleft', prefix: false })
    .addAttribution(escaped([tiles.attribution, tiles.approvalNumber].filter(Boolean).join(' ')))
    .addTo(map);
}

/** Opens Leaflet inside an element. `latest` gives the current callbacks without opening the map anew. */
export function openLeafletMap(element: HTMLElement, latest: { current: CentreMapProps }): LeafletMap {
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: false,
    // Tiles are sharp at whole zooms only; the quilt is at all of them.
    zoomSnap: mapTiles() === null ? 0 : 1,
    minZoom: 3,
    maxZoom: nearestZoom,
    maxBounds: world,
    zoomAnimation: !isStill,
    markerZoomAnimation: !isStill,
  });
  const { middle, radiusMetres } = latest.current;
  map.setView([middle.lat, middle.lng], zoomFor(radiusMetres, middle.lat, 300), { animate: false });
  layGround(map);
  const rings = L.layerGroup().addTo(map);
  const self = L.layerGroup().addTo(map);
  const drawWanted = drawMarks(map);
  let isOurs = false;

  const say = (move: MapMove) => {
    const bounds = map.getBounds();
    const { lat, lng } = map.getCenter();
    const box = {
      west: bounds.getWest(),
      south: bounds.getSouth(),
      east: bounds.getEast(),
      north: bounds.getNorth(),
    };
    latest.current.onView({ middle: { lat, lng }, box, zoom: map.getZoom() }, move);
  };
  map.on('moveend', () => {
    if (!isOurs) say('moved');
  });

  /** A move of ours, without animation: it is over when this returns. */
  const move = (kind: 'placed' | 'followed', work: () => void) => {
    isOurs = true;
    work();
    isOurs = false;
    say(kind);
  };

  const open = ({ box }: MapCluster) => {
    const bounds = L.latLngBounds([box.south, box.west], [box.north, box.east]);
    const zoom = Math.min(nearestZoom, map.getBoundsZoom(bounds, false, L.point(96, 112)));
    if (map.getZoom() >= nearestZoom - 0.5) latest.current.onList(box);
    else map.setView(bounds.getCenter(), Math.max(zoom, Math.min(nearestZoom, map.getZoom() + 1)));
  };

  return {
    lookAt(centre, radius) {
      move('placed', () => {
        map.invalidateSize({ animate: false, pan: false });
        // The rings of 2 km fill the width; the third looks in at the corners.
        const zoom = zoomFor(radius, centre.lat, Math.max(200, map.getSize().x * 1.05));
        map.setView([centre.lat, centre.lng], zoom, { animate: false });
      });
    },
    resize() {
      move('followed', () => map.invalidateSize({ animate: false }));
    },
    follow(point) {
      if (map.getBounds().pad(-0.12).contains([point.lat, point.lng])) return;
      move('followed', () => map.panInside([point.lat, point.lng], { padding: [60, 90], animate: false }));
    },
    drawRings(centre, radius) {
      rings.clearLayers();
      ringsFor(radius).forEach(({ metres, text }, index) =>
        drawRing(rings, centre, metres, text, index === 0),
      );
    },
    draw({ markers, clusters, pins, chosen }) {
      const { onChoose, onPin } = latest.current;
      const others = markers.filter(({ id }) => id !== chosen?.id);
      drawWanted([
        ...pins.map((pin) => pinMark(pin, () => onPin(pin.id))),
        ...clusters.map((cluster) => clusterMark(cluster, () => open(cluster))),
        ...others.map((marker) => centreMark(marker, false, () => onChoose(marker))),
        ...(chosen ? [centreMark(chosen, true, () => onChoose(chosen))] : []),
      ]);
    },
    drawOwn(own) {
      self.clearLayers();
      if (own !== null) drawUntouchable(self, own, 'map-own', '', [18, 18]);
    },
    close() {
      map.remove();
    },
  };
}

function drawRing(layer: L.LayerGroup, centre: LatLng, metres: number, text: string, isFirst: boolean): void {
  L.circle([centre.lat, centre.lng], {
    radius: metres,
    color: ringColor,
    weight: 1.8,
    dashArray: '7 6',
    lineCap: 'round',
    fill: isFirst,
    fillColor: '#2c4f97',
    fillOpacity: 0.05,
    interactive: false,
  }).addTo(layer);
  drawUntouchable(layer, southWestOf(centre, metres), 'map-ring-label', text, [64, 20]);
}

/** Something that is only looked at: no tap, no focus, not read out. */
function drawUntouchable(
  layer: L.LayerGroup,
  { lat, lng }: LatLng,
  className: string,
  html: string,
  iconSize: [number, number],
): void {
  const icon = L.divIcon({ className, html, iconSize });
  const marker = L.marker([lat, lng], { icon, interactive: false, keyboard: false }).addTo(layer);
  marker.getElement()?.setAttribute('aria-hidden', 'true');
}
