import type { CentreModels } from '../../features/centres/centres.model.js';
import { districtCounter } from '../../features/centres/districts.model.js';
import { getRegion } from '../../regions/regions.js';
import { batchComparer, type Compared } from './compare-batch.js';
import type { Event, Snapshot } from './events.js';
import { ImportError } from './import-error.js';
import { idIfSure, keyOf, type MappedRow, rowMapper } from './map-row.js';
import type { Mapping } from './mapping.js';
import { believableShare, findGone, markGone } from './mark-gone.js';
import { readRows } from './read-rows.js';
import {
  beginSnapshot,
  checkNotOlder,
  finishSnapshot,
  type RegisterSnapshots,
} from './register-snapshots.model.js';
import type { ReadRow, Rejection } from './row.js';
import { emptySummary, type ImportSummary, type Rejected } from './summary.js';
import { surveyFile } from './survey-file.js';
import { batchWriter } from './write-batch.js';

export type ImportOrder = {
  file: string;
  mapping: Mapping;
  /** Day of the snapshot; the mapping's where it is not given. */
  asOf?: string | undefined;
  models: CentreModels & { snapshots: RegisterSnapshots };
  now: () => Date;
  /** Say what would be done and write nothing. */
  isDryRun?: boolean;
  /** Cancel what is gone from the snapshot, however much it is. */
  allowsRemoved?: boolean;
  /** Called for each row that was not taken. */
  onRejected?: (rejected: Rejected) => void;
  onEvent?: (centreId: string, event: Event) => void;
  onProgress?: (rows: number, share: number) => void;
};

/**
 * Batches on their way at once: while one is mapped here, the store is busy with those before it. What waits there while it
 * syncs goes to disk together, so many small batches make few large writes, and both threads always have some to do. With
 * more rows on their way than these the memory grows faster than the rate.
 */
const batchesAtOnce = 12;

/**
 * Takes one snapshot of a register: read → map → compare → write, row by row, then cancels what is gone and counts the
 * districts anew. A row is taken or rejected, never half. Repeating it changes nothing, so a run that broke off is simply run again.
 * @throws ImportError when the file, its columns or its day are not to be taken; this is found out before any write
 */
export async function importRegister(order: ImportOrder): Promise<ImportSummary> {
  const { mapping, models, now, isDryRun = false } = order;
  const { code } = mapping.source;
  const snapshot = snapshotOf(order);
  const survey = await surveyFile(order.file);
  const file = { asOf: snapshot.asOf, fileHash: survey.hash };
  const taken = await checkNotOlder(models.snapshots, code, file);
  const isCorrection = taken?.asOf === file.asOf && taken.fileHash !== file.fileHash;

  const summary = emptySummary();
  const reading = readRows(survey, mapping);
  const sorter = rowSorter(order, snapshot, summary);
  const compareBatch = batchComparer(models, { ...snapshot, isCorrection });
  const writeBatch = isDryRun ? () => Promise.resolve() : batchWriter(models, now);
  const pass = async (batch: readonly MappedRow[]) => {
    const compared = await compareBatch(batch);
    await writeBatch(compared);
    count(compared, order, summary);
  };

  const underWay = workersOf(batchesAtOnce);
  let hasBegun = false;
  for await (const batch of reading.batches) {
    // The first batch comes out once the columns are known to be right.
    if (!hasBegun && !isDryRun) await beginSnapshot(models.snapshots, code, file);
    hasBegun = true;
    const rows = batch.flatMap((read) => sorter.take(read));
    await underWay.start(() => pass(rows));
    order.onProgress?.(summary.rows, reading.bytesRead() / survey.bytes);
  }
  await underWay.finish();
  summary.newColumns = reading.newColumns();

  await removeGone(order, snapshot, sorter, summary);
  if (!isDryRun && !summary.removalRefused) await finishSnapshot(models.snapshots, code, file);
  return summary;
}

