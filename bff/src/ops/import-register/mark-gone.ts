import type { CentreModels } from '../../features/centres/centres.model.js';
import { type Counted, readCounted } from '../../features/centres/districts.model.js';
import { goneEvent, goneFacts, goneReason, type Snapshot } from './events.js';
import { rowsOf } from './stored-rows.js';
import { recordEvent } from './write-batch.js';

/** A register does not lose more than this share of its centres between two snapshots; a file cut short does. */
export const believableShare = 0.1;

export type Gone = {
  centres: Counted[];
  /** Centres of this source that were not cancelled before. */
  of: number;
};

/**
 * Centres of this source that no row spoke of. To be asked once every row of the file is read.
 * @param onOther told every other centre that there is, of any source: all of them are read once, for this and for counting
 */
export async function findGone(
  models: CentreModels,
  sourceCode: string,
  isSeen: (id: string) => boolean,
  onOther: (centre: Counted) => void,
): Promise<Gone> {
  const gone: Gone = { centres: [], of: 0 };
  for await (const batch of readCounted(models.centres)) {
    for (const centre of batch) {
      const isStanding = centre.sourceCode === sourceCode && centre.filing.status !== 'cancelled';
      if (isStanding) gone.of += 1;
      if (isStanding && !isSeen(centre._id)) gone.centres.push(centre);
      else onOther(centre);
    }
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
