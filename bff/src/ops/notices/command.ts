import { readConfig } from '../../config.js';
import { type MessageDoc, outboxModel } from '../../features/notices/outbox.model.js';
import { openStore } from '../../plugins/store.js';
import { explainFailure } from '../explain-failure.js';

const mostListed = 1_000;

/** How many messages are in which state; with `--dead` also each that was given up, and why. They name nobody. */
export async function noticesCommand(listsDead: boolean): Promise<0 | 1> {
  try {
    const { connection, close } = await openStore(readConfig(process.env));
    try {
      const outbox = outboxModel(connection);
      const counts = Object.entries(await outbox.countByState());
      console.log(`messages: ${counts.map(([state, count]) => `${state} ${count}`).join(', ')}`);
      if (listsDead) for (const message of await outbox.listDead(mostListed)) console.log(lineOf(message));
    } finally {
      await close();
    }
    return 0;
  } catch (error) {
    console.error(explainFailure(error));
    return 1;
  }
}

function lineOf({ _id, channel, kind, reason, tries, dueAt }: MessageDoc): string {
  return `  ${_id} ${channel} ${kind}: ${reason ?? 'no reason'}, tries ${tries}, ${dueAt.toISOString()}`;
}
