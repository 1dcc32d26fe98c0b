import { describe, expect, it } from 'vitest';
import {
  type Counted,
  countOf,
  fewest,
  published,
  publishedOfDistrict,
  wholeMonths,
} from './counts.rules.js';

const day = 86_400_000;
const filedAt = new Date('2026-10-12T02:00:00Z');
const after = (days: number) => new Date(filedAt.getTime() + days * day);
const closed = (days: number, more: Partial<Counted> = {}): Counted => ({
  ...{
    filedAt,
    centreId: 'ce_1',
    isOpen: false,
    dueAt: after(days),
    result: 'solved',
    isOnTime: true,
    isOverdue: false,
  },
  ...more,
});
const open = (more: Partial<Counted> = {}): Counted => closed(15, { isOpen: true, result: null, ...more });

describe('counts of complaints', () => {
  it('are of the twelve whole months before this one', () => {
    expect(wholeMonths('2026-11-24')).toEqual({ from: '2025-11-01', until: '2026-11-01' });
    expect(wholeMonths('2026-01-01')).toEqual({ from: '2025-01-01', until: '2026-01-01' });
  });

  it('take partly solved for solved, and neither what was not confirmed nor what was refused', () => {
    const results = ['solved', 'partlySolved', 'notConfirmed', 'handedOver', null] as const;
    expect(countOf(results.map((result) => closed(1, { result })))).toMatchObject({
      ...{ received: 5, solved: 2, closed: 4, decided: 5 },
    });
  });

  it('tell the days within which half of them were closed', () => {
    expect(countOf([closed(9), closed(1), closed(4.26)]).medianDays).toBe(4.3);
    expect(countOf([closed(9), closed(1)]).medianDays).toBe(1);
    expect(countOf([open()]).medianDays).toBeNull();
  });

  it('tell a share of those that ended or ran past a deadline, and never round a late one away', () => {
    const late = closed(1, { isOnTime: false });
    expect(countOf([open(), open()]).onTimePercent).toBeNull();
    expect(countOf([closed(1), open()]).onTimePercent).toBe(100);
    expect(countOf([closed(1), open({ isOverdue: true, isOnTime: false })]).onTimePercent).toBe(50);
    expect(countOf([...Array<Counted>(299).fill(closed(1)), late]).onTimePercent).toBe(99);
  });
});

describe('what everybody may read of them', () => {
  it('is nothing of which there are fewer than five', () => {
    const nothing = { received: null, solved: null, medianDays: null, onTimePercent: null };
    const few = Array<Counted>(fewest - 1).fill(closed(2));
    expect(published(countOf(few))).toEqual(nothing);
    expect(published(countOf([...few, open()]))).toEqual({ ...nothing, received: 5 });
    expect(published(countOf([...few, closed(2)]))).toEqual({
      ...{ received: 5, solved: 5, medianDays: 2, onTimePercent: 100 },
    });
    const unsolved = closed(2, { result: 'notConfirmed' });
    expect(published(countOf([...few, unsolved]))).toMatchObject({ solved: null, medianDays: 2 });
  });

  it('of a district leaves no count that a centre hides: not by what is over beside the others', () => {
    const of = (centreId: string | null, count: number, more: Partial<Counted> = {}) =>
      Array<Counted>(count).fill(closed(2, { centreId, ...more }));
    const told = (...complaints: Counted[][]) => {
      const { received, solved } = publishedOfDistrict(complaints.flat());
      return [received, solved];
    };
    expect(told(of('ce_1', 9), of('ce_2', 6))).toEqual([15, 15]);
    expect(told(of('ce_1', 9), of('ce_2', 3))).toEqual([null, null]);
    expect(told(of('ce_1', 9), of(null, 3))).toEqual([null, null]);
    // Two that hide are hidden by each other once they are five together.
    expect(told(of('ce_1', 9), of('ce_2', 3), of('ce_3', 2))).toEqual([14, 14]);
    const unsolved = { result: 'notConfirmed' } as const;
    expect(told(of('ce_1', 9), of('ce_2', 3), of('ce_2', 3, unsolved))).toEqual([15, null]);
  });
});
