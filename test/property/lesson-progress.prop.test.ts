import { newId } from '@nearcare/bff/lib/ids';
import { assumedLearning } from '@nearcare/bff/regions/learning-rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCentre } from '../support/factories.js';
import { learningOf } from '../support/learning-of.js';
import { ownLearningApps } from '../support/learning-stack.js';

const isSoak = process.env.SOAK === '1';
const test = ownLearningApps(1);
const { lessons: rules } = assumedLearning;
const fastest = rules.speeds.at(-1) ?? 1;
const seconds = 120;

const second = fc.integer({ min: 0, max: seconds + 30 });
const report = fc.record({
  guardian: fc.nat(1),
  lesson: fc.nat(1),
  play: fc.nat(2),
  n: fc.nat(12),
  waited: fc.constantFrom(0, 1, 5, 15, 15, 30, 700),
  position: second,
  played: fc.array(fc.record({ from: second, to: second, speed: fc.constantFrom(0.5, 1, 1.5, 2, 3) }), {
    maxLength: 4,
  }),
  isCutOff: fc.boolean(),
});

describe('the progress of a family', () => {
  it(
    'never falls, and rises no faster than its guardians’ time lets it, whatever is told and wherever a crash cuts it off',
    async () => {
      await addCentre(test.first.app.store);
      await fc.assert(
        fc.asyncProperty(fc.array(report, { minLength: 5, maxLength: isSoak ? 60 : 20 }), async (all) => {
          test.clock.set('2026-11-24T01:12:00Z');
          const familyId = newId('f');
          const guardians = [newId('g'), newId('g')];
          const stack = learningOf(test);
          const classIds = [
            await stack.addLesson(familyId, seconds),
            await stack.addLesson(familyId, seconds),
          ];
          const begun = new Map<string, Date>();
          const last = new Map<string, { played: number; finishedAt: string | null }>();

          for (const { guardian, lesson, waited, isCutOff, play, ...told } of all) {
            test.clock.advance({ seconds: waited });
            const who = { familyId, guardianId: guardians[guardian] ?? '' };
            const classId = classIds[lesson] ?? '';
            if (!begun.has(who.guardianId)) begun.set(who.guardianId, test.clock.now());
            const said = { ...told, play: `play-${play}-${guardian}` };
            // A crash between the decision and the progress; the phone hears nothing and says it again.
            if (isCutOff) await stack.cutOff(who, classId, said);
            const { progress } = await stack.learning.recordLessonProgress(who, classId, said);

            const before = last.get(classId) ?? { played: 0, finishedAt: null };
            expect(progress.playedSeconds).toBeGreaterThanOrEqual(before.played);
            if (before.finishedAt) expect(progress.finishedAt).toBe(before.finishedAt);
            last.set(classId, { played: progress.playedSeconds, finishedAt: progress.finishedAt });
            expect(progress.finishedAt !== null).toBe(
              before.finishedAt !== null || progress.playedSeconds >= seconds * rules.finishShare,
            );

            const passed = [...begun.values()].reduce(
              (sum, from) => sum + (test.clock.now().getTime() - from.getTime()) / 1000,
              0,
            );
            const all = [...last.values()].reduce((sum, { played }) => sum + played, 0);
            expect(all).toBeLessThanOrEqual(passed * fastest + 0.001);
          }
        }),
        { numRuns: isSoak ? 400 : 15 },
      );
    },
    isSoak ? 3_600_000 : 120_000,
  );
});
