import type { Clock } from '../../lib/clock.js';
import { derivedId } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import type { GuidanceLog } from '../guidance/guidance.public.js';
import type { LiveModel, PresenceDoc, RoomDoc } from './live.model.js';
import { neededSlots, type Session, slotAt } from './live.rules.js';
import { liveRulesOf, type Rooms } from './rooms.js';

export type AttendanceDeps = {
  model: LiveModel;
  rooms: Rooms;
  classes: Classes;
  guidance: GuidanceLog;
  clock: Clock;
};
export type Attendance = ReturnType<typeof attendance>;

export const presenceId = (classId: string, session: number, familyId: string): string =>
  derivedId('lv', classId, String(session), familyId);

/**
 * Who attended a live class: a family that was in the room for the share of the session that the region asks for, by the
 * clock of the service. Half a minute counts once, however many sockets, phones and processes say it.
 */
export function attendance({ model, rooms, classes, guidance, clock }: AttendanceDeps) {
  /** These families are in the room now. Nothing where it is not live, and once in each half minute. */
  async function note(room: RoomDoc, familyIds: Iterable<string>): Promise<void> {
    const { _id: classId, state, session, startedAt } = room;
    if (state !== 'live' || !startedAt) return;
    const now = clock.now();
    const seen = [...familyIds].map((familyId) => ({
      ...{ _id: presenceId(classId, session, familyId), classId, session, familyId },
    }));
    await model.presence.note(seen, slotAt(startedAt, now), now);
    const known = await classes.find(classId);
    if (known && room.planned) await markReached(known, session, room.planned, null);
  }

  /**
   * In one write: the job counts them. A look must not take longer because a thousand families reached it together,
   * nor has the host to wait for it.
   */
  async function markReached(
    known: KnownClass,
    session: number,
    planned: Session,
    ran: { from: Date; to: Date } | null,
  ): Promise<void> {
    const needed = neededSlots(planned, ran, liveRulesOf(known));
    await model.presence.markAttended(known.id, session, needed, clock.now());
  }

  /**
   * Each child of the family that was signed up before the session ended has one more guidance contact: whoever came to
   * the room for one child and signed another up meanwhile was there for both. Safe to repeat.
   */
  async function count(presence: PresenceDoc): Promise<void> {
    const { classId, familyId, attendedAt, endedAt } = presence;
    const known = await classes.find(classId);
    if (known && attendedAt) {
      const childIds = await classes.listSignedUpChildren(familyId, classId, endedAt);
      for (const childId of childIds)
        await guidance.note({
          ...{ familyId, childId, on: civilNow(known.timeZone, attendedAt).date, kind: 'live' },
          ...{ sourceId: classId, title: known.title, districtCode: known.districtCode },
          isDemo: known.isDemo,
        });
      await classes.noteLearned(classId, childIds, attendedAt);
    }
    await model.presence.markCounted(presence);
  }

  /** Marks who attended the sessions that ended, by what they really took. Safe to repeat. */
  async function markEnded(room: RoomDoc): Promise<void> {
    const known = await classes.find(room._id);
    for (const { session, planned, from, to } of room.uncounted) {
      if (known) await markReached(known, session, planned, { from, to });
      await model.presence.markEnded(room._id, session, to);
      await rooms.change(room._id, (current) => ({
        ...current,
        uncounted: current.uncounted.filter((one) => one.session !== session),
      }));
    }
  }

  return { note, count, markEnded };
}
