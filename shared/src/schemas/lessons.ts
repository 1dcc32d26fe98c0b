import { Type } from 'typebox';
import { Id, Instant, nullable, oneOf, strict } from './common.js';
import { FileType } from './files.js';

/** A place within a recording. Players know tenths; more is not kept. */
const Seconds = Type.Number({ minimum: 0, maximum: 86_400, description: 'Seconds from the beginning' });
const Length = Type.Integer({ minimum: 1, maximum: 86_400, description: 'Length in seconds' });
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });

export const MediaKind = oneOf(['video', 'audio']);
/** From where it is played: a file of our own at a signed address, or an address outside (`hls`, or a file). */
export const LessonMedia = strict({
  kind: MediaKind,
  source: oneOf(['file', 'hls', 'outside'], 'hls needs a player that knows it'),
  url: Type.String({
    description:
      'file: a path on this service, in parts too, until `expiresAt`; then ask again. Else an address outside',
  }),
  expiresAt: nullable(Instant),
  seconds: Length,
});
export const Chapter = strict({ title: words(60), startsAt: Seconds });
/** What is said, piece by piece, in the order of time. */
export const TranscriptPart = strict({ at: Seconds, text: words(2000) });

export const LessonProgress = strict({
  position: Type.Number({ description: 'Where to go on, on whichever device, in seconds' }),
  playedSeconds: Type.Integer({ description: 'Of its length, each second once; never falls' }),
  share: Type.Number({ description: 'Of the length, 0 to 1' }),
  finishedAt: nullable(Instant),
  updatedAt: nullable(Instant),
});
export const Lesson = strict({
  classId: Id,
  title: Type.String(),
  media: LessonMedia,
  chapters: Type.Array(Chapter, {
    description: 'By time; the first starts at 0. Empty where there are none',
  }),
  hasTranscript: Type.Boolean({
    description: 'Then `getLessonTranscript` has it, to keep for reading offline',
  }),
  progress: LessonProgress,
  rules: strict({
    finishShare: Type.Number({ description: 'Of the length that has to be really played, 0 to 1' }),
    speeds: Type.Array(Type.Number(), { description: 'That the player offers, the fastest last' }),
    reportSeconds: Type.Integer({ description: 'So often a phone tells what it played' }),
    longestSilenceSeconds: Type.Integer({ description: 'What was played longer ago counts no more' }),
  }),
  isDemo: Type.Boolean(),
});
export const LessonTranscript = strict({
  classId: Id,
  title: Type.String(),
  chapters: Type.Array(Chapter),
  parts: Type.Array(TranscriptPart),
});

const Played = strict({
  from: Seconds,
  to: Seconds,
  speed: Type.Number({ minimum: 0.5, maximum: 3, description: 'At which it was played' }),
});
/**
 * What a phone played since it told last. `play` names one opening of the player (made by the phone), `n` counts its
 * reports from 0: the same report sent twice counts once, one that comes late changes nothing.
 */
export const PlayedReport = strict({
  play: Type.String({ pattern: '^[\\w-]{8,40}$' }),
  n: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  position: Seconds,
  played: Type.Array(Played, {
    maxItems: 20,
    description: 'In the order in which it was played. Empty: it starts now, and time counts from here on',
  }),
});
export const CountedReport = strict({
  progress: LessonProgress,
  countedSeconds: Type.Integer({
    description: 'Of what was told, at most what can have been played since the last report on any lesson',
  }),
});

/** At the desk: the file that was handed in for it, or an address outside. */
export const NewMedia = Type.Union([
  strict({ source: oneOf(['file']), fileId: Id }),
  strict({
    source: oneOf(['hls', 'outside']),
    kind: MediaKind,
    url: Type.String({
      maxLength: 1000,
      pattern: '^https://',
      description: 'Of an origin that the operator allows',
    }),
  }),
]);
const parts = {
  seconds: Length,
  chapters: Type.Array(Chapter, { maxItems: 60 }),
  transcript: Type.Array(TranscriptPart, { maxItems: 500 }),
};
export const SetLesson = strict({ media: NewMedia, ...parts });
export const DeskLesson = strict({
  classId: Id,
  media: nullable(strict({ ...LessonMedia.properties, fileId: nullable(Id) })),
  chapters: Type.Array(Chapter),
  transcript: Type.Array(TranscriptPart),
  learners: strict({
    started: Type.Integer({ description: 'Families' }),
    finished: Type.Integer({ description: 'Families' }),
  }),
  updatedAt: nullable(Instant),
  limits: strict({
    mostBytes: Type.Integer({ description: 'Of one file; what is larger goes to an address outside' }),
    types: Type.Array(FileType),
    origins: Type.Array(Type.String(), { description: 'From which an address outside may be' }),
  }),
});
export const NewClassMedia = strict({
  type: FileType,
  bytes: Type.Integer({ minimum: 1, description: 'Of the whole file' }),
});
export { parts as lessonParts };

export const ExportedLesson = strict({
  classId: Id,
  playedSeconds: Type.Integer(),
  startedAt: Instant,
  updatedAt: Instant,
  finishedAt: nullable(Instant),
});
