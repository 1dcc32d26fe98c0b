import type { Classes } from '../classes/classes.public.js';
import type { RoomDoc } from './live.model.js';
import type { Rooms } from './rooms.js';

type Deps = { rooms: Rooms; classes: Pick<Classes, 'noteOnAir'> };
export type OnAirNews = ReturnType<typeof onAirNews>;

/** Lets the class know that its host began or ended a session: it is listed as on, and those who signed up are called. */
export function onAirNews({ rooms, classes }: Deps) {
  /** What a crash left untold the job tells: the room is marked with the write that began or ended it. */
  return {
    async tell(room: RoomDoc): Promise<RoomDoc> {
      const { _id, isAirUntold, planned, startedAt, endedAt, state } = room;
      if (!isAirUntold || !planned || !startedAt) return room;
      const to = state === 'live' ? null : endedAt;
      await classes.noteOnAir(_id, { plannedFrom: planned.startsAt, from: startedAt, to });
      return rooms.change(_id, (current) => {
        const { isAirUntold: isMarked, ...told } = current;
        // Begun or ended since: that is still to be told.
        const isSame = current.session === room.session && (current.state === 'live') === (state === 'live');
        return isMarked && isSame ? told : current;
      });
    },
  };
}
