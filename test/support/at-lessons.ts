import { toneWav } from '@nearcare/bff/demo/tone-wav';
import { expect } from 'vitest';
import { deskHolder, staffOf } from './desk-holder.js';
import { addCentre } from './factories.js';
import type { ownLearningApps } from './learning-stack.js';
import { runJob } from './live-world.js';
import { Parent } from './parent.js';

export const seconds = 40;
export const sound = toneWav(seconds);
export const parts = {
  seconds,
  chapters: [
    { title: '为什么不肯吃', startsAt: 0 },
    { title: '怎么办', startsAt: 20 },
  ],
  transcript: [{ at: 0, text: '大家好，今天说吃饭。' }],
};
export const outside = { source: 'outside', kind: 'video', url: 'https://vod.example.org/a.mp4' };

export async function handIn(holder: Parent, bytes: Buffer, type = 'audio/wav') {
  const begun = await holder.call('deskStartClassMedia', { body: { type, bytes: bytes.length } });
  const { id: fileId, chunkBytes } = begun.body;
  for (let offset = 0; offset < bytes.length; offset += chunkBytes)
    await holder.call('deskUploadClassMediaChunk', {
      ...{ params: { fileId }, query: { offset } },
      body: bytes.subarray(offset, offset + chunkBytes),
    });
  return holder.call('deskCompleteClassMedia', { params: { fileId } });
}

/** A desk with a recorded class, the same with its recording and a family that learns by it, and the job of lessons. */
export function lessonsOf(test: ReturnType<typeof ownLearningApps>) {
  async function desk() {
    test.clock.set('2026-11-24T01:12:00Z');
    const centre = await addCentre(test.first.app.store);
    const { holder } = await deskHolder(test.first, staffOf(centre._id));
    const known = test.stand.add({
      ...{ way: 'recorded', sessions: [] },
      organiser: { kind: 'centre', centreId: centre._id, name: '测试托育中心' },
    });
    const params = { classId: known.id };
    const set = (media: object, more: object = {}) =>
      holder.call('deskSetLesson', { params, body: { media, ...parts, ...more } });
    return { holder, known, params, set };
  }

  async function lesson() {
    const made = await desk();
    const file = (await handIn(made.holder, sound)).body;
    expect((await made.set({ source: 'file', fileId: file.id })).status).toBe(200);
    const parent = await new Parent(test.first.app).signIn();
    test.stand.signUp(parent.familyId, made.known.id, ['ch_1', 'ch_2']);
    let n = 0;
    const report = (played: object[], more: object = {}) => {
      n += 1;
      const body = { play: 'play-0001', n, position: 0, played, ...more };
      return parent.call('recordLessonProgress', { params: made.params, body });
    };
    return { ...made, parent, report, fileId: file.id };
  }

  /** As it comes by every twenty seconds. */
  const keepLessons = () => runJob(test, 'keepLessons');

  return { desk, lesson, keepLessons };
}
