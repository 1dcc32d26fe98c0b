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
  confirmed: { row: MappedRow; told: CentreRecord['told'] }[];
  /** Rows of which every byte stands already. */
  standing: number;
};
export type Changed = { row: MappedRow; before: CentreRecord; events: Event[] };

/** The snapshot that is being taken, beside the ones before it. */
export type Taking = Snapshot & {
  /** The same day was taken before, from another file: what differs then is a correction. */
  isCorrection: boolean;
};

export type Comparer = (rows: readonly MappedRow[]) => Promise<Compared>;

type Known = Pick<CentreRecord, '_id' | 'contentHash' | 'told'>;

export function batchComparer(models: CentreModels, taking: Taking): Comparer {
  const { centreRows, detailRows } = rowsOf(models);

  return async function compareBatch(rows) {
    const known = await centreRows
      .find<Known>({ _id: { $in: rows.map(({ centre }) => centre._id) } })
      .project<Known>({ contentHash: 1, told: 1 })
      .toArray();
    const knownById = new Map(known.map((centre) => [centre._id, centre]));
    const compared: Compared = { added: [], changed: [], confirmed: [], standing: 0 };
    const different: MappedRow[] = [];
    for (const row of rows) {
      const before = knownById.get(row.centre._id);
      if (!before) compared.added.push(row);
      else if (before.contentHash === row.centre.contentHash) compared.standing += 1;
      else if (factsOf(before) === factsOf(row.centre)) compared.confirmed.push({ row, told: before.told });
      else different.push(row);
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
  function isNews({ contentHash }: Pick<CentreRecord, 'contentHash'>): boolean {
    const [facts, day = ''] = contentHash.split('@');
    return day < taking.asOf || facts === goneFacts || taking.isCorrection;
  }
}

const factsOf = ({ contentHash }: Pick<CentreRecord, 'contentHash'>): string =>
  contentHash.split('@')[0] ?? '';
