import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { LatLng } from '../../platform/gcj02';
import { archMarker, archMarkerSize } from '../../ui/pictures/arch-marker';
import {
  type CentreMapProps,
  groupMarkers,
  type MapCentre,
  metresPerPixel,
  northOf,
  ringsFor,
  zoomFor,
} from './map-geometry';
import { QuiltLayer } from './quilt-layer';

export type LeafletMap = {
  lookAt: (middle: LatLng, radiusMetres: number) => void;
  drawCentres: (centres: readonly MapCentre[], chosenId: string | null) => void;
  drawOwn: (own: LatLng | null) => void;
  close: () => void;
};

const ringColor = '#7f9bce';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Opens Leaflet inside an element. `latest` gives the current callbacks without opening the map anew. */
export function openLeafletMap(element: HTMLElement, latest: { current: CentreMapProps }): LeafletMap {
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0,
    zoomAnimation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
  const { middle, radiusMetres } = latest.current;
  map.setView([middle.lat, middle.lng], zoomFor(radiusMetres, middle.lat, 300), { animate: false });
  if (BUILD.mapTileUrl === '') {
    new QuiltLayer().addTo(map);
  } else {
    L.tileLayer(BUILD.mapTileUrl, { maxZoom: 18 }).addTo(map);
    // Ours, because Leaflet's own prefix draws a flag.
    L.control
      .attribution({ position: 'bottomleft', prefix: false })
      .addAttribution(escaped([BUILD.mapAttribution, BUILD.mapApprovalNumber].filter(Boolean).join(' ')))
      .addTo(map);
  }
  const rings = L.layerGroup().addTo(map);
  const marks = L.layerGroup().addTo(map);
  const self = L.layerGroup().addTo(map);
  let drawn: { centres: readonly MapCentre[]; chosenId: string | null } = { centres: [], chosenId: null };
  // Only what the parent does may offer 搜这一片; our own moves say nothing.
  let isOurMove = false;

  const drawRings = (centre: LatLng, radius: number) => {
    rings.clearLayers();
    ringsFor(radius).forEach(({ metres, text }, index) => {
      L.circle([centre.lat, centre.lng], {
        radius: metres,
        color: ringColor,
        weight: 1.8,
        dashArray: '7 6',
        lineCap: 'round',
        fill: index === 0,
        fillColor: '#2c4f97',
        fillOpacity: 0.05,
        interactive: false,
      }).addTo(rings);
      const top = northOf(centre, metres);
      L.marker([top.lat, top.lng], {
        icon: L.divIcon({ className: 'find-ring-label', html: text, iconSize: [64, 20] }),
        interactive: false,
        keyboard: false,
      }).addTo(rings);
    });
  };

  const drawMarks = () => {
    marks.clearLayers();
    for (const group of groupMarkers(drawn.centres, map.getZoom(), drawn.chosenId)) {
      const only = group.centres.length === 1 ? group.centres[0] : undefined;
      const marker = only
        ? L.marker([only.point.lat, only.point.lng], {
            icon: L.divIcon({
              className: 'find-marker',
              html: archMarker(only.arch, only.id === drawn.chosenId),
              iconSize: [archMarkerSize.width, archMarkerSize.height],
              iconAnchor: [archMarkerSize.footX, archMarkerSize.footY],
            }),
            zIndexOffset: only.id === drawn.chosenId ? 1000 : 0,
          }).on('click', () => latest.current.onChoose(only.id))
        : L.marker([group.point.lat, group.point.lng], {
            icon: L.divIcon({
              className: 'find-cluster',
              html: `${group.centres.length} 家`,
              iconSize: [48, 36],
            }),
          }).on('click', () =>
            map.setView([group.point.lat, group.point.lng], Math.min(17, map.getZoom() + 1.5)),
          );
      marker.addTo(marks);
      marker
        .getElement()
        ?.setAttribute('aria-label', only?.label ?? `这里有 ${group.centres.length} 家，放大看`);
    }
  };

  map.on('zoomend', drawMarks);
  map.on('moveend', () => {
    if (isOurMove) return;
    const { lat, lng } = map.getCenter();
    const { x, y } = map.getSize();
    const radius = (Math.min(x, y) / 2) * metresPerPixel(lat, map.getZoom());
    latest.current.onMove({ lat, lng }, Math.round(radius));
  });

  return {
    lookAt(centre, radius) {
      isOurMove = true;
      map.invalidateSize({ animate: false });
      const { x } = map.getSize();
      // The rings of 2 km fill the width; the third looks in at the corners.
      const zoom = zoomFor(radius, centre.lat, Math.max(200, x * 1.05));
      map.setView([centre.lat, centre.lng], zoom, { animate: false });
      drawRings(centre, radius);
      drawMarks();
      isOurMove = false;
    },
    drawCentres(centres, chosenId) {
      drawn = { centres, chosenId };
      drawMarks();
    },
    drawOwn(own) {
      self.clearLayers();
      if (own === null) return;
      L.marker([own.lat, own.lng], {
        icon: L.divIcon({ className: 'find-own', html: '', iconSize: [18, 18] }),
        interactive: false,
        keyboard: false,
      }).addTo(self);
    },
    close() {
      map.remove();
    },
  };
}
