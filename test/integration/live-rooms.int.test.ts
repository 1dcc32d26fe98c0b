import { describe, expect, it } from 'vitest';
import { deskHolder, officerOf, staffOf } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { ownLearningApps } from '../support/learning-stack.js';
import { liveClass } from '../support/live-world.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownLearningApps(2);
const doubtful = '加微信领奶粉';

describe('a live room', () => {
  it('is waited in, goes on, and ends', async () => {
    const { params, act, known, viewer } = await liveClass(test);
    const { parent, phone } = await viewer();
    const roomNow = async () => (await parent.call('getLiveRoom', { params })).body;
    expect(await roomNow()).toMatchObject({ state: 'waiting', mayAsk: false, video: null });
    expect((await act({ move: 'start' })).body.state).toBe('live');
    expect(await roomNow()).toMatchObject({ state: 'live', mayAsk: true, title: known.title });
    expect((await act({ move: 'end' })).body.state).toBe('ended');
    expect(await roomNow()).toMatchObject({ state: 'ended', mayAsk: false });
    const { events } = (await parent.call('listLiveEvents', { params })).body;
    expect(events.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'started'],
      [2, 'ended'],
    ]);
    await phone.hasLine(2);
    expect(phone.events).toEqual(events);
    phone.drop();
  });

  it('is begun and ended once, however often that is asked for', async () => {
    const { params, act, viewer } = await liveClass(test);
    const { parent, phone } = await viewer();
    await Promise.all([act({ move: 'start' }), act({ move: 'start' }), act({ move: 'start' })]);
    await Promise.all([act({ move: 'end' }), act({ move: 'end' })]);
    const { events, lastSeq } = (await parent.call('listLiveEvents', { params })).body;
    expect([events.map(({ kind }) => kind), lastSeq]).toEqual([['started', 'ended'], 2]);
    phone.drop();
  });

  it('is not begun before its time, nor long after it', async () => {
    const { act, at } = await liveClass(test);
    test.clock.set('2026-11-24T00:40:00Z');
    const refused = await act({ move: 'start' });
    expect(faultOf(refused)).toEqual([409, 'live_too_early']);
    expect(refused.problem.detail).toContain('09:00');
    await at('2026-11-24T03:01:00Z');
    expect(faultOf(await act({ move: 'start' }))).toEqual([409, 'live_move_refused']);
    const punctual = await liveClass(test);
    await punctual.at('2026-11-24T01:00:00Z');
    expect((await punctual.act({ move: 'start' })).body.state).toBe('live');
  });

  it('waits for the next session after the first one', async () => {
    const sessions = ['2026-11-24T01:30:00Z', '2026-12-01T01:30:00Z'].map((at) => ({
      startsAt: new Date(at),
      endsAt: new Date(Date.parse(at) + 3_600_000),
    }));
    const { host, params, act, at } = await liveClass(test, { sessions });
    await act({ move: 'start' });
    expect((await act({ move: 'end' })).body).toMatchObject({
      ...{ state: 'waiting', mayStartFrom: '2026-12-01T01:00:00.000Z' },
      session: { startsAt: '2026-12-01T01:30:00.000Z' },
    });
    await at('2026-12-01T03:10:00Z');
    // Nobody began the second one: it is over all the same, and what there is may be published.
    expect((await host.call('deskGetLiveRoom', { params })).body).toMatchObject({ state: 'ended' });
  });

  it('shows its video to those who signed up, while it is live, or to all where the host says so', async () => {
    const { host, params, act, viewer } = await liveClass(test);
    const { parent, phone } = await viewer();
    const stranger = await new Parent(test.first.app).signIn();
    const video = {
      ...{ kind: 'hls', url: 'https://vod.example.org/live/1.m3u8' },
      flvUrl: 'https://vod.example.org/live/1.flv',
    };
    const set = (body: object) => host.call('deskSetLiveRoom', { params, body });
    expect((await set({ video, isOpenToAll: false })).body.video).toEqual(video);
    const seenBy = async (who: Parent) => (await who.call('getLiveRoom', { params })).body.video;
    expect(await seenBy(parent)).toBeNull();
    await act({ move: 'start' });
    expect([await seenBy(parent), await seenBy(stranger)]).toEqual([video, null]);
    expect(faultOf(await stranger.call('listLiveEvents', { params }))).toEqual([409, 'sign_up_first']);
    await set({ video, isOpenToAll: true });
    expect(await seenBy(stranger)).toEqual(video);
    expect((await stranger.call('listLiveEvents', { params })).status).toBe(200);
    const asked = await stranger.call('postLiveQuestion', { params, body: { text: '能问吗？' } });
    expect(faultOf(asked)).toEqual([409, 'sign_up_first']);
    for (const elsewhere of [
      { url: 'https://evil.example/1.m3u8' },
      { flvUrl: 'https://evil.example/1.flv' },
    ]) {
      const refused = await set({ video: { ...video, ...elsewhere }, isOpenToAll: true });
      expect(faultOf(refused)).toEqual([409, 'media_url_refused']);
    }
    phone.drop();
  });

  it('is the business of its own desk', async () => {
    const { params } = await liveClass(test);
    const other = await deskHolder(test.first, staffOf((await addCentre(test.first.app.store))._id));
    const officer = await deskHolder(test.first, officerOf(await addDistrict(test.first.app.store)));
    for (const { holder } of [other, officer]) {
      const tried = [
        await holder.call('deskGetLiveRoom', { params }),
        await holder.call('deskActInLiveRoom', { params, body: { move: 'start' } }),
        await holder.call('deskListLiveQuestions', { params }),
        await holder.call('deskSetLiveRoom', { params, body: { video: null, isOpenToAll: true } }),
      ];
      expect(tried.map(faultOf)).toEqual(tried.map(() => [404, 'not_found']));
    }
  });

  it('closes with its class', async () => {
    const { known, params, act, viewer, ask } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' });
    test.stand.change(known.id, { status: 'cancelled' });
    test.clock.advance({ seconds: 3 });
    expect(await phone.closed()).toBe(4404);
    expect(faultOf(await parent.call('getLiveRoom', { params }))).toEqual([409, 'class_cancelled']);
    expect(faultOf(await ask(parent, '还在吗？'))).toEqual([409, 'class_cancelled']);
    expect((await act({ move: 'end' })).status).toBe(200);
  });
});

