import { expect, it } from 'vitest';
import type { Classes, KnownClass } from '../classes/classes.public.js';
import { learnedLessons } from './learned.js';
import type { LessonsModel, ProgressDoc } from './lessons.model.js';

const finishedAt = new Date('2026-11-24T01:00:00Z');
const progress = { _id: 'lp_1', familyId: 'f_1', classId: 'cl_1', finishedAt, updatedAt: finishedAt };

/** Counts that progress where the class is this one. @returns what was written */
async function count(known: Partial<KnownClass> | null, over: Partial<ProgressDoc> = {}) {
  const written: string[] = [];
  const learned = learnedLessons({
    lessons: { markCounted: async (id: string) => void written.push(id) } as unknown as LessonsModel,
    classes: {
      find: async () => known,
      listSignedUpChildren: async () => ['ch_1'],
      noteLearned: async () => void written.push('learned'),
    } as unknown as Classes,
    guidance: { note: async ({ childId, on }) => void written.push(`${childId} ${on}`) },
  });
  await learned.count({ ...progress, ...over } as ProgressDoc);
  return written;
}

it('a lesson counts on the day where its class is, and is due no more', async () => {
  const late = new Date('2026-11-24T16:30:00Z');
  expect(await count({ timeZone: 'Asia/Shanghai' }, { updatedAt: late })).toEqual([
    'ch_1 2026-11-25',
    'learned',
    'lp_1',
  ]);
});

it('a lesson that is not finished, or whose class is gone, counts for nobody and is due no more', async () => {
  expect(await count({ timeZone: 'Asia/Shanghai' }, { finishedAt: null })).toEqual(['lp_1']);
  expect(await count(null)).toEqual(['lp_1']);
});
