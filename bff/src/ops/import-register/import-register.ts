import type { MappedRow } from './map-row.js';
import { keyOf, type Rejection, type RejectReason, rowMapper } from './map-row.js';
import { columnsOf, type Mapping } from './mapping.js';
import { type ReadRow, readRows } from './read-rows.js';
import type { BatchWriter, Outcome } from './write-batch.js';

export type Rejected = { line: number; reason: RejectReason; detail: string };

export type ImportSummary = {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  rejectedBy: Partial<Record<RejectReason, number>>;
  /** What could not be used of rows that were taken, with how many rows. */
  notes: Record<string, number>;
};

const batchSize = 500;

/**
 * Brings one register into the store, row by row: taken or rejected, never half. Repeating it changes nothing, so a
 * run that broke off is simply run again.
 * @param onRejected called for each row that was not taken
 * @throws ImportError when the file or its header is not what the mapping says; the header is checked before any write
 */
export async function importRegister(
  file: string,
  mapping: Mapping,
  writeBatch: BatchWriter,
  onRejected: (rejected: Rejected) => void,
): Promise<ImportSummary> {
  const summary: ImportSummary = {
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    rejectedBy: {},
    notes: {},
  };
  const mapRow = rowMapper(mapping);
  const firstLineOf = new Map<string, number>();

  const reject = (line: number, { reason, detail }: Rejection): void => {
    summary.rejected += 1;
    summary.rejectedBy[reason] = (summary.rejectedBy[reason] ?? 0) + 1;
    onRejected({ line, reason, detail });
  };

  const take = (read: ReadRow): MappedRow | null => {
    const { line } = read;
    if ('fault' in read) {
      reject(line, read.fault);
      return null;
    }
    const { row } = read;
    const mapped = mapRow(row);
    if ('reason' in mapped) {
      reject(line, mapped);
      return null;
    }
    const firstLine = firstLineOf.get(mapped.centre._id);
    if (firstLine !== undefined) {
      reject(line, {
        reason: 'key_duplicate',
        detail: `same key as line ${firstLine}: ${keyOf(mapping, row)}`,
      });
      return null;
    }
    firstLineOf.set(mapped.centre._id, line);
    for (const note of mapped.notes) summary.notes[note] = (summary.notes[note] ?? 0) + 1;
    return mapped;
  };

  // One batch is written while the next is read and mapped: two cores, and never more than two batches in memory.
  let writing: Promise<Outcome> = Promise.resolve({ added: 0, changed: 0, unchanged: 0 });
  const settle = async () => {
    const { added, changed, unchanged } = await writing;
    summary.added += added;
    summary.changed += changed;
    summary.unchanged += unchanged;
  };

  let batch: MappedRow[] = [];
  for await (const read of readRows(file, mapping.delimiter, columnsOf(mapping))) {
    summary.rows += 1;
    const mapped = take(read);
    if (mapped) batch.push(mapped);
    if (batch.length < batchSize) continue;
    await settle();
    writing = writeBatch(batch);
    // Its failure is met at the next settle; until then it must not count as unhandled.
    writing.catch(() => undefined);
    batch = [];
  }
  await settle();
  writing = writeBatch(batch);
  await settle();
  return summary;
}
