import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { Session } from '../../plugins/session.js';
import type { RegionCode } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import type { LearnedLessons } from './learned.js';
import {
  counted,
  isFinished,
  playedSeconds,
  type Span,
  timeToCount,
  toTenths,
  withSpan,
} from './lesson.rules.js';
import type { Grant, LearnClockDoc, LessonDoc, LessonsModel, ProgressDoc } from './lessons.model.js';
import type { MediaAddresses } from './media-addresses.js';

export type LearningDeps = {
  lessons: LessonsModel;
  classes: Classes;
  media: MediaAddresses;
  learned: LearnedLessons;
  clock: Clock;
};
type Who = Pick<Session, 'familyId' | 'guardianId'>;
type Report = Body<'recordLessonProgress'>;
type Progress = Reply<'getLesson'>['progress'];

/** How often a document is read again because somebody else wrote it in between. */
const maxTries = 20;
/** Players of one guardian that are remembered at once. */
const mostPlays = 8;

export const rulesOf = (regionCode: string) => getRegion(regionCode as RegionCode).learning.lessons;
export const progressId = (familyId: string, classId: string): string => derivedId('lp', familyId, classId);

/** Learning by a recording, on the side of families: what is played, how far they are, and that it is counted fairly. */
export function learningService({ lessons, classes, media, learned, clock }: LearningDeps) {
  /** @throws DomainError not_found, sign_up_first, lesson_not_ready */
  async function requireLesson(
    familyId: string,
    classId: string,
  ): Promise<{ known: KnownClass; lesson: LessonDoc }> {
    const [known, lesson] = await Promise.all([classes.find(classId), lessons.find(classId)]);
    if (known?.way !== 'recorded' || known.status !== 'published') throw new DomainError('not_found');
    if (!lesson) throw new DomainError('lesson_not_ready');
    if (!(await classes.isSignedUp(familyId, classId))) throw new DomainError('sign_up_first');
    return { known, lesson };
  }

  async function getLesson({ familyId }: Who, classId: string): Promise<Reply<'getLesson'>> {
    const { known, lesson } = await requireLesson(familyId, classId);
    const { finishShare, speeds, reportSeconds, longestSilenceSeconds } = rulesOf(known.regionCode);
    return {
      ...{ classId, title: known.title, isDemo: known.isDemo },
      media: await media.addressOf(lesson),
      chapters: lesson.chapters,
      hasTranscript: lesson.transcript.length > 0,
      progress: toProgress(await lessons.findProgress(progressId(familyId, classId)), lesson),
      rules: { finishShare, speeds: [...speeds], reportSeconds, longestSilenceSeconds },
    };
  }

  /** Anybody's to read. @throws DomainError not_found, lesson_not_ready */
  async function getLessonTranscript(classId: string): Promise<Reply<'getLessonTranscript'>> {
    const [known, lesson] = await Promise.all([classes.find(classId), lessons.find(classId)]);
    if (known?.way !== 'recorded' || known.status !== 'published') throw new DomainError('not_found');
    if (!lesson || lesson.transcript.length === 0) throw new DomainError('lesson_not_ready');
    return { classId, title: known.title, chapters: lesson.chapters, parts: lesson.transcript };
  }

  /** @throws DomainError not_found, sign_up_first, lesson_not_ready, retry */
  async function recordLessonProgress(
    who: Who,
    classId: string,
    report: Report,
  ): Promise<Reply<'recordLessonProgress'>> {
    const { known, lesson } = await requireLesson(who.familyId, classId);
    for (let tries = 0; tries < maxTries; tries += 1) {
      const seen = await lessons.findClock(who.guardianId);
      // Before it is overwritten: what a crash left of the report before.
      if (seen?.last) await settle(seen, seen.last);
      if (isRepeated(seen, report)) return answerTo(who.familyId, lesson, repeatedGrant(seen, report));
      const next = withReport(seen, who, { classId, lesson, report, regionCode: known.regionCode });
      if (!(await lessons.writeClock(next))) continue;
      if (next.last) await settle(next, next.last);
      return answerTo(who.familyId, lesson, next.last);
    }
    throw new DomainError('retry');
  }

  type Told = { classId: string; lesson: LessonDoc; report: Report; regionCode: string };

  function withReport(seen: LearnClockDoc | null, who: Who, told: Told): LearnClockDoc {
    const { classId, lesson, report, regionCode } = told;
    const { play, n, position, played } = report;
    const now = clock.now();
    const rules = rulesOf(regionCode);
    // Starting to play: time counts from here on, and whatever passed before was not played.
    const from = played.length === 0 ? now : (seen?.countedUntil ?? null);
    const availableMs = timeToCount(from, now, rules);
    const { spans, spentMs } = counted(played, availableMs, lesson.seconds, rules);
    const grant: Grant = {
      ...{ classId, mediaId: lesson.mediaId, play, n, spans },
      position: Math.min(toTenths(position) / 10, lesson.seconds),
    };
    return {
      ...{ _id: who.guardianId, familyId: who.familyId, rev: (seen?.rev ?? 0) + 1 },
      // What was not used of the time stays for the next report, which may come a little early.
      countedUntil: new Date(now.getTime() - availableMs + spentMs),
      last: grant,
      plays: [{ play, n }, ...(seen?.plays ?? []).filter((one) => one.play !== play)].slice(0, mostPlays),
    };
  }

  /** Puts what a report of this guardian brought into the family's progress. Safe to repeat. @throws DomainError retry */
  async function settle({ _id: guardianId, familyId }: LearnClockDoc, grant: Grant): Promise<void> {
    const { play, n } = grant;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const lesson = await lessons.find(grant.classId);
      const seen = await lessons.findProgress(progressId(familyId, grant.classId));
      const isSettled = seen?.settled.some(
        (one) => one.guardianId === guardianId && one.play === play && one.n >= n,
      );
      if (!lesson || isSettled) return;
      const others = (seen?.settled ?? []).filter((one) => one.guardianId !== guardianId);
      const next = {
        ...withGrant(seen, familyId, grant, lesson, await finishRuleOf(grant.classId)),
        settled: [...others, { guardianId, play, n }],
      };
      if (!(await lessons.writeProgress(next))) continue;
      if (next.isDue) await learned.count(next);
      return;
    }
    throw new DomainError('retry');
  }

  async function finishRuleOf(classId: string) {
    const known = await classes.find(classId);
    return known && rulesOf(known.regionCode);
  }

  function withGrant(
    seen: ProgressDoc | null,
    familyId: string,
    grant: Grant,
    lesson: LessonDoc,
    rules: ReturnType<typeof rulesOf> | null,
  ): Omit<ProgressDoc, 'settled'> {
    const now = clock.now();
    const { classId, mediaId, position } = grant;
    // Of another recording of the class nothing was played yet; that the class was learned stays.
    const before: readonly Span[] = seen?.mediaId === lesson.mediaId ? seen.spans : [];
    const isCurrent = mediaId === lesson.mediaId;
    const spans = isCurrent ? grant.spans.reduce(withSpan, before) : before;
    const isDone = !seen?.finishedAt && rules !== null && isFinished(spans, lesson.seconds, rules);
    // A child that was signed up after the lesson was learned learns it when it is played again.
    const isAgain = Boolean(seen?.finishedAt) && grant.spans.length === 0;
    return {
      ...{ _id: progressId(familyId, classId), rev: (seen?.rev ?? 0) + 1, familyId, classId },
      ...{ mediaId: lesson.mediaId, spans: [...spans], position: isCurrent ? position : 0 },
      ...{ startedAt: seen?.startedAt ?? now, updatedAt: now },
      finishedAt: seen?.finishedAt ?? (isDone ? now : null),
      ...(isDone || isAgain || seen?.isDue ? { isDue: true as const } : {}),
    };
  }

  async function answerTo(
    familyId: string,
    lesson: LessonDoc,
    grant: Grant | null,
  ): Promise<Reply<'recordLessonProgress'>> {
    const progress = await lessons.findProgress(progressId(familyId, lesson._id));
    return {
      progress: toProgress(progress, lesson),
      countedSeconds: playedSeconds((grant?.spans ?? []).reduce<readonly Span[]>(withSpan, [])),
    };
  }

  return { getLesson, getLessonTranscript, recordLessonProgress };
}

/** Whether this report, or a later one of the same play, has come already. */
function isRepeated(seen: LearnClockDoc | null, { play, n }: Report): seen is LearnClockDoc {
  const last = seen?.plays.find((one) => one.play === play);
  return last !== undefined && n <= last.n;
}

const repeatedGrant = ({ last }: LearnClockDoc, { play, n }: Report): Grant | null =>
  last?.play === play && last.n === n ? last : null;

export function toProgress(progress: ProgressDoc | null, { mediaId, seconds }: LessonDoc): Progress {
  const isCurrent = progress?.mediaId === mediaId;
  const played = isCurrent ? playedSeconds(progress.spans) : 0;
  return {
    position: isCurrent ? progress.position : 0,
    playedSeconds: played,
    share: Math.min(1, Math.floor((played / seconds) * 1000) / 1000),
    finishedAt: progress?.finishedAt?.toISOString() ?? null,
    updatedAt: progress?.updatedAt.toISOString() ?? null,
  };
}
