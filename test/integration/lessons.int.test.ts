import { lessonsModel } from '@nearcare/bff/features/lessons/lessons.model';
import { lessonsOfFamily } from '@nearcare/bff/features/lessons/lessons-of-family';
import { newId } from '@nearcare/bff/lib/ids';
import { describe, expect, it } from 'vitest';
import { lessonsOf, outside, parts, seconds, sound } from '../support/at-lessons.js';
import { learningOf } from '../support/learning-of.js';
import { ownLearningApps } from '../support/learning-stack.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownLearningApps(1);
const { desk, keepLessons, lesson } = lessonsOf(test);

describe('a recorded lesson', () => {
  it('is played from a signed address, in parts too, by those who signed up', async () => {
    const { parent, params, known } = await lesson();
    const { body } = await parent.call('getLesson', { params });
    expect(body).toMatchObject({
      ...{ title: known.title, chapters: parts.chapters, hasTranscript: true },
      media: { kind: 'audio', source: 'file', seconds },
      progress: { position: 0, playedSeconds: 0, share: 0, finishedAt: null },
    });
    const get = (headers: object) => test.first.app.inject({ url: body.media.url, headers: { ...headers } });
    const part = await get({ range: 'bytes=44-1043' });
    expect([part.statusCode, part.headers['content-range'], part.headers['content-type']]).toEqual([
      206,
      `bytes 44-1043/${sound.length}`,
      'audio/wav',
    ]);
    expect(part.rawPayload.equals(sound.subarray(44, 1044))).toBe(true);
    test.clock.advance({ minutes: 14 });
    expect((await get({})).rawPayload.equals(sound)).toBe(true);
    test.clock.advance({ minutes: 2 });
    expect((await get({})).statusCode).toBe(404);
    const stranger = await new Parent(test.first.app).signIn();
    expect(faultOf(await stranger.call('getLesson', { params }))).toEqual([409, 'sign_up_first']);
    expect(faultOf(await stranger.call('getLesson', { params: { classId: 'cl_0000000000000000' } }))).toEqual(
      [404, 'not_found'],
    );
  });

  it('has its words as text for anybody, with a tag to keep them by', async () => {
    const { params } = await lesson();
    const anybody = new Parent(test.first.app);
    const told = await anybody.call('getLessonTranscript', { params });
    expect(told.body.parts).toEqual(parts.transcript);
    const again = await test.first.app.inject({
      url: `/api/v1/classes/${params.classId}/lesson/transcript`,
      headers: { 'if-none-match': String(told.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('has no words to read where there are none, nor of a class that is no lesson or is off', async () => {
    const { params, known, set } = await desk();
    const read = async (classId = known.id) =>
      faultOf(await new Parent(test.first.app).call('getLessonTranscript', { params: { classId } }));
    expect(await read()).toEqual([409, 'lesson_not_ready']);
    await set(outside, { transcript: [] });
    expect(await read()).toEqual([409, 'lesson_not_ready']);
    await set(outside);
    const parent = await new Parent(test.first.app).signIn();
    test.stand.signUp(parent.familyId, known.id);
    for (const wrong of [{ status: 'cancelled' }, { status: 'published', way: 'live' }] as const) {
      test.stand.change(known.id, wrong);
      expect(await read()).toEqual([404, 'not_found']);
      expect(faultOf(await parent.call('getLesson', { params }))).toEqual([404, 'not_found']);
    }
    expect(await read('cl_0000000000000000')).toEqual([404, 'not_found']);
  });

  it('is not ready before its recording is there', async () => {
    const { params, known } = await desk();
    const parent = await new Parent(test.first.app).signIn();
    test.stand.signUp(parent.familyId, known.id);
    expect(faultOf(await parent.call('getLesson', { params }))).toEqual([409, 'lesson_not_ready']);
  });

  it('goes on where it was left, on another device, and counts what was played by the clock', async () => {
    const { parent, params, report } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 15 });
    const told = await report([{ from: 0, to: 15, speed: 1 }], { position: 15 });
    expect(told.body).toMatchObject({ countedSeconds: 15, progress: { position: 15, playedSeconds: 15 } });
    const { body } = await parent.call('getLesson', { params });
    expect(body.progress).toMatchObject({ position: 15, playedSeconds: 15, share: 0.375 });
  });

  it('counts no more than the time that passed, whatever is told', async () => {
    const { report } = await lesson();
    expect((await report([{ from: 0, to: 40, speed: 1 }])).body.countedSeconds).toBe(0);
    test.clock.advance({ seconds: 5 });
    expect((await report([{ from: 0, to: 40, speed: 1 }])).body.countedSeconds).toBe(5);
    test.clock.advance({ seconds: 5 });
    expect((await report([{ from: 10, to: 40, speed: 3 }])).body).toMatchObject({
      countedSeconds: 10,
      progress: { playedSeconds: 15 },
    });
  });

  it('counts a report once, and one that comes late not at all', async () => {
    const { parent, params, report } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 10 });
    const body = { play: 'play-0002', n: 5, position: 10, played: [{ from: 0, to: 10, speed: 1 }] };
    const send = (more: object = {}) =>
      parent.call('recordLessonProgress', { params, body: { ...body, ...more } });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ body: { countedSeconds } }) => countedSeconds)).toEqual([10, 10, 10]);
    test.clock.advance({ seconds: 10 });
    const late = await send({ n: 4, position: 3, played: [{ from: 20, to: 30, speed: 1 }] });
    expect(late.body).toMatchObject({ countedSeconds: 0, progress: { position: 10, playedSeconds: 10 } });
  });

  it('knows a report again though many came of another play since', async () => {
    const { report, parent, params } = await lesson();
    const other = (n: number, played: object[]) =>
      parent.call('recordLessonProgress', {
        ...{ params, body: { play: 'play-0002', n, position: 0, played } },
      });
    await other(1, []);
    for (let n = 0; n < 10; n += 1) await report([]);
    test.clock.advance({ seconds: 10 });
    expect((await other(1, [{ from: 0, to: 10, speed: 1 }])).body.countedSeconds).toBe(0);
    expect((await other(2, [{ from: 0, to: 10, speed: 1 }])).body.countedSeconds).toBe(10);
  });

  it('has in it what a crash kept out, once the same guardian reports again', async () => {
    const { report, parent } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 10 });
    await report([{ from: 0, to: 10, speed: 1 }], { position: 10 });
    const { familyId } = parent;
    await test.first.app.store.collection('lessonProgress').deleteMany({ familyId });
    test.clock.advance({ seconds: 5 });
    const told = await report([{ from: 10, to: 15, speed: 1 }], { position: 15 });
    expect(told.body).toMatchObject({ countedSeconds: 5, progress: { playedSeconds: 15 } });
    const kept = await test.first.app.store.collection('lessonProgress').findOne({ familyId });
    expect(kept?.settled).toHaveLength(1);
  });

  it('has what both guardians played at once', async () => {
    const { learning, addLesson } = learningOf(test);
    test.clock.set('2026-11-24T01:12:00Z');
    const familyId = newId('f');
    const guardians = Array.from({ length: 6 }, () => ({ familyId, guardianId: newId('g') }));
    const classId = await addLesson(familyId, 120);
    const tell = (n: number, played: (index: number) => object[]) =>
      Promise.all(
        guardians.map((who, index) =>
          learning.recordLessonProgress(who, classId, {
            ...{ play: `play-000${index}`, n, position: 0 },
            played: played(index) as never,
          }),
        ),
      );
    await tell(1, () => []);
    test.clock.advance({ seconds: 10 });
    const told = await tell(2, (index) => [{ from: index * 10, to: index * 10 + 10, speed: 1 }]);
    expect(told.map(({ countedSeconds }) => countedSeconds)).toEqual(guardians.map(() => 10));
    const { progress } = await learning.getLesson(guardians[0] as (typeof guardians)[number], classId);
    expect(progress.playedSeconds).toBe(60);
  });

  it('that is being noted when a crash comes is counted and listed by the job', async () => {
    const { report, parent, known, params } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 36 });
    await report([{ from: 0, to: 36, speed: 1 }]);
    test.stand.contacts.length = 0;
    const { store } = test.first.app;
    const { familyId } = parent;
    await store
      .collection('lessonProgress')
      .updateOne({ familyId }, { $set: { isDue: true }, $inc: { rev: 1 } });
    const lessons = store.collection<{ _id: string }>('lessons');
    await lessons.updateOne({ _id: params.classId }, { $set: { isUnnoted: true, seconds: 77 } });
    await keepLessons();
    expect(test.stand.contacts).toHaveLength(2);
    expect((await test.stand.classes.find(known.id))?.recording?.seconds).toBe(77);
    expect(await lessons.findOne({ _id: params.classId, isUnnoted: true } as object)).toBeNull();
    expect(await store.collection('lessonProgress').countDocuments({ isDue: true })).toBe(0);
  });

  it('beside another one earns no more than one of them would', async () => {
    const one = await lesson();
    const other = test.stand.add({ ...one.known, id: 'cl_beside00000000000' });
    await one.holder.call('deskSetLesson', {
      ...{ params: { classId: other.id }, body: { media: outside, ...parts } },
    });
    test.stand.signUp(one.parent.familyId, other.id);
    const beside = (n: number, played: object[]) =>
      one.parent.call('recordLessonProgress', {
        params: { classId: other.id },
        body: { play: 'play-0009', n, position: 0, played },
      });
    await one.report([]);
    await beside(1, []);
    test.clock.advance({ seconds: 12 });
    const whole = [{ from: 0, to: 40, speed: 1 }];
    const [first, second] = await Promise.all([one.report(whole), beside(2, whole)]);
    expect(first.body.countedSeconds + second.body.countedSeconds).toBe(12);
  });

  it('that was played enough counts once for each child that was signed up', async () => {
    const { known, report, parent, params } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 35 });
    await report([{ from: 0, to: 35, speed: 1 }], { position: 35 });
    const contacts = () => test.stand.contacts.filter(({ sourceId }) => sourceId === known.id);
    expect(contacts()).toEqual([]);
    test.clock.advance({ seconds: 1 });
    const told = await report([{ from: 35, to: 36, speed: 1 }], { position: 36 });
    expect(told.body.progress.finishedAt).not.toBeNull();
    expect(contacts()).toMatchObject([
      { childId: 'ch_1', kind: 'recorded', on: '2026-11-24' },
      { childId: 'ch_2', kind: 'recorded', on: '2026-11-24' },
    ]);
    test.clock.advance({ seconds: 4 });
    await report([{ from: 36, to: 40, speed: 1 }]);
    expect(contacts()).toHaveLength(2);
    expect((await parent.call('getLesson', { params })).body.progress.finishedAt).toBe(
      told.body.progress.finishedAt,
    );
  });

  it('that was learned counts for a child that was signed up since, once it is played again', async () => {
    const { known, report, parent } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 36 });
    await report([{ from: 0, to: 36, speed: 1 }]);
    test.stand.signUp(parent.familyId, known.id, ['ch_1', 'ch_2', 'ch_3']);
    test.clock.advance({ minutes: 24 * 60 });
    await parent.signIn();
    await report([], { play: 'play-0002' });
    const contacts = test.stand.contacts.filter(({ sourceId }) => sourceId === known.id);
    expect(contacts.map(({ childId, on }) => [childId, on])).toEqual([
      ['ch_1', '2026-11-24'],
      ['ch_2', '2026-11-24'],
      ['ch_3', '2026-11-25'],
    ]);
    expect(test.stand.learned.at(-1)?.childIds).toEqual(['ch_1', 'ch_2', 'ch_3']);
  });

  it('that a replay is of counts as the class that was live', async () => {
    const { known, report } = await lesson();
    test.stand.change(known.id, { replayOf: 'cl_live000000000000' });
    await report([]);
    test.clock.advance({ seconds: 36 });
    await report([{ from: 0, to: 36, speed: 1 }]);
    expect(test.stand.contacts.at(-1)).toMatchObject({ sourceId: 'cl_live000000000000' });
  });

  it('with another recording begins anew, and stays learned', async () => {
    const { report, set, parent, params } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 36 });
    await report([{ from: 0, to: 36, speed: 1 }], { position: 36 });
    await set(outside);
    const { body } = await parent.call('getLesson', { params });
    expect(body.media).toMatchObject({ source: 'outside', url: outside.url, expiresAt: null });
    expect(body.progress).toMatchObject({ position: 0, playedSeconds: 0 });
    expect(body.progress.finishedAt).not.toBeNull();
  });

  it('is taken along by its family, and goes with it', async () => {
    const { report, parent, known } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 10 });
    await report([{ from: 0, to: 10, speed: 1 }]);
    const exported = (await parent.call('exportMyData')).body;
    expect(exported.lessons).toMatchObject([{ classId: known.id, playedSeconds: 10, finishedAt: null }]);
    const kept = () =>
      Promise.all(
        ['lessonProgress', 'learnClocks'].map((name) =>
          test.first.app.store.collection(name).countDocuments({ familyId: parent.familyId }),
        ),
      );
    expect(await kept()).toEqual([1, 1]);
    const store = test.first.app.store.useDb(test.first.app.store.name);
    await lessonsOfFamily(lessonsModel(store)).eraseFamily(parent.familyId);
    expect(await kept()).toEqual([0, 0]);
  });
});

describe('a guardian that leaves its family', () => {
  it('takes its own time along, and the family stays as far as it is', async () => {
    const { report, parent, params } = await lesson();
    await report([]);
    test.clock.advance({ seconds: 10 });
    await report([{ from: 0, to: 10, speed: 1 }]);
    const { store } = test.first.app;
    const { familyId } = parent;
    const [mine] = await store.collection('learnClocks').find({ familyId }).toArray();
    const others = { _id: 'g_other' as never, familyId, rev: 1, countedUntil: new Date(0), plays: [] };
    await store.collection('learnClocks').insertOne(others);
    await lessonsOfFamily(lessonsModel(store.useDb(store.name))).forgetGuardian(familyId, String(mine?._id));
    const left = await store.collection('learnClocks').find({ familyId }).toArray();
    expect(left.map(({ _id }) => String(_id))).toEqual(['g_other']);
    const progress = await store.collection('lessonProgress').findOne({ familyId });
    expect(progress?.settled).toEqual([]);
    expect((await parent.call('getLesson', { params })).body.progress.playedSeconds).toBe(10);
  });
});
