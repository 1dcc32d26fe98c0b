import { playedSeconds } from './lesson.rules.js';
import type { LessonsModel } from './lessons.model.js';
import type { LessonsOfFamily } from './lessons.public.js';

export function lessonsOfFamily(lessons: LessonsModel): LessonsOfFamily {
  return {
    async listForExport(familyId) {
      const all = await lessons.listProgressOfFamily(familyId);
      return all.map(({ classId, spans, startedAt, updatedAt, finishedAt }) => ({
        ...{ classId, playedSeconds: playedSeconds(spans) },
        ...{ startedAt: startedAt.toISOString(), updatedAt: updatedAt.toISOString() },
        finishedAt: finishedAt?.toISOString() ?? null,
      }));
    },
    eraseFamily: (familyId) => lessons.eraseFamily(familyId),
    forgetGuardian: (familyId, guardianId) => lessons.forgetGuardian(familyId, guardianId),
  };
}
