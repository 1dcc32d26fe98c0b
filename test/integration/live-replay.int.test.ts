import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { describe, expect, it, vi } from 'vitest';
import { learningKeepers } from '../support/learning-keepers.js';
import { ownLearningApps } from '../support/learning-stack.js';
import { keepLive, liveClass } from '../support/live-world.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownLearningApps(1);
const outside = { source: 'outside', kind: 'video', url: 'https://vod.example.org/replay.mp4' };
const replay = { title: '回放：不肯吃饭', media: outside, seconds: 1800, chapters: [], transcript: [] };

const runKeepLive = () => keepLive(test);

describe('the replay of a live class', () => {
  it('is a recorded class of its own, published once, whoever asks how often', async () => {
    const { host, act, params, viewer } = await liveClass(test);
    const { parent, phone } = await viewer();
    const publish = (more: object = {}) =>
      host.call('deskPublishReplay', { params, body: { ...replay, ...more } });
    expect(faultOf(await publish())).toEqual([409, 'live_move_refused']);
    await act({ move: 'start' });
    expect(faultOf(await publish())).toEqual([409, 'live_move_refused']);
    expect((await act({ move: 'end' })).body.may).toContain('replay');
    const wrong = { chapters: [{ title: '晚', startsAt: 5 }] };
    expect((await publish(wrong)).problem.code).toBe('chapters_wrong');
    expect((await publish({ media: { ...outside, url: 'https://evil.example/a' } })).problem.code).toBe(
      'media_url_refused',
    );
    const all = await Promise.all([publish(), publish(), publish({ title: '另一个名字' })]);
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
    const [classId] = [...new Set(all.map(({ body }) => body.classId))];
    expect(new Set(all.map(({ body }) => body.classId)).size).toBe(1);
    // Long after as well, and whatever is told then.
    expect((await publish({ media: { ...outside, url: 'https://evil.example/a' } })).body.classId).toBe(
      classId,
    );
    expect((await parent.call('getLiveRoom', { params })).body).toMatchObject({
      ...{ state: 'replay', replayClassId: classId, mayAsk: false },
    });
    expect(new Set(test.stand.replaysOut)).toEqual(new Set([classId]));
    test.stand.signUp(parent.familyId, classId ?? '');
    const lesson = (await parent.call('getLesson', { params: { classId: classId ?? '' } })).body;
    expect(lesson).toMatchObject({ media: { url: outside.url, seconds: 1800 } });
    phone.drop();
  });

  it('is not published of a class that was cancelled', async () => {
    const { host, act, params, known } = await liveClass(test);
    await act({ move: 'start' });
    await act({ move: 'end' });
    test.stand.change(known.id, { status: 'cancelled' });
    const published = await host.call('deskPublishReplay', { params, body: replay });
    expect(faultOf(published)).toEqual([409, 'live_move_refused']);
  });

  it('that a crash left half published is finished by the job', async () => {
    const { act, params, host } = await liveClass(test);
    await act({ move: 'start' });
    await act({ move: 'end' });
    const rooms = test.first.app.store.collection<{ _id: string }>('liveRooms');
    const { title, seconds, chapters, transcript } = replay;
    const taken = { mediaId: 'lm_replay', media: outside };
    await rooms.updateOne(
      { _id: params.classId },
      {
        $set: {
          replay: { title, taken, parts: { seconds, chapters, transcript }, classId: null },
          isOwing: true,
        },
        $inc: { rev: 1 },
      },
    );
    await runKeepLive();
    expect((await host.call('deskGetLiveRoom', { params })).body.replayClassId).toMatch(/^cl_/);
  });
});

