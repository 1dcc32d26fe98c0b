import { describe, expect, it } from 'vitest';
import { groupMarkers, type MapCentre, ringsFor, zoomFor } from './map-geometry';

const at = (id: string, lat: number, lng: number): MapCentre => ({
  id,
  point: { lat, lng },
  arch: { state: 'free', places: 1 },
  label: id,
});

describe('markers on the map', () => {
  const close = [at('a', 31.42, 111.64), at('b', 31.4201, 111.6401), at('far', 31.44, 111.66)];

  it('that would lie on each other become one with a count', () => {
    const groups = groupMarkers(close, 13, null);
    expect(groups.map((group) => group.centres.map(({ id }) => id))).toEqual([['a', 'b'], ['far']]);
  });

  it('stand alone once the map is near enough', () => {
    expect(groupMarkers(close, 20, null)).toHaveLength(3);
  });

  it('never swallow the chosen one', () => {
    const groups = groupMarkers(close, 13, 'b');
    expect(groups.map((group) => group.centres.map(({ id }) => id))).toEqual([['a'], ['b'], ['far']]);
  });

  it('lose nobody', () => {
    const many = Array.from({ length: 80 }, (_, index) =>
      at(String(index), 31.4 + (index % 9) / 400, 111.6 + (index % 7) / 400),
    );
    const groups = groupMarkers(many, 12, '3');
    expect(groups.flatMap(({ centres }) => centres)).toHaveLength(80);
  });
});

describe('the rings', () => {
  it('are 1, 2 and 3 km around the usual place, and thirds of a wider search', () => {
    expect(ringsFor(3000).map(({ text }) => text)).toEqual(['1 公里', '2 公里', '3 公里']);
    expect(ringsFor(800).map(({ metres }) => metres)).toEqual([1000, 2000, 3000]);
    expect(ringsFor(20_000).map(({ metres }) => metres)).toEqual([7000, 14_000, 21_000]);
  });

  it('fit into the view', () => {
    const zoom = zoomFor(3000, 31.42, 390);
    const metresAcross = ((40_075_016.686 * Math.cos((31.42 * Math.PI) / 180)) / (256 * 2 ** zoom)) * 390;
    expect(metresAcross).toBeCloseTo(6000, 0);
  });
});
