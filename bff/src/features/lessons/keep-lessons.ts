import { keptFaults } from '../../lib/kept-faults.js';
import type { Held } from '../../plugins/jobs/job-runner.js';
import type { LearnedLessons } from './learned.js';
import type { LessonDoc, LessonsModel } from './lessons.model.js';

type Deps = { lessons: LessonsModel; learned: LearnedLessons; note: (lesson: LessonDoc) => Promise<void> };

const pageSize = 200;

/** Finishes what a crash left: lessons learned and not counted, recordings that their class was not told of. */
export function keepLessons({ lessons, learned, note }: Deps) {
  /** @returns how many */
  async function run(lease: Held): Promise<number> {
    const faults = keptFaults();
    const work = [
      ...(await lessons.listDue(pageSize)).map((progress) => () => learned.count(progress)),
      ...(await lessons.listUnnoted(pageSize)).map((lesson) => () => note(lesson)),
    ];
    for (const finish of work) if (lease.isHeld()) await faults.attempt(finish(), undefined);
    faults.rethrow();
    return work.length;
  }

  return { run };
}
