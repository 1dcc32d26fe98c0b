import { describe, expect, it } from 'vitest';
import { modesSold, type StayWish } from '../../api/centre';
import { fullHalfHour } from './stay-controls';
import { firstWish, fitted, insteadOf, moved, quoteAddress, wishFrom, wishWords } from './stay-wish';

const limits = { minMinutes: 60, maxMinutes: 240, gridMinutes: 30 };

describe('hours chosen to the half hour', () => {
  it('move by one end; the other follows where the stay would be too short or too long', () => {
    expect(moved({ from: '09:00', to: '11:00' }, 'from', 1, limits)).toEqual({ from: '09:30', to: '11:00' });
    expect(moved({ from: '09:00', to: '10:00' }, 'from', 1, limits)).toEqual({ from: '09:30', to: '10:30' });
    expect(moved({ from: '09:00', to: '13:00' }, 'to', 1, limits)).toEqual({ from: '09:30', to: '13:30' });
    expect(moved({ from: '09:00', to: '10:00' }, 'to', -1, limits)).toEqual({ from: '08:30', to: '09:30' });
  });

  it('move by whole hours where the centre takes whole hours', () => {
    const whole = { ...limits, gridMinutes: 60 };
    expect(moved({ from: '09:00', to: '11:00' }, 'to', 1, whole)).toEqual({ from: '09:00', to: '12:00' });
  });

  it('are brought into what another day has', () => {
    const open = { from: '08:00', to: '17:00' };
    const fit = (from: string, to: string, of = limits) => fitted({ from, to }, of, open);
    expect(fit('09:00', '11:00')).toEqual({ from: '09:00', to: '11:00' });
    expect(fit('07:00', '09:00')).toEqual({ from: '08:00', to: '10:00' });
    expect(fit('20:00', '22:00')).toEqual({ from: '15:00', to: '17:00' });
    expect(fit('09:00', '11:00', { ...limits, maxMinutes: 60 })).toEqual({ from: '09:00', to: '10:00' });
    expect(fit('09:30', '11:30', { ...limits, gridMinutes: 60 })).toEqual({ from: '10:00', to: '12:00' });
  });

  it('name the first half hour that has no place', () => {
    const hours = { from: '07:30', free: [1, 1, 0, 1] };
    expect(fullHalfHour({ from: '08:00', to: '09:00' }, hours)).toBe('8:30–9:00');
    expect(fullHalfHour({ from: '07:30', to: '08:30' }, hours)).toBeNull();
  });
});

describe('a wish', () => {
  it('goes through a page’s address unchanged, and nonsense is a whole day', () => {
    const modes = ['fullDay', 'halfDay', 'hourly', 'temporary'] as const;
    const late: StayWish = { mode: 'fullDay', to: '18:30' };
    for (const wish of [...modes.map((mode) => firstWish(mode)), late]) {
      const address = quoteAddress({ centreId: 'c_0001', childId: 'k_0001', dates: '2026-11-26', wish });
      const { mode, half = '', from = '', to = '' } = address;
      expect(wishFrom({ mode, half, from, to })).toEqual(wish);
    }
    expect(wishFrom({ mode: 'nonsense', half: '', from: '', to: '' })).toEqual({ mode: 'fullDay' });
  });

  it('at short notice begins an hour from now, or in the morning when the day is nearly over', () => {
    const at = (hour: number, minute: number) =>
      firstWish('temporary', { from: '07:30', to: '18:00' }, new Date(2026, 10, 24, hour, minute));
    expect(at(9, 12)).toEqual({ mode: 'temporary', from: '10:30', to: '12:30' });
    expect(at(14, 50)).toEqual({ mode: 'temporary', from: '16:00', to: '18:00' });
    for (const [hour, minute] of [
      [22, 0],
      [15, 5],
      [4, 57],
    ] as const)
      expect(at(hour, minute)).toEqual({ mode: 'temporary', from: '09:00', to: '11:00' });
  });

  it('that the server found instead is read out of its refusal', () => {
    const facts = { insteadMode: 'halfDay', insteadHalf: 'afternoon', insteadDate: '2026-11-24', n: 1 };
    expect(insteadOf(facts)).toEqual({ wish: { mode: 'halfDay', half: 'afternoon' }, date: '2026-11-24' });
    expect(insteadOf({ n: 1 })).toBeNull();
  });

  it('is said as a parent would', () => {
    expect(wishWords({ mode: 'fullDay' })).toBe('全日托一天');
    expect(wishWords({ mode: 'fullDay', to: '18:30' })).toBe('全日托到 18:30');
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
      { ...line, mode: 'temporary', unit: 'hour' },
    ] as const;
    const careModes = ['fullDay', 'hourly', 'temporary'] as const;
    expect(modesSold({ careModes: [...careModes], priceList: [...priceList] })).toEqual([
      'hourly',
      'temporary',
    ]);
  });
});
