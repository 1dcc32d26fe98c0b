import { describe, expect, it } from 'vitest';
import type { Contact } from '../guidance-year.rules.js';
import { counted, countReached, publicUntil, published } from './coverage.rules.js';

const year = (...contacts: Partial<Contact>[]) => ({
  contacts: contacts.map((given) => ({
    ...({
      sourceId: 'cl_1',
      childId: 'ch_1',
      on: '2026-05-02',
      kind: 'lecture',
      sealedTitle: 'v1.x',
    } as const),
    ...{ districtCode: 'd-1', isUnderThree: true, isNewborn: false, isDemo: false },
    ...given,
  })),
});

describe('what is counted', () => {
  it('is families, not contacts nor children', () => {
    const families = [year({}, { sourceId: 'cl_2' }, { childId: 'ch_2', isNewborn: true }), year({}), year()];
    expect(countReached(families, '2026-12-31', false)).toEqual({ families: 2, newborns: 1 });
  });

  it('is neither what came later, nor for a child over three, nor of the demo', () => {
    const families = [year({ on: '2026-06-01' }), year({ isUnderThree: false }), year({ isDemo: true })];
    expect(countReached(families, '2026-05-31', false)).toEqual({ families: 0, newborns: 0 });
    expect(countReached(families, '2026-05-31', true)).toEqual({ families: 1, newborns: 0 });
  });
});

describe('what everybody may read', () => {
  it('is of whole months, and of January nothing', () => {
    const until = (today: string) => publicUntil(2026, today);
    expect(
      ['2025-12-31', '2026-01-31', '2026-02-01', '2026-11-24', '2026-12-31', '2027-01-01'].map(until),
    ).toEqual([null, null, '2026-01-31', '2026-10-31', '2026-11-30', '2026-12-31']);
  });

  it('goes in steps of five, is hidden under five, and never says that all were reached', () => {
    expect([0, 4, 5, 9, 10].map((reached) => published(reached, 100).atLeast)).toEqual([
      null,
      null,
      5,
      5,
      10,
    ]);
    expect(published(100, 100)).toEqual({ total: 100, atLeast: 95, percentAtLeast: 95 });
    expect(published(9, 9)).toEqual({ total: 9, atLeast: null, percentAtLeast: null });
    expect(published(130, 100).atLeast).toBe(95);
  });
});

describe('what the desk reads', () => {
  it('is exact, and no more than all', () => {
    expect(counted(3, 40)).toEqual({ total: 40, reached: 3, percent: 7 });
    expect(counted(50, 40).percent).toBe(100);
    expect(counted(0, 0).percent).toBeNull();
  });
});
