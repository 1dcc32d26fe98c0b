import { describe, expect, it } from 'vitest';
import { modesSold } from '../../api/centre';
import { fullHalfHour } from './stay-controls';
import { firstWish, moved, quoteAddress, wishFrom, wishWords } from './stay-wish';

const limits = { minMinutes: 60, maxMinutes: 240 };

describe('hours chosen to the half hour', () => {
  it('move by one end; the other follows where the stay would be too short or too long', () => {
    expect(moved({ from: '09:00', to: '11:00' }, 'from', 1, limits)).toEqual({ from: '09:30', to: '11:00' });
    expect(moved({ from: '09:00', to: '10:00' }, 'from', 1, limits)).toEqual({ from: '09:30', to: '10:30' });
    expect(moved({ from: '09:00', to: '13:00' }, 'to', 1, limits)).toEqual({ from: '09:30', to: '13:30' });
    expect(moved({ from: '09:00', to: '10:00' }, 'to', -1, limits)).toEqual({ from: '08:30', to: '09:30' });
  });

  it('name the first half hour that has no place', () => {
    const hours = { from: '07:30', free: [1, 1, 0, 1] };
    expect(fullHalfHour({ from: '08:00', to: '09:00' }, hours)).toBe('8:30–9:00');
    expect(fullHalfHour({ from: '07:30', to: '08:30' }, hours)).toBeNull();
  });
});

describe('a wish', () => {
  it('goes through a page’s address unchanged, and nonsense is a whole day', () => {
    for (const wish of [firstWish('fullDay'), firstWish('halfDay'), firstWish('hourly')]) {
      const address = quoteAddress({ centreId: 'c_0001', childId: 'k_0001', dates: '2026-11-26', wish });
      const { mode, half = '', from = '', to = '' } = address;
      expect(wishFrom({ mode, half, from, to })).toEqual(wish);
    }
    expect(wishFrom({ mode: 'nonsense', half: '', from: '', to: '' })).toEqual({ mode: 'fullDay' });
  });

  it('is said as a parent would', () => {
    expect(wishWords({ mode: 'fullDay' })).toBe('全日托一天');
    expect(wishWords({ mode: 'halfDay', half: 'afternoon' })).toBe('半日托下午');
    expect(wishWords({ mode: 'hourly', from: '08:30', to: '12:00' })).toBe('计时托 3.5 小时');
  });
});

describe('what a centre sells', () => {
  it('is what it offers and has a single price for', () => {
    const line = { id: '1', kind: 'care', label: '', amountFen: 1, isVoluntary: false } as const;
    const priceList = [
      { ...line, mode: 'fullDay', unit: 'month' },
      { ...line, mode: 'hourly', unit: 'hour' },
      { ...line, mode: 'halfDay', unit: 'halfDay' },
    ] as const;
    expect(modesSold({ careModes: ['fullDay', 'hourly'], priceList: [...priceList] })).toEqual(['hourly']);
  });
});
