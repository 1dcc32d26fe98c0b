import Taro from '@tarojs/taro';
import type { LocationAnswer, PickAnswer } from './location-types';

const isDenied = (error: unknown) =>
  /auth|deny|denied|privacy|scope/i.test(String((error as { errMsg?: string } | null)?.errMsg ?? ''));

/** Asks WeChat once; GCJ-02, which is what its map draws. Never throws. */
export async function locate(): Promise<LocationAnswer> {
  try {
    const answer = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: false });
    return { kind: 'found', position: { lat: answer.latitude, lng: answer.longitude, datum: 'gcj02' } };
  } catch (error) {
    return { kind: 'refused', reason: isDenied(error) ? 'denied' : 'unavailable' };
  }
}

/** WeChat's own place picker; needs no location permission. */
export async function pickPlace(): Promise<PickAnswer> {
  try {
    const place = await Taro.chooseLocation({});
    return {
      kind: 'picked',
      name: place.name || place.address,
      position: { lat: Number(place.latitude), lng: Number(place.longitude), datum: 'gcj02' },
    };
  } catch {
    return { kind: 'cancelled' };
  }
}

/** Opens the settings in which a refused permission can be given again. */
export async function openLocationSettings(): Promise<void> {
  await Taro.openSetting({}).catch(() => undefined);
}
