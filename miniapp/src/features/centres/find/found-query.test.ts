import { describe, expect, it } from 'vitest';
import { type Filters, noFilters, type Place } from './find-state';
import { endWords, filterQuery, foundQuery, sortOptions } from './found-query';

const position = { lat: 31.420004, lng: 111.64, datum: 'wgs84' } as const;
const here: Place = { kind: 'here', position };
const district: Place = { kind: 'district', position, name: '桥西街道', code: '420' };
const day = '2026-11-26';
const asked = (
  place: Place,
  over: Partial<Filters> = {},
  box: Parameters<typeof foundQuery>[0]['box'] = null,
) => foundQuery({ place, box, filters: { ...noFilters, ...over } }, day, 19);

describe('what is asked', () => {
  it('is everything around a place, to the metre', () => {
    expect(asked(here)).toEqual({
      operation: 'listNearbyCentres',
      query: {
        ...{ lat: 31.42, lng: 111.64, datum: 'wgs84', radiusMetres: 3000 },
        ...{ date: day, mode: 'fullDay', ageMonths: 19 },
      },
    });
  });

  it('of a district has no place to measure from', () => {
    expect(asked(district, { sort: 'price' })).toEqual({
      operation: 'searchCentres',
      query: { districtCode: '420', date: day, mode: 'fullDay', ageMonths: 19, sort: 'price' },
    });
  });

  it('by words is asked everywhere, from where the parent stands', () => {
    const found = asked(here, { q: 'lzs' });
    expect(found?.operation).toBe('searchCentres');
    expect(found?.query).toMatchObject({ q: 'lzs', lat: 31.42 });
    expect(found?.query).not.toHaveProperty('radiusMetres');
    expect(asked(district, { q: 'lzs' })?.query).not.toHaveProperty('districtCode');
  });

  it('by words is narrowed down only by what the parent chose', () => {
    expect(asked(here, { q: 'lzs' })?.query).not.toHaveProperty('mode');
    expect(asked(here, { q: 'lzs' })?.query).not.toHaveProperty('ageMonths');
    expect(asked(here, { q: 'lzs', mode: 'hourly', grade: 'A' })?.query).toMatchObject({
      mode: 'hourly',
      grade: 'A',
    });
  });

  it('of a piece of the map is in its datum, also where the phone’s is another', () => {
    const box = { west: 111.6, south: 31.4, east: 111.7, north: 31.5 };
    const gcj = { lat: 31.4177, lng: 111.6459, datum: 'gcj02' } as const;
    const found = asked({ kind: 'here', position: gcj }, {}, box);
    expect(found?.query).toMatchObject({ box: '111.6,31.4,111.7,31.5', datum: 'wgs84' });
    expect(found?.query.lng).toBeLessThan(111.643);
  });

  it('is nothing while nobody knows where', () => {
    expect(asked({ kind: 'locating' })).toBeNull();
    expect(asked({ kind: 'refused', reason: 'denied' })).toBeNull();
  });
});

describe('filters', () => {
  it('that ask nothing are left out', () => {
    expect(filterQuery({ ...noFilters, mode: null }, null, null)).toEqual({});
  });

  it('are all sent, a price with its unit', () => {
    const all: Filters = {
      ...noFilters,
      ...{ mode: 'hourly', stay: { from: '08:30', to: '12:00' }, hasVacancy: true, inclusive: true },
      ...{ operatorType: 'community', grade: 'B', maxPriceFen: 3000, priceUnit: 'hour', openAt: '07:30' },
    };
    expect(filterQuery(all, day, 19)).toEqual({
      ...{ date: day, mode: 'hourly', from: '08:30', to: '12:00', hasVacancy: true, inclusive: true },
      ...{ operatorType: 'community', grade: 'B', maxPriceFen: 3000, priceUnit: 'hour', openAt: '07:30' },
      ageMonths: 19,
    });
  });

  it('leave the hours out of a whole day', () => {
    const stay = { from: '08:30', to: '12:00' };
    expect(filterQuery({ ...noFilters, mode: 'fullDay', stay }, day, null)).not.toHaveProperty('from');
  });
});

it('orders by distance are offered only where there are distances', () => {
  const texts = (place: Place, q: string) => sortOptions(place, q).map(({ text }) => text);
  expect(texts(here, '')).toEqual(['离得近', '价格低', '等级高', '余位多']);
  expect(texts(here, '栗')).toEqual(['名字最像', '离得近', '价格低', '等级高', '余位多']);
  expect(texts(district, '')).toEqual(['按名称', '价格低', '等级高', '余位多']);
});

describe('the end of a list', () => {
  it('says how many there were and in which order, and of a single one only that there is no other', () => {
    expect(endWords(1, '名字最像')).toBe('只有这 1 家');
    expect(endWords(12, '离得近')).toBe('一共 12 家，离得近的在前');
    expect(endWords(2, '按名称')).toBe('一共 2 家，按名称排');
  });
});
