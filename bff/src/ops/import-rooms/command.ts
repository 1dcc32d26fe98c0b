import type { Connection } from 'mongoose';
import { type RoomsModel, roomsModel } from '../../features/rooms/rooms.model.js';
import { importTableCommand } from '../table-file.js';
import { readRooms } from './read-rooms.js';

export const importRoomsCommand = (file: string): Promise<0 | 1> =>
  importTableCommand('rooms', file, importInto);

async function importInto(connection: Connection, text: string) {
  const read = readRooms(text);
  const model = roomsModel(connection);
  await model.init();
  return { ...(await importRooms(model, read)), rejected: read.rejected };
}

/** Writes what is new or differs. A room that is in the store and not in the file stays. */
export async function importRooms(
  model: RoomsModel,
  { records }: Pick<ReturnType<typeof readRooms>, 'records'>,
) {
  const { added, changed } = await model.put(records);
  return { added, changed, unchanged: records.length - added - changed };
}
