import { readFile } from 'node:fs/promises';
import type { Connection } from 'mongoose';
import { readConfig } from '../../config.js';
import { type RoomsModel, roomsModel } from '../../features/rooms/rooms.model.js';
import { openStore } from '../../plugins/store.js';
import { explainFailure } from '../explain-failure.js';
import { RoomsFileError, readRooms } from './read-rooms.js';

/** How many rejected rows are shown. */
const shownRejects = 50;

/** The command as the operator sees it: what happened on stdout, what to do about a failure on stderr. */
export async function importRoomsCommand(file: string): Promise<0 | 1> {
  try {
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new RoomsFileError(`can't be read: ${error.message}`);
    });
    const read = readRooms(text);
    const { connection, close } = await openStore(readConfig(process.env));
    try {
      report(await importInto(connection, read));
    } finally {
      await close();
    }
    return 0;
  } catch (error) {
    console.error(explain(file, error));
    return 1;
  }
}

type Read = ReturnType<typeof readRooms>;

async function importInto(connection: Connection, read: Read) {
  const model = roomsModel(connection);
  await model.init();
  return { ...(await importRooms(model, read)), rejected: read.rejected };
}

/** Writes what is new or differs. A room that is in the store and not in the file stays. */
export async function importRooms(model: RoomsModel, { records }: Pick<Read, 'records'>) {
  const { added, changed } = await model.put(records);
  return { added, changed, unchanged: records.length - added - changed };
}

function report({ added, changed, unchanged, rejected }: Awaited<ReturnType<typeof importInto>>): void {
  const counts = `added ${added}, changed ${changed}, unchanged ${unchanged}, rejected ${rejected.length}`;
  console.log(`rooms ${added + changed + unchanged + rejected.length}: ${counts}`);
  for (const { line, reason } of rejected.slice(0, shownRejects)) console.log(`  line ${line}: ${reason}`);
  if (rejected.length > shownRejects) console.log(`  … and ${rejected.length - shownRejects} more`);
}

function explain(file: string, error: unknown): string {
  return error instanceof RoomsFileError ? `${file}: ${error.message}` : explainFailure(error);
}
