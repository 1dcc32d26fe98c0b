import type { RejectReason } from './row.js';

export type Rejected = { line: number; reason: RejectReason; detail: string };

/** What an import did, or in a dry run would have done. */
export type ImportSummary = {
  /** = added + changed + suspended + unchanged + rejected, and what the register's own column calls cancelled. */
  rows: number;
  added: number;
  changed: number;
  suspended: number;
  /** Gone from the file, or cancelled by its own column. */
  removed: number;
  unchanged: number;
  rejected: number;
  rejectedBy: Partial<Record<RejectReason, number>>;
  /** What could not be used of rows that were taken, with how many rows. */
  notes: Record<string, number>;
  /** Put on timelines by this run. */
  events: number;
  newColumns: string[];
  /** Set when centres are gone from the file and were left as they are. */
  removalRefused: { gone: number; of: number; unsureRows: number } | null;
};

export function emptySummary(): ImportSummary {
  return {
    ...{ rows: 0, added: 0, changed: 0, suspended: 0, removed: 0, unchanged: 0, rejected: 0, events: 0 },
    rejectedBy: {},
    notes: {},
    newColumns: [],
    removalRefused: null,
  };
}
