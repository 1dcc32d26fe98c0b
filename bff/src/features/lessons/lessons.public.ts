import type { Body, Reply } from '@nearcare/shared/contract/types';

type NewMedia = Body<'deskSetLesson'>['media'];
type MediaKind = NonNullable<Reply<'deskGetLesson'>['media']>['kind'];

/** From where a recording is played. Of a file: whose it is to use (files feature), and by which owner it is tied. */
export type LessonMedia =
  | { source: 'file'; kind: MediaKind; fileId: string; holderId: string; owner: string }
  | { source: 'hls' | 'outside'; kind: MediaKind; url: string };

/** A recording that was tied to what uses it. */
export type TakenMedia = { mediaId: string; media: LessonMedia };
export type LessonParts = Pick<Body<'deskSetLesson'>, 'seconds' | 'chapters' | 'transcript'>;

/** For whoever publishes a recording in another way than by the desk's form: the replay of a live class. */
export interface LessonPublisher {
  /** Safe to repeat. @throws DomainError file_unknown, media_url_refused */
  take(media: NewMedia, holderId: string, owner: string): Promise<TakenMedia>;
  /** @throws DomainError media_url_refused */
  checkUrl(url: string): void;
  isInOrder(parts: LessonParts): boolean;
  /** Gives the recorded class its recording. Safe to repeat. @throws DomainError retry */
  publish(classId: string, taken: TakenMedia, parts: LessonParts): Promise<void>;
  /** From which addresses outside may be. */
  readonly origins: readonly string[];
}

/** What is kept of how families learn. */
export interface LessonsOfFamily {
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['lessons']>;
  /** Safe to repeat, as the next. */
  eraseFamily(familyId: string): Promise<void>;
  /** One guardian leaves; how far the family is stays. */
  forgetGuardian(familyId: string, guardianId: string): Promise<void>;
}
