import { describe, expect, it } from 'vitest';
import { monthsShown, surveyUntil } from './survey.rules.js';

const rules = { openDays: 14, fewestShown: 5, months: 12 };

describe('the question after care', () => {
  it('is open for two weeks, its last day included', () => {
    expect(surveyUntil('2026-11-24', rules)).toBe('2026-12-08');
  });

  it('is shown by whole months, none of them the running one', () => {
    expect(monthsShown('2026-11-24', rules)).toEqual({ since: '2025-11-01', until: '2026-10-31' });
    expect(monthsShown('2026-03-01', rules)).toEqual({ since: '2025-03-01', until: '2026-02-28' });
  });
});
