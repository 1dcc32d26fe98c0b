import { describe, expect, it } from 'vitest';
import { repeatedDays } from './repeated-days.js';

describe('days that repeat', () => {
  it('are these weekdays from the first day to the last, both with them', () => {
    expect(repeatedDays([1, 3], '2026-11-30', '2026-12-09')).toEqual([
      '2026-11-30',
      '2026-12-02',
      '2026-12-07',
      '2026-12-09',
    ]);
  });

  it('are none without a weekday, and none where the last day is before the first', () => {
    expect(repeatedDays([], '2026-11-30', '2026-12-31')).toEqual([]);
    expect(repeatedDays([1], '2026-11-30', '2026-11-29')).toEqual([]);
  });
});
