import { describe, expect, it } from 'vitest';
import { ageWords, clockWords, dayWords, nearDayWords, timeRange } from './civil-words';
import { exactPrice, perUnit, price, priceWithCurrency } from './money';

describe('money', () => {
  it('drops the decimals of a whole amount and keeps both of any other', () => {
    expect(price(9900)).toBe('99');
    expect(price(1440)).toBe('14.40');
    expect(price(5)).toBe('0.05');
    expect(price(0)).toBe('0');
  });

  it('keeps two decimals in a column of figures', () => {
    expect(exactPrice(5600)).toBe('56.00');
    expect(exactPrice(900)).toBe('9.00');
  });

  it('writes a reduction with a minus sign, not a hyphen', () => {
    expect(exactPrice(-560)).toBe('−5.60');
    expect(price(-2000)).toBe('−20');
  });

  it('names the currency of the place', () => {
    expect(priceWithCurrency(5940, 'CNY')).toBe('59.40 元');
    expect(priceWithCurrency(9000, 'PLN')).toBe('90 zł');
    expect(perUnit('CNY', 'halfDay')).toBe('元/半天');
  });
});

describe('days and times', () => {
  it('writes a day with its weekday', () => {
    expect(dayWords('2026-11-26')).toBe('11月26日 周四');
    expect(dayWords('2027-01-03')).toBe('1月3日 周日');
  });

  it('calls the next two days by name', () => {
    expect(nearDayWords('2026-11-24', '2026-11-24')).toBe('今天');
    expect(nearDayWords('2026-12-01', '2026-11-30')).toBe('明天');
    expect(nearDayWords('2026-11-26', '2026-11-24')).toBe('11月26日 周四');
  });

  it('writes times as people do', () => {
    expect(clockWords('08:30')).toBe('8:30');
    expect(clockWords('00:30')).toBe('0:30');
    expect(timeRange('07:30', '18:00')).toBe('7:30–18:00');
  });

  it('writes an age in years and months', () => {
    expect(ageWords(19)).toBe('1 岁 7 个月');
    expect(ageWords(8)).toBe('8 个月');
    expect(ageWords(24)).toBe('2 岁');
    expect(ageWords(0)).toBe('不到 1 个月');
  });
});
