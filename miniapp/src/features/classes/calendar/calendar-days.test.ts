import { describe, expect, it } from 'vitest';
import { makeClassCard, makeSession } from '../../../test-support/class-factories';
import { byDay, monthGrid, spanOf, spanWords, stepped } from './calendar-days';

describe('weeks and months of the timetable', () => {
  it('begin on Monday and on the first', () => {
    expect(spanOf('week', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(spanOf('month', '2026-11-24')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(stepped('week', '2026-11-24', 1)).toBe('2026-11-30');
    expect(stepped('month', '2026-11-24', -1)).toBe('2026-10-31');
  });

  it('are named, across the end of a month too', () => {
    expect(spanWords('week', '2026-11-24')).toBe('11月23日–29日');
    expect(spanWords('week', '2026-11-30')).toBe('11月30日–12月6日');
    expect(spanWords('month', '2026-11-24')).toBe('2026年11月');
  });

  it('fill a grid of whole weeks with no day of another month', () => {
    const rows = monthGrid('2026-11-24');
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => 7));
    expect(rows[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(rows.flat().filter(Boolean)).toHaveLength(30);
  });

  it('hold each class on its day, by the clock, and none without a time', () => {
    const late = makeClassCard({ id: 'late', session: makeSession({ from: '15:00' }) });
    const early = makeClassCard({ id: 'early', session: makeSession({ from: '09:00' }) });
    const recorded = makeClassCard({ id: 'recorded', way: 'recorded', session: null });
    const days = byDay([late, recorded, early]);
    expect([...days.keys()]).toEqual(['2026-11-28']);
    expect(days.get('2026-11-28')?.map(({ id }) => id)).toEqual(['early', 'late']);
  });
});
