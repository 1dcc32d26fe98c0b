import { civilNow } from '../../lib/zone.js';
import type { Classes } from '../classes/classes.public.js';
import type { GuidanceLog } from '../guidance/guidance.public.js';
import type { LessonsModel, ProgressDoc } from './lessons.model.js';

type Deps = { lessons: LessonsModel; classes: Classes; guidance: GuidanceLog };
export type LearnedLessons = ReturnType<typeof learnedLessons>;

/**
 * What follows once a family has played enough of a lesson: each of its children that was signed up has one more guidance
 * contact, and the class is theirs to rate. A replay is the class that was live: who learned by both learned one.
 */
export function learnedLessons({ lessons, classes, guidance }: Deps) {
  /** Safe to repeat: a contact is one for (child, class), of the day on which it was put down first. */
  async function count({ _id, familyId, classId, finishedAt, updatedAt }: ProgressDoc): Promise<void> {
    const known = await classes.find(classId);
    if (known && finishedAt) {
      const childIds = await classes.listSignedUpChildren(familyId, classId);
      for (const childId of childIds)
        await guidance.note({
          ...{ familyId, childId, on: civilNow(known.timeZone, updatedAt).date, kind: 'recorded' },
          ...{ sourceId: known.replayOf ?? classId, title: known.title },
          ...{ districtCode: known.districtCode, isDemo: known.isDemo },
        });
      await classes.noteLearned(classId, childIds, updatedAt);
    }
    await lessons.markCounted(_id);
  }

  return { count };
}
