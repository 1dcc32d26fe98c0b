import type { Files } from '@nearcare/bff/features/files/files.public';
import { learnedLessons } from '@nearcare/bff/features/lessons/learned';
import { learningService } from '@nearcare/bff/features/lessons/learning.service';
import { lessonsModel } from '@nearcare/bff/features/lessons/lessons.model';
import { mediaAddresses } from '@nearcare/bff/features/lessons/media-addresses';
import type { Body } from '@nearcare/shared/contract/types';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { ownLearningApps } from './learning-stack.js';

type Who = { familyId: string; guardianId: string };
class Cut extends Error {}

/** Learning beside the service of a test, as another process would do it, which may be cut off after any write. */
export function learningOf({ first, stand, clock }: ReturnType<typeof ownLearningApps>) {
  const model = lessonsModel(first.app.store.useDb(first.app.store.name));
  const media = mediaAddresses({ files: {} as Files, origins: [] });

  function learningBy(interrupt: Interrupt) {
    const lessons = interrupted(model, ['writeClock', 'writeProgress', 'markCounted'], interrupt);
    const learned = learnedLessons({ lessons, classes: stand.classes, guidance: stand.guidance });
    return learningService({ lessons, classes: stand.classes, media, learned, clock });
  }
  const learning = learningBy(async (write) => write());

  return {
    learning,
    /** A lesson of that length that the family is signed up for. @returns its class */
    async addLesson(familyId: string, seconds: number): Promise<string> {
      const { id } = stand.add({ way: 'recorded', sessions: [] });
      stand.signUp(familyId, id);
      await model.put({
        ...{ _id: id, mediaId: `lm_${id}`, seconds, chapters: [], transcript: [], updatedAt: clock.now() },
        media: { source: 'outside', kind: 'video', url: 'https://vod.example.org/a.mp4' },
      });
      return id;
    },
    /** Decided, and ended before anything follows from it. */
    async cutOff(who: Who, classId: string, report: Body<'recordLessonProgress'>): Promise<void> {
      const dying = learningBy(async (write) => {
        await write();
        throw new Cut();
      });
      await dying.recordLessonProgress(who, classId, report).catch((error: unknown) => {
        if (!(error instanceof Cut)) throw error;
      });
    },
  };
}
