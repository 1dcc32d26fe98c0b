import type { CentreModels } from '../../features/centres/centres.model.js';
import type { CentreDetailsRecord, CentreRecord } from '../../features/centres/centres.records.js';
import { type Event, eventsBetween, goneFacts, type Snapshot } from './events.js';
import type { MappedRow } from './map-row.js';
import { rowsOf } from './stored-rows.js';

/** Rows beside what the store holds of them: what has to be written, and nothing written yet. */
export type Compared = {
  added: MappedRow[];
  changed: Changed[];
  /** Said again as they were, in a newer snapshot: only the day moves on. */
  confirmed: Confirmed[];
  /** Rows of which every byte stands already. */
  standing: number;
};
export type Confirmed = { row: MappedRow; told: CentreRecord['told'] };
export type Changed = { row: MappedRow; before: CentreRecord; events: Event[] };

/** The snapshot that is being taken, beside the ones before it. */
export type Taking = Snapshot & {
  /** The same day was taken before, from another file: what differs then is a correction. */
  isCorrection: boolean;
};

export type Comparer = (rows: readonly MappedRow[]) => Promise<Compared>;

type Known = Pick<CentreRecord, '_id' | 'contentHash' | 'asOf' | 'told'>;

export function batchComparer(models: CentreModels, taking: Taking): Comparer {
  const { centreRows, detailRows } = rowsOf(models);

  return async function compareBatch(rows) {
    const known = await centreRows
      .find<Known>({ _id: { $in: rows.map(({ centre }) => centre._id) } })
      .project<Known>({ contentHash: 1, asOf: 1, told: 1 })
      .toArray();
    const knownById = new Map(known.map((centre) => [centre._id, centre]));
    const compared: Compared = { added: [], changed: [], confirmed: [], standing: 0 };
    const different: MappedRow[] = [];
    for (const row of rows) {
      const before = knownById.get(row.centre._id);
      if (!before) compared.added.push(row);
      else if (before.contentHash !== row.centre.contentHash) different.push(row);
      else if (before.asOf === row.centre.asOf) compared.standing += 1;
      else compared.confirmed.push({ row, told: before.told });
    }
    compared.changed = await describeChanges(different);
    return compared;
  };

  async function describeChanges(rows: readonly MappedRow[]): Promise<Changed[]> {
    if (rows.length === 0) return [];
    const among = { _id: { $in: rows.map(({ centre }) => centre._id) } };
    const [centres, details] = await Promise.all([
      centreRows.find<CentreRecord>(among).toArray(),
      detailRows.find<CentreDetailsRecord>(among).toArray(),
    ]);
    const centreById = new Map(centres.map((centre) => [centre._id, centre]));
    const detailsById = new Map(details.map((one) => [one._id, one]));
    return rows.flatMap((row) => {
      const before = centreById.get(row.centre._id);
      if (!before) return [];
      const stored = { centre: before, details: detailsById.get(row.centre._id) ?? row.details };
      return [{ row, before, events: isNews(before) ? eventsBetween(stored, row, taking) : [] }];
    });
  }

  /** A row that differs within one snapshot is only read differently now; the centre has not changed. */
  function isNews({ contentHash, asOf = '' }: Pick<CentreRecord, 'contentHash' | 'asOf'>): boolean {
    return asOf < taking.asOf || contentHash === goneFacts || taking.isCorrection;
  }
}
