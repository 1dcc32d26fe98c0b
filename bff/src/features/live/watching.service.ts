import { apiPrefix } from '@nearcare/shared/contract/routes';
import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Session } from '../../plugins/session.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import { presenceId } from './attendance.js';
import type { LiveModel, RoomDoc } from './live.model.js';
import { slotSeconds } from './live.rules.js';
import type { LiveHub } from './live-hub.js';
import { liveRulesOf, type Rooms, refuseCancelled, sessionShown, stateAt, toSession } from './rooms.js';
import type { Viewers } from './viewers.js';

export type WatchingDeps = {
  model: LiveModel;
  rooms: Rooms;
  viewers: Viewers;
  hub: LiveHub;
  classes: Classes;
  clock: Clock;
};
type Who = Pick<Session, 'familyId'>;

export const heartbeatSeconds = 25;
const pollSeconds = 3;

export type Watching = ReturnType<typeof watchingService>;

/** A live room on the side of families that look on. */
export function watchingService({ model, rooms, viewers, hub, classes, clock }: WatchingDeps) {
  /** @throws DomainError not_found, class_cancelled */
  async function requireClass(classId: string): Promise<KnownClass> {
    const known = await classes.find(classId);
    if (known?.way !== 'live') throw new DomainError('not_found');
    refuseCancelled(known);
    return known;
  }

  /** Whoever may look on. @throws DomainError not_found, class_cancelled, sign_up_first */
  async function requireViewer(
    familyId: string,
    classId: string,
  ): Promise<{ known: KnownClass; room: RoomDoc }> {
    const known = await requireClass(classId);
    const room = await rooms.find(classId);
    if (!room.isOpenToAll && !(await classes.isSignedUp(familyId, classId)))
      throw new DomainError('sign_up_first');
    return { known, room };
  }

  async function getLiveRoom({ familyId }: Who, classId: string): Promise<Reply<'getLiveRoom'>> {
    const known = await requireClass(classId);
    const room = await rooms.find(classId);
    const [isSignedUp, viewer, presence, counts] = await Promise.all([
      classes.isSignedUp(familyId, classId),
      viewers.find(classId, familyId),
      model.presence.find(presenceId(classId, room.session, familyId)),
      countsOf(classId),
    ]);
    const mayWatch = isSignedUp || room.isOpenToAll;
    return {
      ...{ classId, title: known.title, state: stateOf(room, known), ...counts },
      session: toSession(sessionShown(room, known)),
      startedAt: room.startedAt?.toISOString() ?? null,
      endedAt: room.endedAt?.toISOString() ?? null,
      video: room.state === 'live' && mayWatch ? room.video : null,
      replayClassId: room.replay?.classId ?? null,
      mayAsk: isSignedUp && room.state === 'live' && !viewer.isMuted,
      isSignedUp,
      presentSeconds: (presence?.slots ?? 0) * slotSeconds,
      attendedAt: presence?.attendedAt?.toISOString() ?? null,
      ...{ config: configOf(known), isDemo: known.isDemo },
    };
  }

  async function countsOf(classId: string) {
    const [lastSeq, viewerCount, questions] = await Promise.all([
      hub.lastSeq(classId),
      hub.countViewers(classId),
      model.questions.count(classId, 'shown'),
    ]);
    return { lastSeq, viewers: viewerCount, questions };
  }

  /** @throws DomainError not_found, class_cancelled, sign_up_first */
  async function listLiveEvents(
    { familyId }: Who,
    classId: string,
    { after = 0, limit = 100 }: Query<'listLiveEvents'>,
  ): Promise<Reply<'listLiveEvents'>> {
    const { known, room } = await requireViewer(familyId, classId);
    await hub.notePoll(classId, familyId);
    const [{ events, lastSeq }, viewerCount] = await Promise.all([
      hub.read(classId, after, limit),
      hub.countViewers(classId),
    ]);
    return { events, lastSeq, state: stateOf(room, known), viewers: viewerCount };
  }

  const stateOf = (room: RoomDoc, known: KnownClass): RoomDoc['state'] =>
    stateAt(room, known.sessions, clock.now(), liveRulesOf(known));

  return { getLiveRoom, listLiveEvents, requireClass, requireViewer, countsOf, stateOf };
}

export function configOf(known: KnownClass): Reply<'getLiveRoom'>['config'] {
  const { questionLength, questionsPerMinute, attendedShare } = liveRulesOf(known);
  return {
    socketPath: `${apiPrefix}/live/${known.id}/socket`,
    ...{ heartbeatSeconds, pollSeconds, questionLength, questionsPerMinute, attendedShare },
  };
}
