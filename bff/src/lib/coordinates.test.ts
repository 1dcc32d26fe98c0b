import { describe, expect, it } from 'vitest';
import { distanceMetres, toWgs84 } from './coordinates.js';

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