describe('what a crash left of a live room', () => {
  it('is written into its log by the job, once', async () => {
    const { act, ask, viewer, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    const { id } = (await ask(parent, '加微信领奶粉')).body;
    const at = test.clock.now();
    // Shown by the host, and cut off before the line was written.
    const questions = test.first.app.store.collection<{ _id: string }>('liveQuestions');
    const owed = { mark: `asked/${id}/2`, kind: 'asked', at };
    await questions.updateOne(
      { _id: id },
      { $set: { state: 'shown', turn: 2, owed, isOwing: true }, $inc: { rev: 1 } },
    );
    await runKeepLive();
    await runKeepLive();
    await phone.hasLine(2);
    const { events } = (await parent.call('listLiveEvents', { params })).body;
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'asked']);
    phone.drop();
  });

  it('is told to the class by the job: that its host began, and ended', async () => {
    const { act, params, known } = await liveClass(test);
    const told = () => test.stand.onAirs.filter(({ classId }) => classId === known.id);
    const plannedFrom = known.sessions[0]?.startsAt;
    const begun = { plannedFrom, from: test.clock.now(), to: null };
    await act({ move: 'start' });
    await act({ move: 'start' });
    expect(told()).toMatchObject([begun]);
    test.clock.advance({ minutes: 5 });
    await act({ move: 'end' });
    expect(told()).toMatchObject([begun, { ...begun, to: test.clock.now() }]);
    await runKeepLive();
    expect(told()).toHaveLength(2);
    await test.first.app.store
      .collection<{ _id: string }>('liveRooms')
      .updateOne({ _id: params.classId }, { $set: { isAirUntold: true, isOwing: true }, $inc: { rev: 1 } });
    await runKeepLive();
    await runKeepLive();
    expect(told()).toHaveLength(3);
  });

  it('is counted by the job: who attended a session that ended', async () => {
    const { act, viewer, params, known } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    await act({ move: 'end' });
    phone.drop();
    const store = test.first.app.store;
    const seen = { classId: known.id, familyId: parent.familyId };
    await store.collection('livePresence').updateMany(seen, { $set: { slots: 30 } });
    await store.collection<{ _id: string }>('livePresence').updateOne(
      { _id: 'lv_left' },
      {
        $set: { ...seen, session: 0, slots: 30, lastSlot: 30, firstAt: test.clock.now(), attendedAt: null },
      },
      { upsert: true },
    );
    const uncounted = [
      { session: 0, planned: known.sessions[0], from: test.clock.now(), to: test.clock.now() },
    ];
    await store
      .collection<{ _id: string }>('liveRooms')
      .updateOne({ _id: params.classId }, { $set: { uncounted, isOwing: true }, $inc: { rev: 1 } });
    await runKeepLive();
    expect(test.stand.contacts.filter(({ sourceId }) => sourceId === known.id)).toHaveLength(1);
  });
});

describe('a room that its host forgot', () => {
  it('is ended an hour after the end that was announced', async () => {
    const { act, params, at, host } = await liveClass(test);
    await act({ move: 'start' });
    await at('2026-11-24T03:29:00Z');
    await runKeepLive();
    expect((await host.call('deskGetLiveRoom', { params })).body.state).toBe('live');
    await at('2026-11-24T03:31:00Z');
    await runKeepLive();
    expect((await host.call('deskGetLiveRoom', { params })).body.state).toBe('ended');
  });
});

describe('a family that leaves', () => {
  it('takes its questions along, out of the rooms that are open too', async () => {
    const { act, ask, viewer, params } = await liveClass(test);
    const [leaving, staying] = [await viewer(), await viewer()];
    const { familyId } = leaving.parent;
    const countOf = (name: string) => test.first.app.store.collection(name).countDocuments({ familyId });
    await act({ move: 'start' });
    const { id: questionId } = (await ask(leaving.parent, '我家孩子有湿疹')).body;
    await act({ move: 'answer', questionId, text: '保湿，看医生' });
    await staying.phone.hasLine(3);
    const { live } = (await leaving.parent.call('exportMyData')).body;
    expect(live).toMatchObject({
      questions: [
        { classId: params.classId, text: '我家孩子有湿疹', answer: '保湿，看医生', state: 'shown' },
      ],
      mutedIn: [],
    });
    // Noted once in a half minute, by a look of its own.
    await vi.waitFor(async () => expect(await countOf('livePresence')).toBe(1), { timeout: 10_000 });
    const keys = familyKeys({ ring: test.config.keyRing, vault: folderVault(test.config.keysDir) });
    const keepers = learningKeepers(test.first, keys, async (write) => write());
    await keepers.live.eraseFamily(familyId);
    await keepers.live.eraseFamily(familyId);
    await staying.phone.hasLine(4);
    expect(staying.phone.events[3]).toMatchObject({ kind: 'hidden', questionId });
    const later = await new Parent(test.first.app).signIn();
    test.stand.signUp(later.familyId, params.classId);
    const { events } = (await later.call('listLiveEvents', { params })).body;
    expect(JSON.stringify(events)).not.toMatch(/湿疹|保湿/);
    for (const name of ['liveQuestions', 'liveViewers', 'livePresence']) expect(await countOf(name)).toBe(0);
    leaving.phone.drop();
    staying.phone.drop();
  });
});
