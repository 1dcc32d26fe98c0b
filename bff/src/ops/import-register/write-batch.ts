import type { mongo } from 'mongoose';
import type { CentreModels } from '../../features/centres/centres.model.js';
import type { CentreDetailsRecord, CentreRecord } from '../../features/centres/centres.records.js';
import type { MappedRow } from './map-row.js';

export type Outcome = { added: number; changed: number; unchanged: number };
export type BatchWriter = (rows: readonly MappedRow[]) => Promise<Outcome>;

type Stored = Pick<CentreRecord, '_id' | 'contentHash' | 'rev' | 'epoch' | 'told' | 'groups'> & {
  filing: Pick<CentreRecord['filing'], 'status'>;
};

const storedFields = { contentHash: 1, rev: 1, epoch: 1, told: 1, groups: 1, 'filing.status': 1 };

/** Writes batches by the driver itself: rows were checked field by field, and casting them again halves the rate. */
export function batchWriter({ centres, details }: CentreModels): BatchWriter {
  const centreRows = centres.collection;
  const detailRows = details.collection;

  return async function writeBatch(rows) {
    if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0 };
    const ids = rows.map(({ centre }) => centre._id);
    const stored = (await centreRows
      .find({ _id: { $in: ids as never[] } }, { projection: storedFields })
      .toArray()) as unknown as Stored[];
    const storedById = new Map(stored.map((centre) => [centre._id, centre]));
    const fresh = rows.filter(({ centre }) => !storedById.has(centre._id));
    const changed = rows.filter(({ centre }) => {
      const before = storedById.get(centre._id);
      return before !== undefined && before.contentHash !== centre.contentHash;
    });

    // Details first: a centre's contentHash says that both are written, so a run broken off between the two writes
    // both again.
    const written = [...fresh, ...changed];
    if (written.length > 0)
      await detailRows.bulkWrite(written.map(toDetailsWrite) as never[], { ordered: false });
    const writes = [
      ...fresh.map(({ centre }) => insertion(centre)),
      ...changed.flatMap(({ centre }) => change(centre, storedById.get(centre._id))),
    ];
    if (writes.length > 0) await centreRows.bulkWrite(writes as never[], { ordered: false });
    return {
      added: fresh.length,
      changed: changed.length,
      unchanged: rows.length - written.length,
    };
  };
}

type CentreWrite = mongo.AnyBulkWriteOperation<CentreRecord>;

function toDetailsWrite({ details }: MappedRow): mongo.AnyBulkWriteOperation<CentreDetailsRecord> {
  return { replaceOne: { filter: { _id: details._id }, replacement: details, upsert: true } };
}

function insertion(centre: CentreRecord): CentreWrite {
  // Not a plain insert: two imports at once would else fail on each other's rows.
  return { updateOne: { filter: { _id: centre._id }, update: { $setOnInsert: centre }, upsert: true } };
}

/** What the register says replaces what it said; what the centre itself told since, and its closed days, stay. */
function change(centre: CentreRecord, before: Stored | undefined): CentreWrite[] {
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
          $set: { ...facts, ...(isToldLater ? {} : { told }) },
          $inc: { rev: 1, epoch: isRosterTouched ? 1 : 0 },
        },
      },
    },
  ];
}
