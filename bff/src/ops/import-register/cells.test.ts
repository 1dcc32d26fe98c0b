import { describe, expect, it } from 'vitest';
import {
  readAmount,
  readDay,
  readDegrees,
  readDegreesPair,
  readHalfHour,
  readWebAddress,
  readWhole,
} from './cells.js';

describe('amounts', () => {
  it.each([
    ['1000.0 zł', 100_000],
    ['14.99 zł', 1_499],
    ['0.5', 50],
    ['1 234,50 zł', 123_450],
    ['1,234.50', 123_450],
    ['￥110元', 11_000],
    ['0.0 zł', 0],
  ])('%s', (cell, hundredths) => {
    expect(readAmount(cell)).toBe(hundredths);
  });

  it.each(['', 'zł', '-5 zł', '10/20 zł', '1e9', 'od 500 zł', '5.123', '110元/天'])(
    'do not read %j',
    (cell) => {
      expect(readAmount(cell)).toBeNull();
    },
  );

  it('with declared units take these, and no other', () => {
    const units = { 元: 1, '元/天': 1, 万元: 10_000 };
    expect(readAmount('110 元/天', units)).toBe(11_000);
    expect(readAmount('1.5万元', units)).toBe(1_500_000);
    expect(readAmount('110', units)).toBe(11_000);
    expect(readAmount('110 元/月', units)).toBeNull();
  });
});

describe('numbers and addresses', () => {
  it('read what they are and nothing else', () => {
    expect(readWhole(' 25 ')).toBe(25);
    expect(readWhole('25 人', { 人: 1 })).toBe(25);
    expect(readWhole('25.5')).toBeNull();
    expect(readWhole('1000000')).toBeNull();
    expect(readDegrees('49.64062389999999')).toBeCloseTo(49.6406);
    expect(readDegrees('49,6')).toBeNull();
    expect(readDegrees('')).toBeNull();
    expect(readDegreesPair('117.28,31.86')).toEqual([117.28, 31.86]);
    expect(readDegreesPair('(31.86 117.28)')).toEqual([31.86, 117.28]);
    expect(readDegreesPair('117.28')).toBeNull();
  });

  it('give a web address a scheme, and refuse one that a browser must not follow', () => {
    expect(readWebAddress('www.skrzatek.eu')).toBe('http://www.skrzatek.eu');
    expect(readWebAddress('HTTPS://a.pl/x?y=1')).toBe('https://a.pl/x?y=1');
    expect(readWebAddress('javascript:alert(1)')).toBeNull();
    expect(readWebAddress('brak')).toBeNull();
  });
});

describe('days', () => {
  it.each(['2024-03-02', '2024/3/2', '2024年3月2日', '20240302', '2024-03-02 00:00:00'])(
    'are read as written: %s',
    (cell) => {
      expect(readDay(cell)).toBe('2024-03-02');
    },
  );

  it('are read day first only where that is said, and only if the calendar has them', () => {
    expect(readDay('02.03.2024', 'dmy')).toBe('2024-03-02');
    expect(readDay('02.03.2024')).toBeNull();
    expect(readDay('2023-02-29')).toBeNull();
    expect(readDay('去年')).toBeNull();
  });
});

describe('times on the half hour', () => {
  it.each([
    ['17:00', '17:00'],
    ['7：30', '07:30'],
    ['17点', '17:00'],
    ['17点半', '17:30'],
    ['9时半', '09:30'],
  ])('%s', (cell, time) => {
    expect(readHalfHour(cell)).toBe(time);
  });

  it.each(['', '17:15', '25:00', '下午五点', '17', '17:00:00'])('do not read %j', (cell) => {
    expect(readHalfHour(cell)).toBeNull();
  });
});
