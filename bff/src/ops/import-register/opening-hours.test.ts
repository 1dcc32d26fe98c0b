import { describe, expect, it } from 'vitest';
import { openingHoursReader } from './opening-hours.js';

const readPolish = openingHoursReader({
  weekdays: { Poniedziałek: 1, Wtorek: 2, Środa: 3, Czwartek: 4, Piątek: 5, Sobota: 6, Niedziela: 7 },
});
const hours = (text: string) => readPolish(`Godziny pracy: ${text} `);
const on = (days: number[], from: string, to: string) => days.map((weekday) => ({ weekday, from, to }));

describe('opening hours as free text', () => {
  it('read a list of weekdays with one span', () => {
    expect(hours('Poniedziałek, Wtorek, Środa, Czwartek, Piątek 6:30-17:30')).toEqual(
      on([1, 2, 3, 4, 5], '06:30', '17:30'),
    );
  });

  it('read several lists, and a lone weekday', () => {
    expect(hours('Poniedziałek, Piątek 7:00-16:00 Sobota 8:00-12:00')).toEqual([
      ...on([1, 5], '07:00', '16:00'),
      ...on([6], '08:00', '12:00'),
    ]);
  });

  it('read whole hours without minutes', () => {
    expect(hours('Środa 6-17:00')).toEqual(on([3], '06:00', '17:00'));
  });

  it('join spans of one day that touch, else keep the longest', () => {
    expect(hours('Wtorek 6:00-14:00 Wtorek 14:00-18:00')).toEqual(on([2], '06:00', '18:00'));
    expect(hours('Wtorek 6:00-7:00 Wtorek 9:00-18:00')).toEqual(on([2], '09:00', '18:00'));
    expect(hours('Wtorek 6:00-7:00, 9:00-18:00')).toEqual(on([2], '09:00', '18:00'));
  });

  it('know nothing of an empty text, a span turned round or an hour that no clock has', () => {
    expect(hours('')).toEqual([]);
    expect(hours('Piątek 17:00-6:30')).toEqual([]);
    expect(hours('Piątek 6:30-25:00')).toEqual([]);
    expect(hours('codziennie 6:30-17:00')).toEqual([]);
  });
});

describe('opening hours in Chinese', () => {
  const words = {
    weekdays: {
      ...{ 周一: 1, 周二: 2, 周三: 3, 周四: 4, 周五: 5, 周六: 6, 周日: 7, 星期一: 1, 星期五: 5 },
      ...{ 每天: [1, 2, 3, 4, 5, 6, 7], 工作日: [1, 2, 3, 4, 5] },
    },
    rangeWords: ['至', '到'],
  };
  const read = openingHoursReader(words);

  it.each([
    '周一至周五 8:00-17:30',
    '周一到周五8：00～17：30',
    '星期一—星期五 8点-17点半',
    '工作日 08:00至17:30',
  ])('read a range of weekdays: %s', (text) => {
    expect(read(text)).toEqual(on([1, 2, 3, 4, 5], '08:00', '17:30'));
  });

  it('read ranges beside single days, and one that goes round the week', () => {
    expect(read('周一至周四、周六 8:00-17:00；周日 9:00-12:00')).toEqual([
      ...on([1, 2, 3, 4, 6], '08:00', '17:00'),
      ...on([7], '09:00', '12:00'),
    ]);
    expect(read('周六至周一 9:00-12:00')).toEqual(on([1, 6, 7], '09:00', '12:00'));
    expect(read('每天 7时30分-18时')).toEqual(on([1, 2, 3, 4, 5, 6, 7], '07:30', '18:00'));
  });

  it('take hours without a weekday only where the mapping says which are meant', () => {
    expect(read('8:00-17:30')).toEqual([]);
    const assuming = openingHoursReader({ ...words, weekdaysUnnamed: [1, 2, 3, 4, 5] });
    expect(assuming('8:00-17:30')).toEqual(on([1, 2, 3, 4, 5], '08:00', '17:30'));
    expect(assuming('周六 8:00-17:30')).toEqual(on([6], '08:00', '17:30'));
  });
});
