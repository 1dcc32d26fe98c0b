import type { LocationAnswer, PickAnswer } from './location-types';

const patienceMs = 8_000;

/** Asks the browser once; WGS-84. Plain http pages other than localhost are refused by the browser. Never throws. */
export function locate(): Promise<LocationAnswer> {
  if (!('geolocation' in navigator)) return Promise.resolve({ kind: 'refused', reason: 'unavailable' });
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          kind: 'found',
          position: { lat: coords.latitude, lng: coords.longitude, datum: 'wgs84' },
        }),
      (error) =>
        resolve({
          kind: 'refused',
          reason: error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable',
        }),
      { timeout: patienceMs, maximumAge: 60_000 },
    );
  });
}

/** A browser has no place picker; the page lets the parent press its own map. */
export function pickPlace(): Promise<PickAnswer> {
  return Promise.resolve({ kind: 'unsupported' });
}

/** A page cannot open the browser's settings; asking again is all there is. */
export function openLocationSettings(): Promise<void> {
  return Promise.resolve();
}
