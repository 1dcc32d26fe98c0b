import { describe, expect, it } from 'vitest';
import { openingHoursReader, readDegrees, readMoney, readWebAddress, readWhole } from './cells.js';

const polish = {
  Poniedziałek: 1,
  Wtorek: 2,
  Środa: 3,
  Czwartek: 4,
  Piątek: 5,
  Sobota: 6,
  Niedziela: 7,
};
const readOpeningHours = openingHoursReader(polish);
const hours = (text: string) => readOpeningHours(`Godziny pracy: ${text} `);

describe('opening hours as free text', () => {
  it('read a list of weekdays with one span', () => {
    expect(hours('Poniedziałek, Wtorek, Środa, Czwartek, Piątek 6:30-17:30')).toEqual(
      [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '06:30', to: '17:30' })),
    );
  });

  it('read several lists, and a lone weekday', () => {
    expect(hours('Poniedziałek, Piątek 7:00-16:00 Sobota 8:00-12:00')).toEqual([
      { weekday: 1, from: '07:00', to: '16:00' },
      { weekday: 5, from: '07:00', to: '16:00' },
      { weekday: 6, from: '08:00', to: '12:00' },
    ]);
  });

  it('read whole hours without minutes', () => {
    expect(hours('Środa 6-17:00')).toEqual([{ weekday: 3, from: '06:00', to: '17:00' }]);
  });

  it('join spans of one day that touch, else keep the longest', () => {
    expect(hours('Wtorek 6:00-14:00 Wtorek 14:00-18:00')).toEqual([
      { weekday: 2, from: '06:00', to: '18:00' },
    ]);
    expect(hours('Wtorek 6:00-7:00 Wtorek 9:00-18:00')).toEqual([{ weekday: 2, from: '09:00', to: '18:00' }]);
  });

  it('know nothing of an empty text, a span turned round or an hour that no clock has', () => {
    expect(hours('')).toEqual([]);
    expect(hours('Piątek 17:00-6:30')).toEqual([]);
    expect(hours('Piątek 6:30-25:00')).toEqual([]);
    expect(hours('codziennie 6:30-17:00')).toEqual([]);
  });
});

describe('amounts', () => {
  it.each([
    ['1000.0 zł', 100_000],
    ['14.99 zł', 1_499],
    ['0.5', 50],
    ['1 234,50 zł', 123_450],
    ['0.0 zł', 0],
  ])('%s', (cell, fen) => {
    expect(readMoney(cell)).toBe(fen);
  });

  it.each(['', 'zł', '-5 zł', '10/20 zł', '1e9', 'od 500 zł', '5.123'])('do not read %j', (cell) => {
    expect(readMoney(cell)).toBeNull();
  });
});

describe('numbers and addresses', () => {
  it('read what they are and nothing else', () => {
    expect(readWhole(' 25 ')).toBe(25);
    expect(readWhole('25.5')).toBeNull();
    expect(readDegrees('49.64062389999999')).toBeCloseTo(49.6406);
    expect(readDegrees('49,6')).toBeNull();
    expect(readDegrees('')).toBeNull();
  });

  it('give a web address a scheme, and refuse one that a browser must not follow', () => {
    expect(readWebAddress('www.skrzatek.eu')).toBe('http://www.skrzatek.eu');
    expect(readWebAddress('HTTPS://a.pl/x?y=1')).toBe('https://a.pl/x?y=1');
    expect(readWebAddress('javascript:alert(1)')).toBeNull();
    expect(readWebAddress('brak')).toBeNull();
  });
});
