import { addMonths } from '@nearcare/shared/rules/civil-date';
import type { Projection } from '../stored.rules.js';

/** What of a complaint is counted. */
export type Counted = { filedAt: Date; centreId: string | null } & Pick<
  Projection,
  'isOpen' | 'dueAt' | 'result' | 'isOnTime' | 'isOverdue'
>;
export type Counts = {
  received: number;
  solved: number;
  closed: number;
  /** Of which is decided whether they were in time: ended, or past a deadline. */
  decided: number;
  medianDays: number | null;
  onTimePercent: number | null;
};

/** Fewer of anything are told to nobody but the desk: so few may be somebody known. */
export const fewest = 5;

/** The twelve whole months before this day's: nobody can watch a count move when somebody has complained. */
export function wholeMonths(today: string): { from: string; until: string } {
  const thisMonth = `${today.slice(0, 7)}-01`;
  return { from: addMonths(thisMonth, -12), until: thisMonth };
}

export function countOf(complaints: readonly Counted[]): Counts {
  const closed = complaints.filter(({ result }) => result !== null);
  const decided = complaints.filter(({ isOpen, isOverdue }) => !isOpen || isOverdue);
  const onTime = decided.filter(({ isOnTime }) => isOnTime).length;
  return {
    received: complaints.length,
    solved: closed.filter(({ result }) => result === 'solved' || result === 'partlySolved').length,
    ...{ closed: closed.length, decided: decided.length },
    medianDays: median(closed.map(({ filedAt, dueAt }) => dueAt.getTime() - filedAt.getTime())),
    onTimePercent: decided.length === 0 ? null : Math.floor((onTime * 100) / decided.length),
  };
}

/** As everybody may read them. */
export function published(counts: Counts) {
  const unlessFew = <T>(of: number, value: T): T | null => (of < fewest ? null : value);
  return {
    received: unlessFew(counts.received, counts.received),
    solved: unlessFew(Math.min(counts.received, counts.solved), counts.solved),
    medianDays: unlessFew(counts.closed, counts.medianDays),
    onTimePercent: unlessFew(counts.decided, counts.onTimePercent),
  };
}

/**
 * Of a district, by all of it. A sum is left out where taking away the centres whose own everybody may read leaves too few: that
 * would be the very count which a centre hides.
 */
export function publishedOfDistrict(complaints: readonly Counted[]) {
  const all = countOf(complaints);
  const centreIds = new Set(complaints.map(({ centreId }) => centreId).filter((id) => id !== null));
  const shown = [...centreIds].map((id) =>
    published(countOf(complaints.filter(({ centreId }) => centreId === id))),
  );
  const told = published(all);
  const unlessFewLeft = (sum: 'received' | 'solved'): number | null => {
    const left = all[sum] - shown.reduce((known, one) => known + (one[sum] ?? 0), 0);
    return left > 0 && left < fewest ? null : told[sum];
  };
  return { ...told, received: unlessFewLeft('received'), solved: unlessFewLeft('solved') };
}

/** In days, to one place. */
function median(milliseconds: readonly number[]): number | null {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const middle = sorted[Math.ceil(sorted.length / 2) - 1];
  return middle === undefined ? null : Math.round((middle / 86_400_000) * 10) / 10;
}
