import { describe, expect, it } from 'vitest';
import { makeRegions } from '../../../../test-support/factories';
import { cleared, dayAsked, noFilters } from '../find-state';
import { ageOptions, dayOptions, filterCount, onChips, priceOptions, totalWords } from './filter-words';

const [region] = makeRegions().regions;

describe('what can be chosen', () => {
  it('has days only once the server has said which is today', () => {
    expect(dayOptions(undefined)).toEqual([]);
    const texts = dayOptions(region).map(({ text }) => text);
    expect(texts.slice(0, 3)).toEqual(['今天', '明天', '周四 26日']);
    expect(texts).toHaveLength(14);
  });

  it('keeps an age asked for that is none of the common ones', () => {
    expect(ageOptions(19).map(({ value }) => value)).toContain(19);
    expect(ageOptions(18).filter(({ value }) => value === 18)).toHaveLength(1);
  });

  it('names prices in the region’s money', () => {
    expect(priceOptions('hour', 'PLN')[1]).toEqual({ value: 1500, text: '15 zł以内' });
  });
});

describe('what is on', () => {
  const some = {
    ...noFilters,
    grade: 'A',
    operatorType: 'community',
    maxPriceFen: 6000,
    priceUnit: 'day',
  } as const;

  it('stands on chips that take it off', () => {
    expect(onChips(some, 'CNY')).toEqual([
      { text: '60 元/天以内', off: { maxPriceFen: null } },
      { text: 'A 级', off: { grade: null } },
      { text: '社区办', off: { operatorType: null } },
    ]);
    expect(onChips(noFilters, 'CNY')).toEqual([]);
  });

  it('is counted, hours only where the service has any', () => {
    const stay = { from: '08:30', to: '11:30' };
    expect(filterCount(some, null)).toBe(3);
    expect(filterCount({ ...noFilters, stay }, null)).toBe(0);
    expect(filterCount({ ...noFilters, mode: 'halfDay', stay }, 19)).toBe(3);
  });

  it('goes in one step, without words, reach and order', () => {
    const kept = { q: '栗子', radiusMetres: 5000, sort: 'price' } as const;
    expect(cleared({ ...some, ...kept })).toEqual({ ...noFilters, ...kept });
  });
});

it('a day that has passed is asked no more: the next one worked takes its place', () => {
  const calendar = { today: '2026-10-03', nextWorkday: '2026-10-08' };
  expect(dayAsked({ ...noFilters, date: '2026-10-02' }, calendar)).toBe('2026-10-08');
  expect(dayAsked({ ...noFilters, date: '2026-10-04' }, calendar)).toBe('2026-10-04');
});

it('a total that the server stopped counting says so', () => {
  expect([true, false].map((isComplete) => totalWords({ count: 7, isComplete }))).toEqual([
    '7 家',
    '至少 7 家',
  ]);
});
