import { describe, expect, it } from 'vitest';
import { guidanceAsInChina as rules } from '../../regions/guidance-rules.js';
import { emptyYear, type GuidanceYear } from './guidance-year.rules.js';
import { isSeason, remindedOf } from './reminder.rules.js';

const child = (birthOn: string, id = 'ch_1') => ({ id, birthOn, nickname: '小满' });
const isReminded = (birthOn: string, today: string, year: GuidanceYear = emptyYear) =>
  remindedOf([child(birthOn)], year, today, rules) !== null;

describe('the season of reminders', () => {
  it('begins late in the year and ends with it', () => {
    expect(
      ['2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01'].map((day) => isSeason(day, rules)),
    ).toEqual([false, true, true, false]);
  });
});

describe('a family is reminded', () => {
  it('while its child is under 36 months, to the day', () => {
    expect([isReminded('2023-11-25', '2026-11-24'), isReminded('2023-11-24', '2026-11-24')]).toEqual([
      true,
      false,
    ]);
  });

  it('not in the month in which the child was born, but in the same month a year later', () => {
    expect([isReminded('2026-11-02', '2026-11-30'), isReminded('2026-11-02', '2026-12-01')]).toEqual([
      false,
      true,
    ]);
    expect(isReminded('2025-11-02', '2026-11-30')).toBe(true);
    expect(isReminded('2026-12-10', '2026-12-01')).toBe(false);
  });

  it('of the first child that had nothing, once', () => {
    const children = [child('2020-01-01', 'ch_0'), child('2025-01-01', 'ch_1'), child('2025-01-01', 'ch_2')];
    expect(remindedOf(children, emptyYear, '2026-11-24', rules)?.id).toBe('ch_1');
    const declined = { ...emptyYear, declined: ['ch_1'] };
    expect(remindedOf(children, declined, '2026-11-24', rules)?.id).toBe('ch_2');
    const reminded = { ...emptyYear, remindedAt: new Date() };
    expect(remindedOf(children, reminded, '2026-11-24', rules)).toBeNull();
  });
});
