import { describe, expect, it } from 'vitest';
import { makeRegions } from '../../../test-support/factories';
import { farFromAll, metresBetween } from './far-away';

const point = (lat: number, lng: number) => ({ lat, lng, datum: 'wgs84' as const });
const district = (name: string, lat: number, lng: number) => ({
  ...{ code: name, name, centres: 3 },
  centre: point(lat, lng),
});
const regions = makeRegions().regions.map((region) => ({
  ...region,
  districts: [district('桥西街道', 31.42, 111.64), district('城关镇', 31.5, 111.7)],
}));

describe('a parent in another town', () => {
  it('is told the nearest district with centres, and how far it is', () => {
    const far = farFromAll(regions, { lat: 39.9, lng: 116.4 });
    expect(far?.district.name).toBe('城关镇');
    expect(Math.round((far?.metres ?? 0) / 10_000)).toBe(103);
  });

  it('is nobody whom a wider search still reaches', () => {
    expect(farFromAll(regions, { lat: 31.7, lng: 111.7 })).toBeNull();
  });

  it('is told nothing where no district is known', () => {
    expect(farFromAll(makeRegions().regions, { lat: 39.9, lng: 116.4 })).toBeNull();
  });
});

it('a degree of latitude is 111 km', () => {
  expect(Math.round(metresBetween({ lat: 30, lng: 120 }, { lat: 31, lng: 120 }) / 1000)).toBe(111);
});
