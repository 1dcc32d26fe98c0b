import { lessonsModel } from '@nearcare/bff/features/lessons/lessons.model';
import { describe, expect, it } from 'vitest';
import { handIn, lessonsOf, outside, parts, seconds, sound } from '../support/at-lessons.js';
import { ownLearningApps } from '../support/learning-stack.js';
import { faultOf } from '../support/parent.js';

const test = ownLearningApps(1);
const { desk, lesson } = lessonsOf(test);

describe('a recording at the desk', () => {
  it('is shown to its own desk, with how many learn by it', async () => {
    const { holder, params, report } = await lesson();
    await report([]);
    expect((await holder.call('deskGetLesson', { params })).body).toMatchObject({
      ...{ chapters: parts.chapters, transcript: parts.transcript },
      learners: { started: 1, finished: 0 },
      limits: { origins: ['https://vod.example.org'] },
    });
    const other = await desk();
    expect(faultOf(await other.holder.call('deskGetLesson', { params }))).toEqual([404, 'not_found']);
  });

  it('counts those who learn by it, and by no other', async () => {
    const [one, other] = [await lesson(), await lesson()];
    await other.report([]);
    await one.report([]);
    test.clock.advance({ seconds: 36 });
    await one.report([{ from: 0, to: 36, speed: 1 }]);
    const learners = async ({ holder, params }: typeof one) =>
      (await holder.call('deskGetLesson', { params })).body.learners;
    expect([await learners(one), await learners(other)]).toEqual([
      { started: 1, finished: 1 },
      { started: 1, finished: 0 },
    ]);
  });

  it('that took the place of another is still to be told, though the other has been by now', async () => {
    const { store } = test.first.app;
    const model = lessonsModel(store.useDb(store.name));
    const { params, set } = await desk();
    await set(outside);
    const before = await model.find(params.classId);
    if (!before) throw new Error('no lesson');
    await model.put({ ...before, mediaId: 'lm_new', isUnnoted: true });
    await model.markNoted(before);
    expect((await model.listUnnoted(100)).map(({ _id }) => _id)).toContain(params.classId);
    await model.markNoted({ ...before, mediaId: 'lm_new' });
    expect((await model.listUnnoted(100)).map(({ _id }) => _id)).not.toContain(params.classId);
  });

  it('lists its class from then on, and is told again where that is asked for again', async () => {
    const { known, set } = await desk();
    await set(outside);
    expect((await test.stand.classes.find(known.id))?.recording).toMatchObject({ seconds });
    expect((await set(outside, { seconds: 50 })).body.media?.seconds).toBe(50);
    expect((await test.stand.classes.find(known.id))?.recording).toMatchObject({ seconds: 50 });
  });

  it('that is replaced goes, and one that is named again stays', async () => {
    const { set, fileId, holder } = await lesson();
    const isThere = async (id: string) =>
      (await holder.call('deskGetClassMedia', { params: { fileId: id } })).status === 200;
    await set({ source: 'file', fileId }, { seconds: 39 });
    expect(await isThere(fileId)).toBe(true);
    const { id: next } = (await handIn(holder, sound)).body;
    expect((await set({ source: 'file', fileId: next })).body.media?.fileId).toBe(next);
    expect([await isThere(fileId), await isThere(next)]).toEqual([false, true]);
    await set(outside);
    expect(await isThere(next)).toBe(false);
  });

  it.each([
    [
      'an address that nobody allowed',
      { media: { ...outside, url: 'https://evil.example/a.mp4' } },
      'media_url_refused',
    ],
    [
      'a file that is not there',
      { media: { source: 'file', fileId: 'fl_0000000000000000' } },
      'file_unknown',
    ],
    [
      'chapters behind its end',
      {
        chapters: [
          { title: '后面', startsAt: 0 },
          { title: '太后', startsAt: 400 },
        ],
      },
      'chapters_wrong',
    ],
  ])('is refused for %s', async (_, wrong, code) => {
    const { set } = await desk();
    const { media = outside, ...more } = wrong as { media?: object };
    expect((await set(media, more)).problem.code).toBe(code);
  });

  it('is not taken for a class of another way, nor from another desk’s upload', async () => {
    const { set, known, holder } = await desk();
    const other = await desk();
    const { id: fileId } = (await handIn(other.holder, sound)).body;
    expect((await set({ source: 'file', fileId })).problem.code).toBe('file_unknown');
    expect(faultOf(await holder.call('deskGetClassMedia', { params: { fileId } }))).toEqual([
      404,
      'not_found',
    ]);
    test.stand.change(known.id, { way: 'onSite' });
    expect((await set(outside)).problem.code).toBe('class_not_recorded');
  });

  it('is a sound or a film, not a picture, and not too large', async () => {
    const { holder } = await desk();
    const begin = (type: string, bytes: number) =>
      holder.call('deskStartClassMedia', { body: { type, bytes } });
    expect((await begin('image/png', 1000)).problem.code).toBe('file_type_refused');
    expect((await begin('video/mp4', 60_000_000)).problem.code).toBe('file_too_large');
    const text = Buffer.from('这不是录音。'.repeat(2000));
    expect((await handIn(holder, text)).problem.code).toBe('file_type_refused');
  });
});
