import { describe, expect, it } from 'vitest';
import {
  askedBox,
  askedZoom,
  boxAround,
  boxText,
  isInside,
  metresPerPixel,
  reachOf,
  ringsFor,
  viewAround,
  zoomFor,
} from './map-geometry';

const place = { lat: 31.42, lng: 111.64 };

describe('the rings', () => {
  it('are 1, 2 and 3 km around the usual place, and thirds of a wider search', () => {
    expect(ringsFor(3000).map(({ text }) => text)).toEqual(['1 公里', '2 公里', '3 公里']);
    expect(ringsFor(800).map(({ metres }) => metres)).toEqual([1000, 2000, 3000]);
    expect(ringsFor(20_000).map(({ metres }) => metres)).toEqual([7000, 14_000, 21_000]);
  });

  it('fit into the view', () => {
    const zoom = zoomFor(3000, place.lat, 390);
    expect(metresPerPixel(place.lat, zoom) * 390).toBeCloseTo(6000, 0);
  });
});

describe('the box that is asked for', () => {
  it('is what is in sight, as the contract writes it', () => {
    expect(boxText({ west: 111.6, south: 31.4, east: 111.7, north: 31.45 })).toBe('111.6,31.4,111.7,31.45');
  });

  it('is rounded outwards, so that nobody at its edge is lost', () => {
    const seen = { west: 111.600_004_9, south: 31.400_004_9, east: 111.699_995_1, north: 31.449_995_1 };
    const asked = askedBox(seen);
    expect(asked).toEqual({ west: 111.6, south: 31.4, east: 111.7, north: 31.45 });
    expect(askedBox(asked)).toEqual(asked);
  });

  it('stays in the world', () => {
    expect(askedBox({ west: -190, south: -95, east: 190, north: 95 })).toEqual({
      west: -180,
      south: -90,
      east: 180,
      north: 90,
    });
  });

  it('goes with a whole zoom from 3 to 20', () => {
    expect([2.2, 13.4, 13.6, 21].map(askedZoom)).toEqual([3, 13, 14, 20]);
  });
});

describe('a map that does not name its edges', () => {
  it('has them worked out from its middle, its zoom and its size', () => {
    const { box } = viewAround(place, zoomFor(3000, place.lat, 390), 390, 390);
    // A circle of 3 km just fits into it.
    for (const corner of [
      { lat: box.south, lng: place.lng },
      { lat: place.lat, lng: box.east },
    ]) {
      expect(
        reachOf(place, { west: corner.lng, east: corner.lng, south: corner.lat, north: corner.lat }),
      ).toBeCloseTo(3000, -1);
    }
  });
});

describe('reach', () => {
  it('goes to the farthest corner', () => {
    const box = { west: 111.64, south: 31.42, east: 111.65, north: 31.43 };
    // 1112 m to the north and 950 m to the east.
    expect(reachOf(place, box)).toBeCloseTo(Math.hypot(1113.2, 949.9), -1);
  });

  it('finds a point inside its own small box and nobody a street away', () => {
    expect(isInside(place, boxAround(place))).toBe(true);
    expect(isInside({ lat: place.lat + 0.001, lng: place.lng }, boxAround(place))).toBe(false);
  });
});
