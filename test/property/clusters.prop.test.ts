import { boundsOf, toCells } from '@nearcare/bff/features/centres/finding/clusters.rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const spot = fc.record({
  lat: fc.double({ min: 30, max: 30.4, noNaN: true }),
  lng: fc.double({ min: 114, max: 114.4, noNaN: true }),
});
const spots = fc.array(spot, { maxLength: 150, size: 'max' });
const county = { west: 114, south: 30, east: 114.4, north: 30.4 };

/** Pixels of a web map, by the textbook formula with tangents. */
function pixels({ lat, lng }: { lat: number; lng: number }, zoom: number) {
  const phi = (lat * Math.PI) / 180;
  const y = (1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2;
  return { x: ((lng + 180) / 360) * 256 * 2 ** zoom, y: y * 256 * 2 ** zoom };
}

describe('clusters of a map', () => {
  it('hold every spot once, and in one cell only what lies within three cells’ width', () =>
    fc.assert(
      fc.property(spots, fc.integer({ min: 3, max: 11 }), (given, zoom) => {
        const cells = toCells(given, zoom, county);
        expect(cells.flat()).toHaveLength(given.length);
        expect(new Set(cells.flat())).toEqual(new Set(given));
        for (const cell of cells) {
          const { box } = boundsOf(cell);
          const northWest = pixels({ lat: box.north, lng: box.west }, zoom);
          const southEast = pixels({ lat: box.south, lng: box.east }, zoom);
          expect(southEast.x - northWest.x).toBeLessThanOrEqual(3 * 64);
          expect(southEast.y - northWest.y).toBeLessThanOrEqual(3 * 64);
        }
      }),
    ));

  it('are one where two would hide each other, on whatever side of a border of the grid', () => {
    const zoom = 11;
    const border =
      (Math.floor(pixels({ lat: 30.2, lng: 114.2 }, zoom).x / 64) * 64 * 360) / (256 * 2 ** zoom) - 180;
    const degrees = 360 / (256 * 2 ** zoom);
    const beside = (byPixels: number) => ({ lat: 30.2, lng: border + byPixels * degrees });
    expect(toCells([beside(-5), beside(5)], zoom, county)).toHaveLength(1);
    expect(toCells([beside(-30), beside(30)], zoom, county)).toHaveLength(2);
  });

  it('stay the same when the map moves a little', () =>
    fc.assert(
      fc.property(
        spots,
        fc.integer({ min: 3, max: 11 }),
        fc.double({ min: -0.1, max: 0.1, noNaN: true }),
        (given, zoom, by) => {
          const moved = { ...county, west: county.west + by, east: county.east + by };
          expect(toCells(given, zoom, moved)).toEqual(toCells(given, zoom, county));
        },
      ),
    ));

  it('are only spots that several share at street level, and never fill the answer', () =>
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 40 }), fc.integer({ min: 17, max: 20 }), (given, zoom) => {
        const cells = toCells([...given, ...given], zoom, county);
        const places = new Set(given.map(({ lat, lng }) => `${lat},${lng}`));
        expect(cells).toHaveLength(places.size);
      }),
    ));

  it('come in some hundreds at most, also for a whole country asked at street level', () => {
    const country = { west: 75, south: 20, east: 133, north: 52 };
    const everywhere = Array.from({ length: 30_000 }, (_, index) => ({
      lat: 20 + ((index * 7919) % 32_000) / 1000,
      lng: 75 + ((index * 104_729) % 58_000) / 1000,
    }));
    for (const zoom of [3, 5, 12, 20]) expect(toCells(everywhere, zoom, country).length).toBeLessThan(700);
  });

  it('are drawn within their own box, also where all share one spot', () => {
    // Three times 0.1 over three is more than 0.1.
    for (const at of [
      { lat: 0.1, lng: 0.1 },
      { lat: -0.1, lng: -0.1 },
    ])
      expect(boundsOf([at, at, at]).middle).toEqual(at);
  });
});
