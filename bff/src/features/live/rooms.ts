import { DomainError } from '../../lib/domain-error.js';
import type { LearningRules } from '../../regions/learning-rules.js';
import type { RegionCode } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import type { KnownClass } from '../classes/classes.public.js';
import type { LiveModel, RoomDoc } from './live.model.js';
import { isAfter, nextSession, type Session } from './live.rules.js';

/** How often a document is read again because somebody else wrote it in between. */
const maxTries = 20;

export const liveRulesOf = ({ regionCode }: KnownClass) => getRegion(regionCode as RegionCode).learning.live;

export type Rooms = ReturnType<typeof rooms>;

/** Rooms as documents: there from the first write on, and until then as every room begins. */
export function rooms(model: LiveModel) {
  async function find(classId: string): Promise<RoomDoc> {
    return (await model.rooms.find(classId)) ?? emptyRoom(classId);
  }

  /**
   * Changes the room as it is by then; the same room given back writes nothing.
   * @throws DomainError what `changeOf` refuses by, retry
   */
  async function change(classId: string, changeOf: (room: RoomDoc) => RoomDoc): Promise<RoomDoc> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const room = await find(classId);
      const changed = changeOf(room);
      if (changed === room) return room;
      const next = { ...withMark(changed), rev: room.rev + 1 };
      if (await model.rooms.write(next)) return next;
    }
    throw new DomainError('retry');
  }

  return { find, change };
}

function emptyRoom(classId: string): RoomDoc {
  return {
    ...{ _id: classId, rev: 0, state: 'waiting', session: -1, planned: null, startedAt: null, endedAt: null },
    ...{ video: null, isOpenToAll: false, aliases: 0, owed: [], uncounted: [], replay: null },
  };
}

/** Marked for the job as long as something of it is left to be done. */
function withMark(marked: RoomDoc): RoomDoc {
  const { isOwing: _, ...room } = marked;
  const { owed, uncounted, replay, isAirUntold = false } = room;
  const isReplayOwed = replay !== null && replay.classId === null;
  const isOwing = owed.length > 0 || uncounted.length > 0 || isAirUntold || isReplayOwed;
  return isOwing ? { ...room, isOwing } : room;
}

/** @throws DomainError class_cancelled */
export function refuseCancelled({ status }: KnownClass): void {
  if (status === 'cancelled') throw new DomainError('class_cancelled');
}

/** A room whose remaining sessions nobody began is over too. */
export function stateAt(
  room: RoomDoc,
  sessions: readonly Session[],
  now: Date,
  rules: LearningRules['live'],
): RoomDoc['state'] {
  return room.state === 'waiting' && nextSession(room, sessions, now, rules) < 0 ? 'ended' : room.state;
}

/** The session that runs, else the next, else the last. */
export function sessionShown(room: RoomDoc, { sessions }: KnownClass): Session | null {
  if (room.state === 'live') return room.planned;
  return sessions.find((one) => isAfter(room, one)) ?? room.planned ?? sessions.at(-1) ?? null;
}

export function toSession(session: Session | null) {
  return session && { startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString() };
}
