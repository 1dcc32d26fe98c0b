import type { Reply } from '@nearcare/shared/contract/types';
import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { writeNext } from '../../lib/write-next.js';
import type { Span } from './lesson.rules.js';
import type { LessonMedia } from './lessons.public.js';

type Shown = Reply<'deskGetLesson'>;
/** The recording of one class. `_id` is the class's. Shard key: _id. */
export type LessonDoc = {
  _id: string;
  /** Of the media: another recording is another one, of which nobody played anything yet. */
  mediaId: string;
  media: LessonMedia;
  seconds: number;
  chapters: Shown['chapters'];
  transcript: Shown['transcript'];
  updatedAt: Date;
  /** Written, and not yet told to the class, which is listed from then on. A job finishes what a crash left. */
  isUnnoted?: true;
};

/** How far a family is in a lesson. `_id` is derived from both. Written by compare-and-set on `rev`. Shard key: _id. */
export type ProgressDoc = {
  _id: string;
  rev: number;
  familyId: string;
  classId: string;
  mediaId: string;
  spans: Span[];
  /** Seconds, to tenths. */
  position: number;
  startedAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
  /** The last report of each guardian that is in it. */
  settled: { guardianId: string; play: string; n: number }[];
  /** Finished, and the children's guidance doesn't know it yet. */
  isDue?: true;
};

/** What one report brought. */
export type Grant = {
  classId: string;
  mediaId: string;
  play: string;
  n: number;
  spans: Span[];
  position: number;
};

/**
 * The time of one guardian, of which every second is counted once, whatever is played beside each other. `_id` is the
 * guardian's. A report is decided by one compare-and-set on `rev`, which keeps it as `last`; the lesson's progress is
 * written afterwards, by who reports next where a crash came in between. Shard key: _id.
 */
export type LearnClockDoc = {
  _id: string;
  rev: number;
  familyId: string;
  countedUntil: Date;
  last: Grant | null;
  /** The last report of each of the last plays, so that one sent again counts once. */
  plays: { play: string; n: number }[];
};

const mixed = Schema.Types.Mixed;
const lessonSchema = new Schema<LessonDoc>(
  {
    _id: { type: String, required: true },
    mediaId: { type: String, required: true },
    media: { type: mixed, required: true },
    seconds: { type: Number, required: true },
    chapters: { type: mixed, required: true },
    transcript: { type: mixed, required: true },
    updatedAt: { type: Date, required: true },
    isUnnoted: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'lessons' },
);
lessonSchema.index({ isUnnoted: 1 }, { partialFilterExpression: { isUnnoted: true } });

const progressSchema = new Schema<ProgressDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    classId: { type: String, required: true },
    mediaId: { type: String, required: true },
    spans: { type: mixed, required: true },
    position: { type: Number, required: true },
    startedAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
    settled: { type: mixed, required: true },
    isDue: { type: Boolean },
  },
  { versionKey: false, strict: 'throw', collection: 'lessonProgress' },
);
progressSchema.index({ classId: 1, finishedAt: 1 });
progressSchema.index({ isDue: 1 }, { partialFilterExpression: { isDue: true } });

const clockSchema = new Schema<LearnClockDoc>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    familyId: { type: String, required: true, index: true },
    countedUntil: { type: Date, required: true },
    last: { type: mixed, default: null },
    plays: { type: mixed, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'learnClocks' },
);

export type LessonsModel = ReturnType<typeof lessonsModel>;

export function lessonsModel(store: Connection) {
  const rowsOf = <Doc extends mongo.Document>(name: string, schema: Schema<Doc>) =>
    store.model(name, schema).collection as unknown as mongo.Collection<Doc>;
  const lessons = rowsOf('Lesson', lessonSchema);
  const progress = rowsOf('LessonProgress', progressSchema);
  const clocks = rowsOf('LearnClock', clockSchema);

  return {
    find: (classId: string): Promise<LessonDoc | null> => lessons.findOne({ _id: classId }),
    /** Whole, whatever stood there. */
    async put(lesson: LessonDoc): Promise<void> {
      await lessons.replaceOne({ _id: lesson._id }, lesson, { upsert: true });
    },
    listUnnoted: (limit: number): Promise<LessonDoc[]> =>
      lessons.find({ isUnnoted: true }).limit(limit).toArray(),
    async markNoted({ _id, mediaId }: LessonDoc): Promise<void> {
      await lessons.updateOne({ _id, mediaId }, { $unset: { isUnnoted: true } });
    },

    findProgress: (id: string): Promise<ProgressDoc | null> => progress.findOne({ _id: id }),
    writeProgress: (next: ProgressDoc): Promise<boolean> => writeNext(progress, next),
    listProgressOfFamily: (familyId: string): Promise<ProgressDoc[]> =>
      progress.find({ familyId }).sort({ startedAt: 1, _id: 1 }).toArray(),
    listDue: (limit: number): Promise<ProgressDoc[]> => progress.find({ isDue: true }).limit(limit).toArray(),
    async markCounted(id: string): Promise<void> {
      await progress.updateOne({ _id: id }, { $unset: { isDue: true }, $inc: { rev: 1 } });
    },
    async countLearners(classId: string): Promise<{ started: number; finished: number }> {
      const [started, unfinished] = await Promise.all([
        progress.countDocuments({ classId }),
        progress.countDocuments({ classId, finishedAt: null }),
      ]);
      return { started, finished: started - unfinished };
    },

    findClock: (guardianId: string): Promise<LearnClockDoc | null> => clocks.findOne({ _id: guardianId }),
    writeClock: (next: LearnClockDoc): Promise<boolean> => writeNext(clocks, next),
    async forgetGuardian(familyId: string, guardianId: string): Promise<void> {
      await clocks.deleteOne({ _id: guardianId });
      await progress.updateMany({ familyId }, { $pull: { settled: { guardianId } }, $inc: { rev: 1 } });
    },
    async eraseFamily(familyId: string): Promise<void> {
      await clocks.deleteMany({ familyId });
      await progress.deleteMany({ familyId });
    },
  };
}
