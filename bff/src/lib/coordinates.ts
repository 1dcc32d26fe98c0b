import gcoordModule from 'gcoord';

// Its types describe the bundler's build (`export default`); Node loads the CommonJS one, whose module is that object.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** A place in degrees, WGS-84: the one datum that is stored and computed with. */
export type LatLng = { lat: number; lng: number };

/** Metres of the mean sphere (IUGG R1), the same for every store: engines differ by 0.1 % in theirs. */
const earthRadiusMetres = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance (haversine, exact enough below 1 mm for the distances asked here). */
export function distanceMetres(a: LatLng, b: LatLng): number {
  const halfLat = Math.sin(radians(b.lat - a.lat) / 2);
  const halfLng = Math.sin(radians(b.lng - a.lng) / 2);
  const h = halfLat * halfLat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * halfLng * halfLng;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A box in degrees that holds all places within so many metres; the whole round where the circle is at a pole or ±180°. */
export function boxAround({ lat, lng }: LatLng, metres: number) {
  const high = (metres / earthRadiusMetres) * (180 / Math.PI) * 1.000_001;
  const narrowest = Math.cos(radians(Math.min(90, Math.abs(lat) + high)));
  const wide = high / Math.max(narrowest, 1e-9);
  const isRound = lng - wide < -180 || lng + wide > 180;
  return {
    west: isRound ? -180 : lng - wide,
    east: isRound ? 180 : lng + wide,
    south: lat - high,
    north: lat + high,
  };
}

/** `gcj02`: what WeChat's `chooseLocation` and Chinese maps answer, up to 700 m off. `bd09`: Baidu's, off once more. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09';

/** Outside China GCJ-02 is WGS-84. */
export function toWgs84(point: LatLng, datum: Datum): LatLng {
  if (datum === 'wgs84') return point;
  const from = datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  const [lng, lat] = gcoord.transform([point.lng, point.lat], from, gcoord.WGS84);
  return { lat, lng };
}