describe('what may be done in a live room', () => {
  const talking = ['announce', 'answer', 'show', 'hide', 'mute', 'unmute'];

  it('is what its state allows, and nothing else is done', async () => {
    const { host, params, act, viewer, ask, at, known } = await liveClass(test);
    const { parent, phone } = await viewer();
    const may = async () => (await host.call('deskGetLiveRoom', { params })).body.may;
    expect(await may()).toEqual(['start', ...talking]);
    expect(faultOf(await act({ move: 'end' }))).toEqual([409, 'live_not_on']);
    await act({ move: 'start' });
    expect(await may()).toEqual(['end', ...talking]);
    // As it was announced when it began, whatever the desk plans since.
    const [announced] = known.sessions;
    const put = { startsAt: new Date('2026-11-24T05:00:00Z'), endsAt: new Date('2026-11-24T06:00:00Z') };
    test.stand.change(known.id, { sessions: [put] });
    const shown = (await parent.call('getLiveRoom', { params })).body.session;
    expect(shown?.startsAt).toBe(announced?.startsAt.toISOString());
    test.stand.change(known.id, { sessions: known.sessions });
    const { id: questionId } = (await ask(parent, '问一个')).body;
    expect((await act({ move: 'announce', text: '先答这个' })).status).toBe(200);
    await act({ move: 'end' });
    expect(await may()).toEqual(['answer', 'show', 'hide', 'replay']);
    expect(faultOf(await act({ move: 'announce', text: '还有人吗' }))).toEqual([409, 'live_not_on']);
    expect((await act({ move: 'answer', questionId, text: '课后补答' })).status).toBe(200);
    // Over is over, though its class is given another session.
    const later = { startsAt: new Date('2026-11-24T03:00:00Z'), endsAt: new Date('2026-11-24T04:00:00Z') };
    test.stand.change(known.id, { sessions: [...known.sessions, later] });
    await at('2026-11-24T03:00:00Z');
    expect(faultOf(await act({ move: 'start' }))).toEqual([409, 'live_move_refused']);
    phone.drop();
  });

  it('is no replay where nobody began it in time', async () => {
    const { host, params, at } = await liveClass(test);
    await at('2026-11-24T03:10:00Z');
    const { body } = await host.call('deskGetLiveRoom', { params });
    expect(body).toMatchObject({ state: 'ended', may: ['answer', 'show', 'hide'], mayStartFrom: null });
  });

  it('is nothing of a class that was cancelled, but to end it where it is on', async () => {
    const [waiting, on] = [await liveClass(test), await liveClass(test)];
    await on.act({ move: 'start' });
    for (const { known } of [waiting, on]) test.stand.change(known.id, { status: 'cancelled' });
    const mayIn = async ({ host, params }: typeof on) =>
      (await host.call('deskGetLiveRoom', { params })).body.may;
    expect([await mayIn(waiting), await mayIn(on)]).toEqual([[], ['end']]);
    const body = { video: null, isOpenToAll: true };
    const refused = [
      await waiting.act({ move: 'start' }),
      await on.act({ move: 'announce', text: '还在' }),
      await on.host.call('deskSetLiveRoom', { params: on.params, body }),
    ];
    expect(refused.map(faultOf)).toEqual(refused.map(() => [409, 'class_cancelled']));
  });

  it('is done in rooms of live classes only', async () => {
    const { host, params, known } = await liveClass(test);
    const parent = await new Parent(test.first.app).signIn();
    for (const way of ['onSite', 'recorded'] as const) {
      test.stand.change(known.id, { way });
      const tried = [
        await parent.call('getLiveRoom', { params }),
        await parent.call('listLiveEvents', { params }),
        await host.call('deskGetLiveRoom', { params }),
      ];
      expect(tried.map(faultOf)).toEqual(tried.map(() => [404, 'not_found']));
    }
  });
});

