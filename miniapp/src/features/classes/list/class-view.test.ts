import { describe, expect, it } from 'vitest';
import { type ClassView, daysOf, filterCount, filtersOf, narrowedWords } from './class-view';

const view: ClassView = {
  ...{ isFitting: true, ageMonths: null, topic: null, way: 'all' },
  ...{ when: 'any', hasSeats: false, kind: null, near: null },
};

describe('the days asked for', () => {
  it('are this week to its Sunday, and the weekend that comes or has begun', () => {
    expect(daysOf('week', '2026-11-24')).toEqual({ from: '2026-11-24', to: '2026-11-29' });
    expect(daysOf('weekend', '2026-11-24')).toEqual({ from: '2026-11-28', to: '2026-11-29' });
    expect(daysOf('weekend', '2026-11-28')).toEqual({ from: '2026-11-28', to: '2026-11-29' });
    expect(daysOf('weekend', '2026-11-29')).toEqual({ from: '2026-11-29', to: '2026-11-29' });
    expect(daysOf('any', '2026-11-24')).toBeNull();
  });
});

describe('what the service is asked', () => {
  it('is nothing while nothing is narrowed, and nothing of 入户, which is no class', () => {
    expect(filtersOf(view, '2026-11-24')).toEqual({});
    expect(filtersOf({ ...view, way: 'homeVisit' }, '2026-11-24')).toEqual({});
  });

  it('names no day before today is known', () => {
    expect(filtersOf({ ...view, when: 'week' }, null)).toEqual({});
  });

  it('rounds where the parent stands to a metre', () => {
    const near = {
      position: { lat: 31.4200004, lng: 111.640001, datum: 'wgs84' as const },
      radiusMetres: 3000,
    };
    const narrowed: ClassView = {
      ...view,
      topic: 'sleep',
      way: 'live',
      hasSeats: true,
      kind: 'lecture',
      near,
    };
    expect(filtersOf(narrowed, '2026-11-24')).toEqual({
      ...{ topic: 'sleep', way: 'live', hasSeats: true, kind: 'lecture' },
      ...{ lat: 31.42, lng: 111.64, datum: 'wgs84', radiusMetres: 3000 },
    });
    expect(filterCount(narrowed)).toBe(3);
    expect(narrowedWords(narrowed)).toBe('有名额、家长课堂、3 公里内');
  });
});
