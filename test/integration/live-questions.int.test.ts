import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import type { Reply } from '@nearcare/shared/contract/types';
import { describe, expect, it } from 'vitest';
import { ownLearningApps } from '../support/learning-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { liveClass } from '../support/live-world.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownLearningApps(2);
const doubtful = '加微信领奶粉';

describe('a question', () => {
  it('asked at one process is heard at the other, under a letter and no name', async () => {
    const { act, viewer, ask } = await liveClass(test);
    const [near, far] = [await viewer(), await viewer('second')];
    await act({ move: 'start' });
    const asked = await ask(near.parent, '一岁半能喝酸奶吗？');
    expect([asked.status, asked.body.state, asked.body.by]).toEqual([201, 'shown', '家长 A']);
    expect((await ask(far.parent, '不爱吃菜怎么办？')).body.by).toBe('家长 B');
    await Promise.all([near.phone.hasLine(3), far.phone.hasLine(3)]);
    expect(far.phone.events).toEqual(near.phone.events);
    expect(far.phone.events[1]).toMatchObject({ kind: 'asked', by: '家长 A', text: '一岁半能喝酸奶吗？' });
    near.phone.drop();
    far.phone.drop();
  });

  it('sent again with its key is the same one, and with other words is refused', async () => {
    const { act, viewer, ask, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    const all = await Promise.all([1, 2, 3].map(() => ask(parent, '几点睡好？', 'question-key-1')));
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
    expect(faultOf(await ask(parent, '换一个问题', 'question-key-1'))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    expect((await parent.call('listLiveEvents', { params })).body.lastSeq).toBe(2);
    // Also when its answer was lost, and the room is over by now.
    await act({ move: 'end' });
    const late = await ask(parent, '几点睡好？', 'question-key-1');
    expect([late.status, late.body.id]).toEqual([201, all[0]?.body.id]);
    phone.drop();
  });

  it('may be asked three times a minute by a family, counted as one though they come at once', async () => {
    const { act, viewer, ask } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    const all = await Promise.all([1, 2, 3, 4, 5].map((n) => ask(parent, `问题 ${n}`)));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
    expect(all.find(({ status }) => status === 409)?.problem).toMatchObject({
      code: 'live_questions_too_fast',
      facts: { n: 60 },
    });
    test.clock.advance({ seconds: 60 });
    expect((await ask(parent, '现在可以了')).status).toBe(201);
    phone.drop();
  });

  it('has a letter of its own for each family, though they ask first at once', async () => {
    const { act, viewer, ask } = await liveClass(test);
    const families = await Promise.all([1, 2, 3, 4, 5, 6].map(() => viewer()));
    await act({ move: 'start' });
    const asked = await Promise.all(families.map(({ parent }) => ask(parent, '第一次问')));
    expect(new Set(asked.map(({ body }) => body.by)).size).toBe(6);
    for (const { phone } of families) phone.drop();
  });

  it('that is hidden stays so, though it is answered at the same moment', async () => {
    const { act, viewer, ask, host, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    for (const n of [1, 2, 3, 4, 5, 6]) {
      const { id: questionId } = (await ask(parent, `问题 ${n}`)).body;
      await Promise.all([
        act({ move: 'hide', questionId }),
        act({ move: 'answer', questionId, text: '回答' }),
      ]);
      test.clock.advance({ seconds: 25 });
    }
    const { items } = (await host.call('deskListLiveQuestions', { params })).body;
    expect(items.map(({ state }) => state)).toEqual(items.map(() => 'hidden'));
    phone.drop();
  });

  it('is asked while it is live, by those who signed up', async () => {
    const { act, viewer, ask } = await liveClass(test);
    const { parent, phone } = await viewer();
    expect(faultOf(await ask(parent, '开始了吗？'))).toEqual([409, 'live_not_on']);
    await act({ move: 'start' });
    const stranger = await new Parent(test.first.app).signIn();
    expect(faultOf(await ask(stranger, '我也想问'))).toEqual([409, 'sign_up_first']);
    phone.drop();
  });

  it('that the content check doubts waits for the host, and is seen by all once it shows it', async () => {
    const { act, viewer, ask, host, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    const desk = await new LiveViewer(test.second.url, params.classId).join(host.token, { as: 'desk' });
    await act({ move: 'start' });
    const { body } = await ask(parent, doubtful);
    expect(body.state).toBe('held');
    test.clock.advance({ seconds: 3 });
    await desk.until(() => desk.messages.some(({ type, n }) => type === 'held' && n === 1));
    const held = (await host.call('deskListLiveQuestions', { params, query: { state: 'held' } })).body;
    expect(held.items).toMatchObject([{ id: body.id, text: doubtful, by: '家长 A' }]);
    expect((await parent.call('listLiveEvents', { params })).body.lastSeq).toBe(1);
    expect(faultOf(await act({ move: 'answer', questionId: body.id, text: '不回' }))).toEqual([
      409,
      'live_move_refused',
    ]);
    await act({ move: 'show', questionId: body.id });
    await act({ move: 'show', questionId: body.id });
    await phone.hasLine(2);
    expect(phone.events[1]).toMatchObject({ kind: 'asked', text: doubtful, questionId: body.id });
    expect((await host.call('deskGetLiveRoom', { params })).body).toMatchObject({
      held: 0,
      questions: 1,
      lastSeq: 2,
    });
    phone.drop();
    desk.drop();
  });

  it('that is hidden again leaves no words behind, for those who come later neither', async () => {
    const { act, viewer, ask, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    const { id: questionId } = (await ask(parent, '我家住在 3 栋')).body;
    await act({ move: 'answer', questionId, text: '请不要写住址' });
    await phone.hasLine(3);
    await act({ move: 'hide', questionId });
    await phone.hasLine(4);
    expect(phone.events[3]).toMatchObject({ kind: 'hidden', questionId, text: null });
    const later = await viewer('second');
    await later.phone.hasLine(4);
    const { events } = (await later.parent.call('listLiveEvents', { params })).body;
    for (const seen of [later.phone.events, events]) expect(JSON.stringify(seen)).not.toMatch(/3 栋|住址/);
    await act({ move: 'show', questionId });
    await phone.hasLine(5);
    expect(phone.events[4]).toMatchObject({ kind: 'asked', text: '我家住在 3 栋' });
    phone.drop();
    later.phone.drop();
  });

  it('that nobody saw goes without a line', async () => {
    const { act, viewer, ask, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    const { id: questionId } = (await ask(parent, doubtful)).body;
    expect((await act({ move: 'hide', questionId })).body).toMatchObject({ held: 0, lastSeq: 1 });
    expect((await parent.call('listLiveEvents', { params })).body.lastSeq).toBe(1);
    phone.drop();
  });

  it('of a family whose key is gone has no words any more, and is not answered', async () => {
    const { act, viewer, ask, host, params } = await liveClass(test);
    const [leaving, staying] = [await viewer(), await viewer()];
    await act({ move: 'start' });
    const { id: questionId } = (await ask(leaving.parent, '快走的一家')).body;
    await familyKeys({
      ring: test.config.keyRing,
      vault: folderVault(test.config.keysDir),
    }).destroy(leaving.parent.familyId);
    // A process keeps an opened key for a moment, so it is asked of one that never had it.
    await test.second.app.ready();
    const there = new Parent(test.second.app);
    Object.assign(there, { token: host.token });
    const listed = await there.call('deskListLiveQuestions', { params });
    expect(listed.body.items).toMatchObject([{ id: questionId, text: null, answer: null }]);
    const answered = await there.call('deskActInLiveRoom', {
      ...{ params, body: { move: 'answer', questionId, text: '太晚了' } },
    });
    expect(faultOf(answered)).toEqual([404, 'not_found']);
    for (const { phone } of [leaving, staying]) phone.drop();
  });

  it('is answered, and answered better', async () => {
    const { act, viewer, ask, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    const { id: questionId } = (await ask(parent, '发烧能洗澡吗？')).body;
    const answer = (text: string) => act({ move: 'answer', questionId, text });
    await answer('可以。');
    await answer('可以。');
    await answer('可以，水温 37 度。');
    await phone.hasLine(4);
    expect(phone.events.map(({ kind, text }) => [kind, text])).toEqual([
      ['started', null],
      ['asked', '发烧能洗澡吗？'],
      ['answered', '可以。'],
      ['answered', '可以，水温 37 度。'],
    ]);
    const repeated = await parent.call('listLiveEvents', { params, query: { after: 3 } });
    expect(repeated.body.events).toMatchObject([{ seq: 4, by: '主持人' }]);
    phone.drop();
  });

  it('is not for a family that the host muted, until the host lets it ask again', async () => {
    const { act, viewer, ask, params } = await liveClass(test);
    const { parent, phone } = await viewer('second');
    await act({ move: 'start' });
    const { id: questionId } = (await ask(parent, '第一个问题')).body;
    await act({ move: 'mute', questionId });
    test.clock.advance({ seconds: 3 });
    await phone.heard('muted');
    expect(faultOf(await ask(parent, '第二个问题'))).toEqual([403, 'live_muted']);
    expect((await parent.call('getLiveRoom', { params })).body.mayAsk).toBe(false);
    // In this room alone.
    const other = await liveClass(test);
    test.stand.signUp(parent.familyId, other.known.id);
    await other.act({ move: 'start' });
    expect((await other.ask(parent, '换个地方问')).status).toBe(201);
    const { items } = (await other.host.call('deskListLiveQuestions', { params: other.params })).body;
    expect(items.map(({ isMuted }) => isMuted)).toEqual([false]);
    await act({ move: 'unmute', questionId });
    expect((await ask(parent, '第三个问题')).status).toBe(201);
    phone.drop();
  });

  it('is decided about in its own room only', async () => {
    const one = await liveClass(test);
    const other = await liveClass(test);
    const { parent, phone } = await one.viewer();
    await one.act({ move: 'start' });
    const { id: questionId } = (await one.ask(parent, '只在这里')).body;
    expect(faultOf(await other.act({ move: 'hide', questionId }))).toEqual([404, 'not_found']);
    expect(faultOf(await one.act({ move: 'announce' }))).toEqual([400, 'reason_required']);
    phone.drop();
  });
});

describe('the list of questions at the desk', () => {
  it('goes on by its cursor and forgets none', async () => {
    const { act, viewer, ask, host, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    for (const n of [1, 2, 3, 4, 5]) {
      await ask(parent, `问题 ${n}`);
      test.clock.advance({ seconds: 25 });
    }
    const texts: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: object = { limit: 2, ...(cursor ? { cursor } : {}) };
      const page: Reply<'deskListLiveQuestions'> = (
        await host.call('deskListLiveQuestions', { params, query: { ...query } })
      ).body;
      texts.push(...page.items.map(({ text }) => text));
      cursor = page.nextCursor;
    }
    expect(texts).toEqual(['问题 5', '问题 4', '问题 3', '问题 2', '问题 1']);
    const whole = await host.call('deskListLiveQuestions', { params, query: { limit: 5 } });
    expect([whole.body.items.length, whole.body.nextCursor]).toEqual([5, null]);
    phone.drop();
  });
});
