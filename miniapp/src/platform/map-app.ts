import Taro from '@tarojs/taro';
import { toGcj02 } from './gcj02';

export type Destination = { name: string; address: string; point: { lat: number; lng: number } };

/** Shows the way in WeChat's map, which wants GCJ-02. */
export function openInMapApp({ name, address, point }: Destination): void {
  const there = toGcj02(point);
  Taro.openLocation({ latitude: there.lat, longitude: there.lng, name, address }).catch(() => undefined);
}
