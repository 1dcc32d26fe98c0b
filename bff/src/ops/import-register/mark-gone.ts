import type { CentreModels } from '../../features/centres/centres.model.js';
import { goneEvent, goneFacts, goneReason, type Snapshot } from './events.js';
import { rowsOf } from './stored-rows.js';
import { recordEvent } from './write-batch.js';

/** A register does not lose more than this share of its centres between two snapshots; a file cut short does. */
export const believableShare = 0.1;

export type Gone = {
  ids: string[];
  /** Centres of this source that were not cancelled before. */
  of: number;
};

/** Centres of this source that no row spoke of. To be asked once every row of the file is read. */
export async function findGone(
  models: CentreModels,
  sourceCode: string,
  isSeen: (id: string) => boolean,
): Promise<Gone> {
  const gone: Gone = { ids: [], of: 0 };
  const standing = rowsOf(models)
    .centreRows.find({ sourceCode, 'filing.status': { $ne: 'cancelled' } })
    .project<{ _id: string }>({ _id: 1 })
    .batchSize(5_000);
  for await (const { _id } of standing) {
    gone.of += 1;
    if (!isSeen(_id)) gone.ids.push(_id);
  }
  return gone;
}

const centresAtOnce = 500;

/** Cancels them. Safe to repeat and to break off: a centre is cancelled after its event is on record. */
export async function markGone(
  models: CentreModels,
  ids: readonly string[],
  snapshot: Pick<Snapshot, 'asOf' | 'sourceName'>,
  now: () => Date,
): Promise<void> {
  const { centreRows, detailRows } = rowsOf(models);
  const { asOf } = snapshot;
  for (let start = 0; start < ids.length; start += centresAtOnce) {
    const some = ids.slice(start, start + centresAtOnce);
    const stamp = now();
    await detailRows.bulkWrite(some.map((_id) => recordEvent(_id, goneEvent(snapshot), stamp)));
    await centreRows.updateMany(
      { _id: { $in: some }, 'filing.status': { $ne: 'cancelled' } },
      {
        $set: {
          'filing.status': 'cancelled',
          'filing.suspendedFrom': asOf,
          'filing.reason': goneReason,
          contentHash: goneFacts,
          changedAt: stamp,
        },
        $inc: { rev: 1, epoch: 1 },
      },
    );
  }
}
