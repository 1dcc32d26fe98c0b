import { describe, expect, it } from 'vitest';
import { agesWords, fitWords, lengthWords, positionWords, seatsWords, startWords } from './class-words';

const at = (date: string) => ({ date, from: '09:05' });

describe('when a class begins', () => {
  it('is said by the nearest word that is right: 今天, 明天, the weekday, the date', () => {
    const today = '2026-11-24';
    expect(
      ['2026-11-24', '2026-11-25', '2026-11-28', '2026-12-01', '2026-11-20'].map((day) =>
        startWords(at(day), today),
      ),
    ).toEqual(['今天 9:05', '明天 9:05', '周六 9:05', '12月1日 9:05', '11月20日 9:05']);
    expect(startWords(at('2026-11-24'), null)).toBe('11月24日 9:05');
  });
});

it('lengths and places read as people say them', () => {
  expect([40, 60, 1440, 3600, 3900].map(lengthWords)).toEqual([
    '40 秒',
    '1 分钟',
    '24 分钟',
    '1 小时',
    '1 小时 5 分钟',
  ]);
  expect([0, 59.9, 550, 3723].map(positionWords)).toEqual(['0:00', '0:59', '9:10', '1:02:03']);
});

it('seats say what is free, and who waits where nothing is', () => {
  const seats = (left: number, waiting: number) => ({ places: 12, left, waiting, asOf: '' });
  expect([seats(6, 0), seats(0, 0), seats(0, 3), null].map(seatsWords)).toEqual([
    '余 6 席',
    '满了，可候补',
    '满，3 家在等',
    null,
  ]);
});

it('whether it fits is said of the child, not of a filter', () => {
  const ages = { ageFromMonths: 12, ageToMonths: 24 };
  const words = (ageMonths: number) => fitWords(ages, { nickname: '小满', ageMonths });
  expect(words(19)).toBe('适合 12–24 个月。小满 1 岁 7 个月，正合适');
  expect(words(11)).toMatch(/还小一点$/);
  expect(words(25)).toMatch(/过了这个年龄$/);
  expect(agesWords({ ageFromMonths: 0, ageToMonths: 36 })).toBe('36 个月以内');
});
