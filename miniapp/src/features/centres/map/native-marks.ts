import { toGcj02 } from '../../../platform/gcj02';
import { type ArchState, archMarkerSize, clusterSize } from '../../../ui/pictures/arch-marker';
import type { CentreMapProps, MapCluster, MapMarker, MapPin } from './map-marks';

/** One marker of WeChat's map, and what a tap on it does. */
export type NativeMark = {
  shown: { latitude: number; longitude: number; iconPath: string; [property: string]: unknown };
  onTap: () => void;
};

const picture = (name: string) => `/assets/markers/${name}.png`;

/** The PNG of an arch: drawn from ui/pictures/arch-marker.ts, because WeChat's map takes files only. */
export function pictureOf(arch: ArchState): string {
  return arch.state === 'free' ? `free-${arch.places > 9 ? '9plus' : arch.places}` : arch.state;
}

const { width, height, footX, footY } = archMarkerSize;

/** In WeChat's datum, which its map draws: a point of ours would stand some 500 m aside. */
function at(point: MapMarker['point']): { latitude: number; longitude: number } {
  const { lat, lng } = toGcj02(point);
  return { latitude: lat, longitude: lng };
}

function arch(mark: MapMarker | MapPin, name: string, isChosen = false): NativeMark['shown'] {
  const scale = isChosen ? 1.18 : 1;
  return {
    ...at(mark.point),
    iconPath: picture(name),
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    anchor: { x: footX / width, y: footY / height },
    zIndex: isChosen ? 5 : 1,
    ariaLabel: mark.label,
  };
}

function cluster({ point, label, centres, withVacancy }: MapCluster): NativeMark['shown'] {
  return {
    ...at(point),
    iconPath: picture(withVacancy > 0 ? 'cluster' : 'cluster-full'),
    ...clusterSize,
    anchor: { x: 0.5, y: 0.5 },
    zIndex: 2,
    ariaLabel: `${label}，放大看`,
    label: {
      content: `${centres} 家`,
      color: withVacancy > 0 ? '#FFFFFF' : '#4A5670',
      fontSize: 13,
      // From the marker's point, the middle of the cluster, to the corner of its text.
      anchorX: -Math.round((String(centres).length * 7.5 + 17) / 2),
      anchorY: -9,
      textAlign: 'center',
    },
  };
}

type Shown = Pick<CentreMapProps, 'markers' | 'clusters' | 'pins' | 'chosen' | 'onChoose' | 'onPin'>;

/** Everything on the map, the chosen centre last and above a larger outline of itself. */
export function nativeMarks(shown: Shown, onCluster: (cluster: MapCluster) => void): NativeMark[] {
  const { markers, clusters, pins, chosen, onChoose, onPin } = shown;
  const others = markers.filter(({ id }) => id !== chosen?.id);
  const marks = [
    ...pins.map((pin) => ({ shown: { ...arch(pin, 'room'), zIndex: 0 }, onTap: () => onPin(pin.id) })),
    ...clusters.map((one) => ({ shown: cluster(one), onTap: () => onCluster(one) })),
    ...others.map((marker) => ({
      shown: arch(marker, pictureOf(marker.arch)),
      onTap: () => onChoose(marker),
    })),
  ];
  if (chosen === null) return marks;
  const onTap = () => onChoose(chosen);
  return [
    ...marks,
    { shown: { ...arch(chosen, 'chosen', true), zIndex: 4 }, onTap },
    { shown: arch(chosen, pictureOf(chosen.arch), true), onTap },
  ];
}
