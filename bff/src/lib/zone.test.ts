import { describe, expect, it } from 'vitest';
import { civilNow, instantAt } from './zone.js';

describe('civil time of a zone', () => {
  it('reads the same instant as Tuesday in China and Monday in Poland', () => {
    const now = new Date('2026-11-23T17:30:00Z');
    expect(civilNow('Asia/Shanghai', now)).toEqual({ date: '2026-11-24', time: '01:30' });
    expect(civilNow('Europe/Warsaw', now)).toEqual({ date: '2026-11-23', time: '18:30' });
  });

  it('turns a clock time into an instant, summer and winter', () => {
    expect(instantAt('2026-11-24', '08:30', 'Asia/Shanghai').toISOString()).toBe('2026-11-24T00:30:00.000Z');
    expect(instantAt('2026-07-01', '08:30', 'Europe/Warsaw').toISOString()).toBe('2026-07-01T06:30:00.000Z');
    expect(instantAt('2026-12-01', '08:30', 'Europe/Warsaw').toISOString()).toBe('2026-12-01T07:30:00.000Z');
  });

  it('takes 24:00 as the next midnight', () => {
    expect(instantAt('2026-12-31', '24:00', 'Asia/Shanghai').toISOString()).toBe('2026-12-31T16:00:00.000Z');
  });

  it('moves a time that the clocks skip past the gap, and takes the first of two', () => {
    expect(instantAt('2027-03-28', '02:30', 'Europe/Warsaw').toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(instantAt('2026-10-25', '02:30', 'Europe/Warsaw').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('refuses a day that does not exist', () => {
    expect(() => instantAt('2026-02-30', '08:00', 'Asia/Shanghai')).toThrow(RangeError);
  });
});
