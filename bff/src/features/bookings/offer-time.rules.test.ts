import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import { offerEnds } from './offer-time.rules.js';

const { offerHold: hold } = china.careRules;
/** When it ends, both by the clocks of Shanghai, for care at that time. */
const ends = (at: string, bookableUntil: string) => {
  const inShanghai = (text: string) => new Date(`${text}:00+08:00`);
  const end = offerEnds(
    { bookableUntil: inShanghai(bookableUntil), timeZone: 'Asia/Shanghai', hold },
    inShanghai(at),
  );
  return new Date(end.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
};

describe('an offer stands', () => {
  it('for two hours when care is days away', () => {
    expect(ends('2026-11-24T10:00', '2026-11-26T07:30')).toBe('2026-11-24T12:00');
  });

  it('shorter when care starts soon: a quarter of what is left, and never under a quarter of an hour', () => {
    expect(ends('2026-11-26T10:00', '2026-11-26T14:00')).toBe('2026-11-26T11:00');
    expect(ends('2026-11-26T13:40', '2026-11-26T14:00')).toBe('2026-11-26T13:55');
  });

  it('never beyond the time in which it can be booked', () => {
    expect(ends('2026-11-26T13:50', '2026-11-26T14:00')).toBe('2026-11-26T14:00');
  });

  it('through the night, when families sleep', () => {
    expect(ends('2026-11-24T23:30', '2026-11-26T07:30')).toBe('2026-11-25T08:00');
    expect(ends('2026-11-24T05:00', '2026-11-26T07:30')).toBe('2026-11-24T08:00');
  });

  it('but leaves the next family an hour before care begins', () => {
    expect(ends('2026-11-25T21:00', '2026-11-26T07:30')).toBe('2026-11-26T06:30');
  });
});