describe('a move of a host that comes again late', () => {
  it('changes nothing that was decided since, and is refused with other content', async () => {
    const { act, viewer, ask, host, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    await act({ move: 'start' }, 'move-key-start');
    const { id: questionId } = (await ask(parent, doubtful)).body;
    const show = () => act({ move: 'show', questionId }, 'move-key-show');
    await Promise.all([show(), show()]);
    const answer = (text: string) => act({ move: 'answer', questionId, text }, 'move-key-answer');
    await answer('旧的回答');
    await act({ move: 'answer', questionId, text: '新的回答' });
    await answer('旧的回答');
    expect(faultOf(await answer('别的'))).toEqual([422, 'idempotency_key_reused']);
    const listed = async () => (await host.call('deskListLiveQuestions', { params })).body.items[0];
    expect(await listed()).toMatchObject({ state: 'shown', answer: '新的回答' });
    // Nothing to do the first time is remembered too.
    const showAgain = () => act({ move: 'show', questionId }, 'move-key-again');
    await showAgain();
    await act({ move: 'hide', questionId });
    await Promise.all([show(), showAgain()]);
    expect((await listed())?.state).toBe('hidden');
    const mute = () => act({ move: 'mute', questionId }, 'move-key-mute');
    await mute();
    await act({ move: 'unmute', questionId });
    await mute();
    expect((await listed())?.isMuted).toBe(false);
    const { events } = (await parent.call('listLiveEvents', { params })).body;
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'asked', 'answered', 'answered', 'hidden']);
    phone.drop();
  });

  it('neither begins nor ends the next session', async () => {
    const sessions = ['2026-11-24T01:30:00Z', '2026-11-24T02:45:00Z'].map((at) => ({
      startsAt: new Date(at),
      endsAt: new Date(Date.parse(at) + 3_600_000),
    }));
    const { act, at, known } = await liveClass(test, { sessions });
    const start = () => act({ move: 'start' }, 'move-key-start');
    const end = () => act({ move: 'end' }, 'move-key-end');
    const startAgain = () => act({ move: 'start' }, 'move-key-start-again');
    await start();
    await startAgain();
    await end();
    await at('2026-11-24T02:40:00Z');
    expect((await start()).body).toMatchObject({ state: 'waiting' });
    expect((await startAgain()).body).toMatchObject({ state: 'waiting' });
    // The desk may take out what is over: the next one is begun all the same.
    test.stand.change(known.id, { sessions: sessions.slice(1) });
    expect((await act({ move: 'start' })).body).toMatchObject({ state: 'live', attended: 0 });
    expect((await end()).body).toMatchObject({ state: 'live' });
    expect((await act({ move: 'end' })).body).toMatchObject({ state: 'ended' });
  });
});

describe('an announcement', () => {
  it('is one for its key', async () => {
    const { act, viewer, params } = await liveClass(test);
    const { parent, phone } = await viewer();
    const say = (text: string) => act({ move: 'announce', text }, 'announce-key-1');
    await Promise.all([say('九点半准时开始'), say('九点半准时开始')]);
    expect(faultOf(await say('推迟到十点'))).toEqual([422, 'idempotency_key_reused']);
    const { events } = (await parent.call('listLiveEvents', { params })).body;
    expect(events).toMatchObject([{ seq: 1, kind: 'announced', text: '九点半准时开始', by: '主持人' }]);
    phone.drop();
  });
});
