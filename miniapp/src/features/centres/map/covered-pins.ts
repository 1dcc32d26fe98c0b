import { archMarkerSize, clusterSize } from '../../../ui/pictures/arch-marker';
import type { Box } from '../find/find-state';
import type { MapCluster, MapPin } from './map-marks';

const { width, height, footX, footY } = archMarkerSize;

/**
 * The pins of a layer that no cluster lies on: two pictures on each other can be neither read nor tapped, and the centres
 * are what the map is for. Nearer by, clusters dissolve and the pins come out. `box` is what `heightPx` of map show.
 */
export function uncovered(
  pins: readonly MapPin[],
  clusters: readonly Pick<MapCluster, 'point'>[],
  box: Box | null,
  heightPx: number,
): readonly MapPin[] {
  if (box === null || clusters.length === 0) return pins;
  const perDegree = heightPx / (box.north - box.south);
  const narrowing = Math.cos((((box.north + box.south) / 2) * Math.PI) / 180);
  const isCovered = ({ point }: MapPin) =>
    clusters.some((cluster) => {
      // From the middle of the cluster to the pin's foot, px; downwards is more.
      const aside = (point.lng - cluster.point.lng) * narrowing * perDegree;
      const down = (cluster.point.lat - point.lat) * perDegree;
      return (
        aside - footX < clusterSize.width / 2 &&
        aside - footX + width > -clusterSize.width / 2 &&
        down - footY < clusterSize.height / 2 &&
        down - footY + height > -clusterSize.height / 2
      );
    });
  return pins.filter((pin) => !isCovered(pin));
}
