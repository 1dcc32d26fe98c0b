import type { RoomDoc } from '@nearcare/bff/features/live/live.model';
import type { Connection } from 'mongoose';
import { addLiveClass } from './class-stack.js';

/** The room of a live class, on by the clock of the machine: for processes that nobody can tell another time. */
export async function addRoomThatIsOn(store: Connection, { isOpenToAll = false } = {}): Promise<string> {
  const classId = await addLiveClass(store);
  const now = new Date();
  const room: RoomDoc = {
    ...{ _id: classId, rev: 1, state: 'live', session: 0, startedAt: now, endedAt: null },
    planned: { startsAt: now, endsAt: new Date(now.getTime() + 3_600_000) },
    ...{ video: null, isOpenToAll, aliases: 0, owed: [], uncounted: [], replay: null },
  };
  await store.collection<RoomDoc>('liveRooms').insertOne(room);
  return classId;
}
