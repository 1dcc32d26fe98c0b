import { describe, expect, it } from 'vitest';
import { boxAround, distanceMetres, toWgs84 } from './coordinates.js';

describe('GCJ-02 to WGS-84', () => {
  // Pairs published with the reference code: eviltransform (github.com/googollee/eviltransform, test vectors:
  // Shanghai, Shenzhen, Beijing).
  it.each([
    {
      name: 'Shanghai',
      wgs: { lat: 31.1774276, lng: 121.5272106 },
      gcj: { lat: 31.17530398364597, lng: 121.531541859215 },
    },
    {
      name: 'Shenzhen',
      wgs: { lat: 22.543847, lng: 113.912316 },
      gcj: { lat: 22.540796131694766, lng: 113.9171764808363 },
    },
    {
      name: 'Beijing',
      wgs: { lat: 39.911954, lng: 116.377817 },
      gcj: { lat: 39.91334545536069, lng: 116.38404722455657 },
    },
  ])('gives back the place in $name within 2 m', ({ wgs, gcj }) => {
    expect(distanceMetres(toWgs84(gcj, 'gcj02'), wgs)).toBeLessThan(2);
    expect(distanceMetres(gcj, wgs)).toBeGreaterThan(300);
  });

  it('leaves WGS-84 alone, and places outside China too', () => {
    expect(toWgs84({ lat: 31.2, lng: 121.5 }, 'wgs84')).toEqual({ lat: 31.2, lng: 121.5 });
    expect(toWgs84({ lat: 50.06, lng: 19.94 }, 'gcj02')).toEqual({ lat: 50.06, lng: 19.94 });
  });
});

describe('BD-09 to WGS-84', () => {
  it('gives back the published pair of gcoord within 2 m', () => {
    const wgs = { lat: 39.914266, lng: 116.403988 };
    const baidu = { lat: 39.92196580126834, lng: 116.41661560068297 };
    expect(distanceMetres(toWgs84(baidu, 'bd09'), wgs)).toBeLessThan(2);
    expect(distanceMetres(toWgs84(baidu, 'gcj02'), wgs)).toBeGreaterThan(300);
  });
});

describe('distance', () => {
  it('is a degree of latitude on the mean sphere', () => {
    expect(distanceMetres({ lat: 0, lng: 0 }, { lat: 1, lng: 0 })).toBeCloseTo(111_195.08, 1);
  });

  it('is the same both ways, and zero on the spot', () => {
    const [a, b] = [
      { lat: 50.06, lng: 19.94 },
      { lat: 52.23, lng: 21.01 },
    ];
    expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
    expect(distanceMetres(a, a)).toBe(0);
  });
});

describe('a box around a circle', () => {
  const spots = [0, 30, -33.9, 60, 89.9, -90].flatMap((lat) =>
    [0, 114.5, 179.99, -180].map((lng) => ({ lat, lng })),
  );

  it.each([100, 2_000, 50_000, 300_000])(
    'holds every place within %i m, also at a pole and at ±180°',
    (metres) => {
      for (const from of spots) {
        const { west, south, east, north } = boxAround(from, metres);
        for (let turn = 0; turn < 360; turn += 1) {
          const place = placeAt(from, turn, metres * 0.999);
          expect(distanceMetres(from, place)).toBeLessThanOrEqual(metres + 0.01);
          expect(place.lat >= south && place.lat <= north, `${from.lat} ${turn}`).toBe(true);
          expect(place.lng >= west && place.lng <= east, `${from.lat},${from.lng} ${turn}`).toBe(true);
        }
      }
    },
  );

  it('is not much larger than the circle', () => {
    const { west, south, east, north } = boxAround({ lat: 0, lng: 0 }, 111_195);
    for (const side of [-west, -south, east, north]) expect(side).toBeCloseTo(1, 3);
  });
});

/** The place so far from another in a compass direction, on a sphere. */
function placeAt({ lat, lng }: { lat: number; lng: number }, direction: number, metres: number) {
  const [phi, lambda, turn] = [lat, lng, direction].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const arc = metres / 6_371_008.8;
  const sine = Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(turn);
  const to = Math.atan2(Math.sin(turn) * Math.sin(arc) * Math.cos(phi), Math.cos(arc) - Math.sin(phi) * sine);
  const east = ((lambda + to) * 180) / Math.PI;
  return { lat: (Math.asin(sine) * 180) / Math.PI, lng: ((east + 540) % 360) - 180 };
}