function snapshotOf({ mapping, asOf = mapping.source.asOf, now }: ImportOrder): Snapshot {
  if (!asOf)
    throw new ImportError('of which day the snapshot is stands neither in the mapping nor behind --as-of');
  if (asOf > now().toISOString().slice(0, 10))
    throw new ImportError(`the snapshot would be of ${asOf}, a day still to come; nothing was written`);
  const assumed = mapping.priceList.flatMap((line) => ('defaultFen' in line ? [line.id] : []));
  const { currency } = getRegion(mapping.region);
  return { asOf, sourceName: mapping.source.name, currency, assumedLines: new Set(assumed) };
}

/** Maps rows and keeps in mind of which centres the file spoke. */
function rowSorter({ mapping, onRejected }: ImportOrder, { asOf }: Snapshot, summary: ImportSummary) {
  const mapRow = rowMapper(mapping, asOf);
  /** With the line of the row that was taken; 0 for centres whose rows were rejected. */
  const seen = new Map<string, number>();
  let unsureRows = 0;

  function take(read: ReadRow): MappedRow[] {
    summary.rows += 1;
    const { line, row } = read;
    if (!row || read.fault) return reject(read, read.fault ?? { reason: 'row_malformed', detail: '' });
    const mapped = mapRow(row);
    if ('reason' in mapped) return reject(read, mapped);
    const { _id } = mapped.centre;
    const firstLine = seen.get(_id);
    if (firstLine)
      return reject(read, {
        reason: 'key_duplicate',
        detail: `same key as line ${firstLine}: ${keyOf(mapping, row)}`,
      });
    seen.set(_id, line);
    for (const note of mapped.notes) summary.notes[note] = (summary.notes[note] ?? 0) + 1;
    return [mapped];
  }

  function reject({ line, row }: ReadRow, { reason, detail }: Rejection): MappedRow[] {
    summary.rejected += 1;
    summary.rejectedBy[reason] = (summary.rejectedBy[reason] ?? 0) + 1;
    onRejected?.({ line, reason, detail });
    const id = row && idIfSure(mapping, row);
    if (!id) unsureRows += 1;
    else if (!seen.has(id)) seen.set(id, 0);
    return [];
  }

  return { take, isSeen: (id: string) => seen.has(id), unsureRows: () => unsureRows };
}

function count(
  { added, changed, confirmed, standing }: Compared,
  order: ImportOrder,
  summary: ImportSummary,
) {
  summary.added += added.length;
  summary.unchanged += confirmed.length + standing;
  for (const { row, before, events } of changed) {
    const status = row.centre.filing.status;
    const hasNewStatus = status !== before.filing.status;
    if (hasNewStatus && status === 'suspended') summary.suspended += 1;
    else if (hasNewStatus && status === 'cancelled') summary.removed += 1;
    else summary.changed += 1;
    summary.events += events.length;
    for (const event of events) order.onEvent?.(row.centre._id, event);
  }
}

/** Cancels what is gone, and counts the districts anew. */
async function removeGone(
  { mapping, models, now, isDryRun, allowsRemoved }: ImportOrder,
  snapshot: Snapshot,
  sorter: ReturnType<typeof rowSorter>,
  summary: ImportSummary,
): Promise<void> {
  const counter = districtCounter();
  const { centres, of } = await findGone(models, mapping.source.code, sorter.isSeen, counter.add);
  const gone = centres.length;
  const unsureRows = sorter.unsureRows();
  const isBelievable = gone <= of * believableShare && unsureRows === 0;
  if (gone > 0 && !isBelievable && !allowsRemoved) {
    summary.removalRefused = { gone, of, unsureRows };
    for (const centre of centres) counter.add(centre);
  } else {
    const ids = centres.map(({ _id }) => _id);
    if (!isDryRun) await markGone(models, ids, snapshot, now);
    summary.removed += gone;
    summary.events += gone;
  }
  if (!isDryRun) await counter.save(models.districts);
}

/** Runs so many tasks at once; the first failure comes out at the next `start` or at `finish`, with none still at work. */
function workersOf(atOnce: number) {
  const working = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;

  async function start(task: () => Promise<void>): Promise<void> {
    while (working.size >= atOnce) await Promise.race(working);
    if (failure) await finish();
    const work: Promise<void> = task()
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => working.delete(work));
    working.add(work);
  }

  async function finish(): Promise<void> {
    await Promise.all(working);
    if (failure) throw failure.error;
  }

  return { start, finish };
}
