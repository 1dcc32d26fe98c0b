import type { Body, Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../lib/domain-error.js';
import type { DeskSession } from '../../plugins/session.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import type { LessonPublisher } from '../lessons/lessons.public.js';
import type { RoomDoc } from './live.model.js';
import type { Rooms } from './rooms.js';
import type { Watching } from './watching.service.js';

export type ReplayDeps = {
  rooms: Rooms;
  classes: Classes;
  publisher: LessonPublisher;
  requireClass: (desk: DeskSession, classId: string) => Promise<KnownClass>;
  holderOf: (desk: DeskSession) => string;
  watching: Pick<Watching, 'stateOf'>;
};

/** The recording of a live class that ended, published as a recorded class. */
export function replayService({ rooms, classes, publisher, requireClass, holderOf, watching }: ReplayDeps) {
  const isOver = (room: RoomDoc, known: KnownClass): boolean =>
    room.session >= 0 && known.status !== 'cancelled' && watching.stateOf(room, known) === 'ended';

  /**
   * Once: whoever asks again gets the same class. From the room's compare-and-set on a job finishes it.
   * @throws DomainError not_found, live_move_refused, chapters_wrong, file_unknown, media_url_refused, retry
   */
  async function deskPublishReplay(
    desk: DeskSession,
    classId: string,
    { title, media, ...parts }: Body<'deskPublishReplay'>,
  ): Promise<Reply<'deskPublishReplay'>> {
    const known = await requireClass(desk, classId);
    const before = await rooms.find(classId);
    if (before.replay) return { classId: await finish(before) };
    if (!isOver(before, known)) throw new DomainError('live_move_refused');
    if (!publisher.isInOrder(parts)) throw new DomainError('chapters_wrong');
    const taken = await publisher.take(media, holderOf(desk), `live/${classId}`);
    const room = await rooms.change(classId, (current) => {
      if (current.replay) return current;
      if (!isOver(current, known)) throw new DomainError('live_move_refused');
      return { ...current, replay: { title, taken, parts, classId: null } };
    });
    return { classId: await finish(room) };
  }

  /** Publishes what the room has decided to. Safe to repeat. @returns the recorded class */
  async function finish({ _id, replay }: RoomDoc): Promise<string> {
    if (!replay) throw new DomainError('not_found');
    if (replay.classId !== null) return replay.classId;
    const { title, taken, parts } = replay;
    const { mediaId } = taken;
    const published = await classes.publishReplay(_id, { title, mediaId, seconds: parts.seconds });
    await publisher.publish(published.classId, taken, parts);
    await classes.noteReplayOut(published.classId);
    await rooms.change(_id, (room) =>
      room.replay
        ? { ...room, state: 'replay', replay: { ...room.replay, classId: published.classId } }
        : room,
    );
    return published.classId;
  }

  return { deskPublishReplay, finish };
}
