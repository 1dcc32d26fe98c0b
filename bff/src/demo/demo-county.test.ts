import { CentreDetail, Group } from '@nearcare/shared/schemas/centres';
import { Id } from '@nearcare/shared/schemas/common';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { distanceMetres } from '../lib/coordinates.js';
import { china } from '../regions/cn.js';
import { findRegionAt } from '../regions/regions.js';
import { demoCounty } from './demo-county.js';

const county = demoCounty();
const placed = county.map(({ centre }) => {
  const [lng, lat] = centre.point.coordinates;
  return { ...centre, metres: distanceMetres(china.demoPlace, { lat, lng }) };
});
const count = (test: (centre: (typeof placed)[number]) => boolean) => placed.filter(test).length;

describe('the demo county', () => {
  it('is the same on every run, ids included, and another with another seed', () => {
    expect(demoCounty()).toEqual(county);
    expect(demoCounty(7)).not.toEqual(county);
    expect(demoCounty(7).map(({ centre }) => centre._id)).toEqual(county.map(({ centre }) => centre._id));
  });

  it('has about eighty centres of all operator types, each once', () => {
    expect(county).toHaveLength(80);
    expect(new Set(placed.map((centre) => centre._id)).size).toBe(80);
    expect(new Set(placed.map((centre) => centre.name)).size).toBe(80);
    expect(new Set(placed.map((centre) => centre.operatorType)).size).toBe(7);
  });

  it('has unfiled, suspended, cancelled, full and inclusive ones, and some that sell only months', () => {
    expect(count((centre) => centre.filing.status === 'unfiled')).toBeGreaterThanOrEqual(3);
    expect(count((centre) => centre.filing.status === 'suspended')).toBeGreaterThanOrEqual(2);
    expect(count((centre) => centre.filing.status === 'cancelled')).toBeGreaterThanOrEqual(1);
    expect(
      count((centre) => centre.groups.every((group) => group.places === group.enrolled)),
    ).toBeGreaterThan(5);
    expect(count((centre) => centre.isInclusive)).toBeGreaterThan(20);
    expect(
      count((centre) => !centre.priceList.some((line) => line.unit === 'day' && line.kind === 'care')),
    ).toBeGreaterThan(4);
  });

  it('has enough within three kilometres of its middle, the handoff’s three at their distances', () => {
    expect(count((centre) => centre.metres <= 3000 && centre.filing.status === 'filed')).toBeGreaterThan(15);
    const metresOf = (name: string) => placed.find((centre) => centre.name === name)?.metres;
    expect(metresOf('栗子树托育中心')).toBeCloseTo(640, -1);
    expect(metresOf('市妇幼保健院托育园')).toBeCloseTo(1100, -1);
    expect(metresOf('小脚丫社区托育点')).toBeCloseTo(1400, -1);
  });

  it('keeps to the national limits: places per group, ages, five children in a family care point', () => {
    const limits = { infant: 10, juniorToddler: 15, seniorToddler: 20, mixedAge: 18 };
    for (const centre of placed) {
      for (const group of centre.groups) {
        expect(group.places, centre.name).toBeGreaterThan(0);
        expect(group.places, centre.name).toBeLessThanOrEqual(limits[group.ageGroup]);
        expect(group.enrolled, centre.name).toBeLessThanOrEqual(group.places);
        expect(group.maxMonths).toBeLessThanOrEqual(36);
      }
      if (centre.operatorType === 'familyCarePoint') expect(centre.groups[0]?.places).toBeLessThanOrEqual(5);
    }
  });

  it('lies in its region, says that it is a demo, and rings nobody’s telephone', () => {
    for (const centre of placed) {
      const [lng, lat] = centre.point.coordinates;
      expect(findRegionAt({ lat, lng })?.code).toBe('cn');
      expect(centre.isDemo).toBe(true);
      expect(centre.phone).toMatch(/^0320-555\d{4}$/);
    }
  });

  it('has records of the shape that the contract publishes', () => {
    // Free places are counted anew for each answer.
    const parts = { ...CentreDetail.properties, groups: Type.Array(Group) };
    for (const { centre, details } of county) {
      expect(Value.Check(Id, centre._id), centre.name).toBe(true);
      for (const name of ['filing', 'groups', 'openingHours', 'careModes', 'priceList'] as const)
        expect([...Value.Errors(parts[name], centre[name])], `${centre.name} ${name}`).toEqual([]);
      for (const name of [
        'source',
        'registration',
        'quality',
        'staffRatio',
        'safety',
        'disclosures',
      ] as const)
        expect([...Value.Errors(parts[name], details[name])], `${centre.name} ${name}`).toEqual([]);
    }
  });
});
