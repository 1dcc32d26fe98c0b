import { describe, expect, it } from 'vitest';
import { refuseBirth } from './children.rules.js';

describe('a child’s birth date', () => {
  it('may be today, and not tomorrow', () => {
    expect(refuseBirth('2026-11-24', '2026-11-24')).toBeNull();
    expect(refuseBirth('2026-11-25', '2026-11-24')).toEqual({ code: 'child_not_born', facts: {} });
  });

  it('is taken until the day before the third birthday', () => {
    expect(refuseBirth('2023-11-25', '2026-11-24')).toBeNull();
    expect(refuseBirth('2023-11-24', '2026-11-24')).toEqual({
      code: 'child_too_old',
      facts: { n: 36, m: 36 },
    });
  });

  it('of a leap day has its third birthday on the last of February', () => {
    expect(refuseBirth('2024-02-29', '2027-02-27')).toBeNull();
    expect(refuseBirth('2024-02-29', '2027-02-28')?.code).toBe('child_too_old');
  });
});
