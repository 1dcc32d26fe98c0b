import type { KnownClass } from '@nearcare/bff/features/classes/classes.public';
import type { JobDoc } from '@nearcare/bff/plugins/jobs/jobs.model';
import { expect } from 'vitest';
import { deskHolder, staffOf } from './desk-holder.js';
import { addCentre } from './factories.js';
import type { ownLearningApps } from './learning-stack.js';
import { LiveViewer } from './live-viewer.js';
import { Parent } from './parent.js';

type Learning = ReturnType<typeof ownLearningApps>;

/** A live class at 9:30, at 9:12 of its day, with whoever is at the desk of its centre. */
export async function liveClass(test: Learning, given: Partial<KnownClass> = {}) {
  test.clock.set('2026-11-24T01:12:00Z');
  const centre = await addCentre(test.first.app.store);
  const { holder, open, membershipId } = await deskHolder(test.first, staffOf(centre._id));
  const organiser = { kind: 'centre', centreId: centre._id, name: '测试托育中心' } as const;
  const known = test.stand.add({ organiser, ...given });
  const params = { classId: known.id };

  /** A family with a seat, and its phone at the socket of the first process, or of the second. */
  async function viewer(at: 'first' | 'second' = 'first') {
    const parent = await new Parent(test.first.app).signIn();
    test.stand.signUp(parent.familyId, known.id);
    const phone = await new LiveViewer(test[at].url, known.id).join(parent.token);
    return { parent, phone };
  }
  return {
    ...{ host: holder, membershipId, known, params, viewer, centreId: centre._id },
    /** At another time: a desk that was left alone is closed. */
    async at(instant: string): Promise<void> {
      test.clock.set(instant);
      await open();
    },
    act: (body: object, key?: string) =>
      holder.call('deskActInLiveRoom', { params, body, ...(key ? { key } : {}) }),
    ask: (parent: Parent, text: string, key?: string) =>
      parent.call('postLiveQuestion', { params, body: { text }, ...(key ? { key } : {}) }),
  };
}

/** The job of live rooms, as it comes by every twenty seconds. */
export const keepLive = (test: Learning): Promise<void> => runJob(test, 'keepLive');

/** Lets a job of the service come by, and waits until it has. */
export async function runJob(test: Learning, name: 'keepLive' | 'keepLessons'): Promise<void> {
  const jobs = test.first.app.store.collection<JobDoc>('jobs');
  const before = (await jobs.findOne({ _id: name }))?.runs ?? 0;
  const isDone = async () => {
    // Each time: a run that was under way has put it off again.
    await jobs.updateOne({ _id: name, runs: before }, { $set: { dueAt: new Date(0) } });
    const job = await jobs.findOne({ _id: name });
    return job !== null && job.runs > before && job.holder === null && job.lastOutcome === 'done';
  };
  await expect.poll(isDone, { timeout: 20_000, interval: 200 }).toBe(true);
}
