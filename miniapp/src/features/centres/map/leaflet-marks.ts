import L from 'leaflet';
import type { LatLng } from '../../../platform/gcj02';
import { archMarker, archMarkerSize, clusterSize, roomMarker } from '../../../ui/pictures/arch-marker';
import type { MapCluster, MapMarker, MapPin } from './map-marks';

/** One thing on the map: drawn anew only when `key` changes. */
type Mark = {
  key: string;
  point: LatLng;
  icon: () => L.DivIcon;
  label: string;
  isChosen?: boolean;
  /** Above the others, where they lie on each other. */
  lift?: number;
  onTap: () => void;
};

/**
 * Keeps what is drawn in step with what is wanted and touches only what changed: nothing flickers, and the keyboard's
 * focus stays where it is.
 */
export function drawMarks(map: L.Map): (wanted: readonly Mark[]) => void {
  const drawn = new Map<string, { marker: L.Marker; act: () => void }>();
  return (wanted) => {
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, { marker }] of drawn) {
      if (keys.has(key)) continue;
      marker.remove();
      drawn.delete(key);
    }
    for (const mark of wanted) {
      const known = drawn.get(mark.key);
      if (known) {
        known.act = mark.onTap;
        continue;
      }
      const one = { marker: toLeaflet(mark), act: mark.onTap };
      drawn.set(mark.key, one);
      one.marker.addTo(map);
      name(one.marker, mark, () => one.act());
    }
  };
}

function toLeaflet({ point, icon, lift = 0 }: Mark): L.Marker {
  return L.marker([point.lat, point.lng], { icon: icon(), zIndexOffset: lift });
}

/** Leaflet gives a marker the role of a button and a place in the order of tabs; the name and the keys are ours. */
function name(marker: L.Marker, { label, isChosen }: Mark, act: () => void): void {
  marker.on('click', act);
  const element = marker.getElement();
  element?.setAttribute('aria-label', label);
  if (isChosen) element?.setAttribute('aria-pressed', 'true');
  element?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  });
}

const { width, height, footX, footY } = archMarkerSize;

const archIcon = (html: string) =>
  L.divIcon({ className: 'map-marker', html, iconSize: [width, height], iconAnchor: [footX, footY] });

export function centreMark(marker: MapMarker, isChosen: boolean, onTap: () => void): Mark {
  const { id, arch, label, point } = marker;
  return {
    key: `centre ${id} ${isChosen} ${label} ${point.lat} ${point.lng}`,
    point,
    icon: () => archIcon(archMarker(arch, isChosen)),
    label,
    isChosen,
    lift: isChosen ? 2000 : 0,
    onTap,
  };
}

export function clusterMark(cluster: MapCluster, onTap: () => void): Mark {
  const { id, point, label, centres, withVacancy } = cluster;
  return {
    key: `cluster ${id} ${label}`,
    point,
    icon: () =>
      L.divIcon({
        className: `map-cluster ${withVacancy > 0 ? '' : 'map-cluster-full'}`,
        html: `${centres} 家`,
        iconSize: [clusterSize.width, clusterSize.height],
      }),
    label: `${label}，放大看`,
    lift: 500,
    onTap,
  };
}

export function pinMark({ id, point, label }: MapPin, onTap: () => void): Mark {
  return { key: `pin ${id} ${label}`, point, icon: () => archIcon(roomMarker()), label, lift: -1000, onTap };
}
