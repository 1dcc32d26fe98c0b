import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { DeskSession } from '../../plugins/session.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import { type Files, purposeLimits, type Uploads } from '../files/files.public.js';
import { isInOrder } from './lesson.rules.js';
import type { LessonDoc, LessonsModel } from './lessons.model.js';
import type { LessonPublisher } from './lessons.public.js';
import type { MediaAddresses } from './media-addresses.js';

export type DeskLessonsDeps = {
  lessons: LessonsModel;
  classes: Classes;
  files: Files;
  uploads: Uploads;
  media: MediaAddresses;
  clock: Clock;
};

const { maxBytes, types } = purposeLimits.classMedia;

/** Whose recordings are a desk's to use: its centre's or its district's. */
export function mediaHolder(desk: DeskSession): string {
  return desk.role === 'staff' ? desk.centreId : `district:${desk.districtCode}`;
}

/** Recordings on the side of whoever publishes a class. */
export function lessonsAtDesk({ lessons, classes, files, uploads, media, clock }: DeskLessonsDeps) {
  async function requireClass(desk: DeskSession, classId: string): Promise<KnownClass> {
    const known = await classes.ofDesk(desk, classId);
    if (!known) throw new DomainError('not_found');
    return known;
  }

  async function deskGetLesson(desk: DeskSession, classId: string): Promise<Reply<'deskGetLesson'>> {
    await requireClass(desk, classId);
    const [lesson, learners] = await Promise.all([lessons.find(classId), lessons.countLearners(classId)]);
    return {
      classId,
      media: lesson && {
        ...(await media.addressOf(lesson)),
        fileId: lesson.media.source === 'file' ? lesson.media.fileId : null,
      },
      ...{ chapters: lesson?.chapters ?? [], transcript: lesson?.transcript ?? [], learners },
      updatedAt: lesson?.updatedAt.toISOString() ?? null,
      limits: { mostBytes: maxBytes, types: [...types], origins: [...media.origins] },
    };
  }

  /** @throws DomainError not_found, class_not_recorded, chapters_wrong, file_unknown, media_url_refused, retry */
  async function deskSetLesson(
    desk: DeskSession,
    classId: string,
    said: Body<'deskSetLesson'>,
  ): Promise<Reply<'deskGetLesson'>> {
    const known = await requireClass(desk, classId);
    if (known.way !== 'recorded') throw new DomainError('class_not_recorded');
    if (!isInOrder(said)) throw new DomainError('chapters_wrong');
    const before = await lessons.find(classId);
    // A recording that was tied to a live room before stays where it is.
    const isSame =
      said.media.source === 'file' &&
      before?.media.source === 'file' &&
      before.media.fileId === said.media.fileId;
    const taken = isSame
      ? { mediaId: before.mediaId, media: before.media }
      : await media.take(said.media, mediaHolder(desk), ownerOf(classId));
    await put({ _id: classId, ...taken, ...partsOf(said), updatedAt: clock.now() });
    if (before && !isSame) await forgetFileOf(before, taken.mediaId);
    return deskGetLesson(desk, classId);
  }

  /** From the first write on a job finishes it. */
  async function put(lesson: LessonDoc): Promise<void> {
    const unnoted: LessonDoc = { ...lesson, isUnnoted: true };
    await lessons.put(unnoted);
    await note(unnoted);
  }

  /** Tells the class, which is listed from then on. Safe to repeat. */
  async function note(lesson: LessonDoc): Promise<void> {
    const { _id, mediaId, seconds } = lesson;
    // A class that is gone has nobody left to tell.
    if (await classes.find(_id)) await classes.noteRecording(_id, { mediaId, seconds });
    await lessons.markNoted(lesson);
  }

  async function forgetFileOf({ media: old }: LessonDoc, keptId: string): Promise<void> {
    if (old.source === 'file') await files.keepOnly(old.holderId, old.owner, keptId);
  }

  const publisher: LessonPublisher = {
    take: media.take,
    checkUrl: media.checkUrl,
    isInOrder,
    publish: (classId, taken, said) =>
      put({ _id: classId, ...taken, ...partsOf(said), updatedAt: clock.now() }),
    origins: media.origins,
  };

  return {
    ...{ deskGetLesson, deskSetLesson, publisher, note },
    deskStartClassMedia: (desk: DeskSession, { type, bytes }: Body<'deskStartClassMedia'>, key: string) =>
      uploads.createUpload(mediaHolder(desk), { purpose: 'classMedia', type, bytes }, key),
    deskGetClassMedia: (desk: DeskSession, fileId: string) => uploads.getUpload(mediaHolder(desk), fileId),
    deskUploadClassMediaChunk: (desk: DeskSession, fileId: string, offset: number, chunk: Buffer) =>
      uploads.uploadChunk(mediaHolder(desk), fileId, offset, chunk),
    deskCompleteClassMedia: (desk: DeskSession, fileId: string) =>
      uploads.completeUpload(mediaHolder(desk), fileId),
    deskDiscardClassMedia: (desk: DeskSession, fileId: string) =>
      uploads.discardUpload(mediaHolder(desk), fileId),
  };
}

const ownerOf = (classId: string): string => `lessons/${classId}`;

function partsOf({ seconds, chapters, transcript }: Pick<LessonDoc, 'seconds' | 'chapters' | 'transcript'>) {
  return { seconds, chapters, transcript };
}
