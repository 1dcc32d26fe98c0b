import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { DeskSession } from '../../plugins/session.js';
import type { Hosting } from './hosting.service.js';
import type { LiveModel } from './live.model.js';
import type { LiveHub } from './live-hub.js';
import { type Rooms, refuseCancelled } from './rooms.js';
import type { Watching } from './watching.service.js';

type Deps = {
  model: Pick<LiveModel, 'questions'>;
  rooms: Rooms;
  hub: LiveHub;
  watching: Pick<Watching, 'stateOf'>;
  requireClass: Hosting['requireClass'];
};

/** What a host's socket tells, for a host whose socket does not open. */
export function hostAskingService({ model, rooms, hub, watching, requireClass }: Deps) {
  /**
   * Asks for the desk and its class anew each time, as a socket is asked for both while it is open. A host is no viewer.
   * @throws DomainError not_found (also another desk's), class_cancelled
   */
  async function deskListLiveEvents(
    desk: DeskSession,
    classId: string,
    { after = 0, limit = 100 }: Query<'deskListLiveEvents'>,
  ): Promise<Reply<'deskListLiveEvents'>> {
    const known = await requireClass(desk, classId);
    refuseCancelled(known);
    const [room, { events, lastSeq }, held, viewers] = await Promise.all([
      rooms.find(classId),
      hub.read(classId, after, limit),
      model.questions.count(classId, 'held'),
      hub.countViewers(classId),
    ]);
    return { events, lastSeq, state: watching.stateOf(room, known), viewers, held };
  }

  return { deskListLiveEvents };
}
