import Taro from '@tarojs/taro';
import type { LatLng } from './gcj02';

const asked = ({ lat, lng }: LatLng) => ({ latitude: lat, longitude: lng });

/** Moves and zooms WeChat's map so that all these points are seen. GCJ-02. A map that is not there yet stays as it is. */
export function showPoints(mapId: string, points: readonly LatLng[]): void {
  Taro.createMapContext(mapId)
    .includePoints({ points: points.map(asked), padding: [48, 48, 48, 48] })
    ?.catch(() => undefined);
}

/** Moves WeChat's map to a point, at the zoom it has. GCJ-02. */
export function moveMapTo(mapId: string, point: LatLng): void {
  Taro.createMapContext(mapId)
    .moveToLocation(asked(point))
    ?.catch(() => undefined);
}
