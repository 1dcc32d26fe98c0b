import type { mongo } from 'mongoose';
import type { CentreModels } from '../../features/centres/centres.model.js';
import type {
  CentreDetailsRecord,
  CentreRecord,
  StampedCentre,
} from '../../features/centres/centres.records.js';
import type { MappedRow } from './map-row.js';

export type Outcome = { added: number; changed: number; unchanged: number };
export type BatchWriter = (rows: readonly MappedRow[]) => Promise<Outcome>;

type Stored = Pick<CentreRecord, '_id' | 'contentHash' | 'rev' | 'epoch' | 'told' | 'groups'> & {
  filing: Pick<CentreRecord['filing'], 'status'>;
};

const storedFields = { contentHash: 1, rev: 1, epoch: 1, told: 1, groups: 1, 'filing.status': 1 };

/** Writes batches by the driver itself: rows were checked field by field, and casting them again halves the rate. */
export function batchWriter({ centres, details }: CentreModels): BatchWriter {
  const centreRows = centres.collection as unknown as mongo.Collection<StampedCentre>;
  const detailRows = details.collection as unknown as mongo.Collection<CentreDetailsRecord>;

  return async function writeBatch(rows) {
    if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0 };
    const ids = rows.map(({ centre }) => centre._id);
    const stored = await centreRows
      .find<Stored>({ _id: { $in: ids } }, { projection: storedFields })
      .toArray();
    const storedById = new Map(stored.map((centre) => [centre._id, centre]));
    const fresh = rows.filter(({ centre }) => !storedById.has(centre._id));
    const changed = rows.filter(({ centre }) => {
      const before = storedById.get(centre._id);
      return before !== undefined && before.contentHash !== centre.contentHash;
    });

    // Details first: a centre's contentHash says that both are written, so a run broken off between the two writes
    // both again.
    const replaced = changed.map(({ details: record }) => toReplacement(record));
    await insertNew(
      detailRows,
      fresh.map(({ details: record }) => record),
      (taken) => replaced.push(...taken.map(toReplacement)),
    );
    if (replaced.length > 0) await detailRows.bulkWrite(replaced, { ordered: false });
    // A centre that stands there already was put there by another import of the same rows a moment ago.
    await insertNew(
      centreRows,
      fresh.map(({ centre }) => ({ ...centre, changedAt: new Date() })),
      () => undefined,
    );
    const changes = changed.flatMap(({ centre }) => change(centre, storedById.get(centre._id)));
    if (changes.length > 0) await centreRows.bulkWrite(changes, { ordered: false });
    return {
      added: fresh.length,
      changed: changed.length,
      unchanged: rows.length - fresh.length - changed.length,
    };
  };
}

const duplicateKey = 11_000;

/** Plain inserts, several times faster than upserts; those whose id is taken already are handed to `onTaken`. */
async function insertNew<T extends { _id: string }>(
  collection: mongo.Collection<T>,
  records: readonly T[],
  onTaken: (taken: T[]) => void,
): Promise<void> {
  if (records.length === 0) return;
  try {
    await collection.insertMany(records as mongo.OptionalUnlessRequiredId<T>[], { ordered: false });
  } catch (error) {
    const { writeErrors } = error as mongo.MongoBulkWriteError;
    const faults = Array.isArray(writeErrors) ? writeErrors : writeErrors ? [writeErrors] : [];
    if (faults.length === 0 || faults.some(({ code }) => code !== duplicateKey)) throw error;
    onTaken(faults.flatMap(({ index }) => records[index] ?? []));
  }
}

function toReplacement(details: CentreDetailsRecord): mongo.AnyBulkWriteOperation<CentreDetailsRecord> {
  return { replaceOne: { filter: { _id: details._id }, replacement: details, upsert: true } };
}

/** What the register says replaces what it said; what the centre itself told since, and its closed days, stay. */
function change(
  centre: CentreRecord,
  before: Stored | undefined,
): mongo.AnyBulkWriteOperation<StampedCentre>[] {
  if (!before) return [];
  const { _id, rev: _rev, epoch: _epoch, closedDays: _closedDays, told, ...facts } = centre;
  const isToldLater = before.told && (!told || before.told.at > told.at);
  const isRosterTouched =
    before.filing.status !== centre.filing.status ||
    JSON.stringify(before.groups) !== JSON.stringify(centre.groups);
  return [
    {
      updateOne: {
        filter: { _id },
        update: {
          $set: { ...facts, ...(isToldLater ? {} : { told }), changedAt: new Date() },
          $inc: { rev: 1, epoch: isRosterTouched ? 1 : 0 },
        },
      },
    },
  ];
}
