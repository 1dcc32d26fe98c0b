import { describe, expect, it } from 'vitest';
import { china } from './cn.js';
import { poland } from './pl.js';
import { findRegionAt, getRegion } from './regions.js';

describe('the Chinese calendar', () => {
  it('knows holidays by their Chinese names', () => {
    expect(china.calendar.dayKind('2026-10-01')).toEqual({
      kind: 'holiday',
      name: '国庆节',
      isAssumed: false,
    });
    expect(china.calendar.dayKind('2026-02-17').name).toBe('春节');
  });

  it('honours make-up workdays: Saturday 10 October 2026 is worked', () => {
    expect(china.calendar.dayKind('2026-10-10')).toEqual({
      kind: 'makeUpWorkday',
      name: '国庆节',
      isAssumed: false,
    });
    expect(china.calendar.dayKind('2026-10-17').kind).toBe('weekend');
    expect(china.calendar.dayKind('2026-11-24').kind).toBe('workday');
  });

  it('past the years it knows counts weekends and fixed holidays only, and says so', () => {
    const year = china.calendar.yearsCovered.to + 1;
    expect(china.calendar.dayKind(`${year}-01-01`)).toEqual({
      kind: 'holiday',
      name: '元旦',
      isAssumed: true,
    });
    expect(china.calendar.dayKind(`${year}-10-08`)).toMatchObject({ name: null, isAssumed: true });
    expect(china.calendar.yearsCovered.to).toBeGreaterThanOrEqual(2026);
    expect(china.calendar.yearsCovered.from).toBeLessThanOrEqual(2020);
  });
});

describe('the Polish calendar', () => {
  it('knows moving and fixed holidays, with Chinese names', () => {
    expect(poland.calendar.dayKind('2026-06-04')).toEqual({
      kind: 'holiday',
      name: '基督圣体节',
      isAssumed: false,
    });
    expect(poland.calendar.dayKind('2027-03-29').name).toBe('复活节星期一');
    expect(poland.calendar.dayKind('2026-12-24').name).toBe('平安夜');
    expect(poland.calendar.dayKind('2024-12-24').kind).toBe('workday');
  });

  it('has no make-up workdays', () => {
    expect(poland.calendar.dayKind('2026-10-10').kind).toBe('weekend');
    expect(poland.calendar.dayKind('2026-11-24').kind).toBe('workday');
  });
});

describe('regions', () => {
  it('are found by a point, and a point of the sea by none', () => {
    expect(findRegionAt({ lat: 30.3, lng: 120.1 })?.code).toBe('cn');
    expect(findRegionAt({ lat: 50.06, lng: 19.94 })?.code).toBe('pl');
    expect(findRegionAt({ lat: 0, lng: 0 })).toBeNull();
    expect(findRegionAt({ lat: 91, lng: Number.NaN })).toBeNull();
  });

  it('refuse a code that no region has', () => {
    expect(getRegion('pl')).toBe(poland);
    expect(() => getRegion('xx' as 'pl')).toThrow(RangeError);
  });
});
