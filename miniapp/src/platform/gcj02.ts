/**
 * GCJ-02, the datum of Chinese map services, from and to WGS-84. The formula is the one all open converters share
 * (Krasovsky ellipsoid, sine series); the way back is found by iteration, good to a millimetre.
 */
export type LatLng = { lat: number; lng: number };

const semiMajorMetres = 6_378_245;
const eccentricitySquared = 0.006_693_421_622_965_943;

/** A box, as every converter draws it: generous at the borders and not a statement about them. */
export function isInChina({ lat, lng }: LatLng): boolean {
  return lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

const waves = (value: number) => 20 * Math.sin(6 * value * Math.PI) + 20 * Math.sin(2 * value * Math.PI);

function shiftAt({ lat, lng }: LatLng): LatLng {
  const [x, y] = [lng - 105, lat - 35];
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ((waves(x) + 20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ((waves(x) + 20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - eccentricitySquared * Math.sin(radians) ** 2;
  const root = Math.sqrt(magic);
  return {
    lat: (north * 180) / (((semiMajorMetres * (1 - eccentricitySquared)) / (magic * root)) * Math.PI),
    lng: (east * 180) / ((semiMajorMetres / root) * Math.cos(radians) * Math.PI),
  };
}

export function toGcj02(point: LatLng): LatLng {
  if (!isInChina(point)) return { lat: point.lat, lng: point.lng };
  const shift = shiftAt(point);
  return { lat: point.lat + shift.lat, lng: point.lng + shift.lng };
}

export function toWgs84(point: LatLng): LatLng {
  if (!isInChina(point)) return { lat: point.lat, lng: point.lng };
  let guess = { lat: point.lat, lng: point.lng };
  for (let round = 0; round < 6; round += 1) {
    const there = toGcj02(guess);
    guess = { lat: guess.lat + point.lat - there.lat, lng: guess.lng + point.lng - there.lng };
  }
  return guess;
}
