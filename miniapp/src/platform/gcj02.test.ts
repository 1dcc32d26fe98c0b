import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { toGcj02, toWgs84 } from './gcj02';

describe('GCJ-02', () => {
  // Pairs published with eviltransform, one of the open converters.
  it.each([
    [31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
    [22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
    [39.911954, 116.377817, 39.91334545536069, 116.38404722455657],
  ])('shifts %f, %f as the published converters do', (lat, lng, shiftedLat, shiftedLng) => {
    const there = toGcj02({ lat, lng });
    expect(there.lat).toBeCloseTo(shiftedLat, 6);
    expect(there.lng).toBeCloseTo(shiftedLng, 6);
  });

  it('agrees with gcoord to the centimetre all over the country, both ways', () => {
    for (let lat = 19; lat < 53; lat += 1.7) {
      for (let lng = 75; lng < 134; lng += 2.3) {
        const there = toGcj02({ lat, lng });
        const theirs = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02);
        expect(Math.abs(there.lat - theirs[1])).toBeLessThan(1e-7);
        expect(Math.abs(there.lng - theirs[0])).toBeLessThan(1e-7);
        const back = gcoord.transform([there.lng, there.lat], gcoord.GCJ02, gcoord.WGS84);
        // gcoord stops when it is within a tenth of a metre.
        expect(Math.abs(toWgs84(there).lat - back[1])).toBeLessThan(2e-6);
        expect(Math.abs(toWgs84(there).lng - back[0])).toBeLessThan(2e-6);
      }
    }
  });

  it('comes back to the metre and better, all over the country', () => {
    for (const point of [
      { lat: 31.42, lng: 111.64 },
      { lat: 22.54, lng: 114.05 },
      { lat: 45.8, lng: 126.53 },
      { lat: 43.82, lng: 87.62 },
    ]) {
      const back = toWgs84(toGcj02(point));
      expect(Math.abs(back.lat - point.lat)).toBeLessThan(1e-8);
      expect(Math.abs(back.lng - point.lng)).toBeLessThan(1e-8);
    }
  });

  it('leaves other countries alone', () => {
    const krakow = { lat: 50.06, lng: 19.94 };
    expect(toGcj02(krakow)).toEqual(krakow);
    expect(toWgs84(krakow)).toEqual(krakow);
  });
});
