import { describe, expect, it } from 'vitest';
import { deskHolder, officerOf, staffOf, terminal } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { ownLearningApps } from '../support/learning-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { liveClass } from '../support/live-world.js';
import { faultOf } from '../support/parent.js';

const test = ownLearningApps(2);
const doubtful = '加微信领奶粉';

describe('a host whose socket does not open', () => {
  it('hears by asking what a host’s socket tells: the log, what waits, who is there, and the state', async () => {
    const { host, params, act, viewer, ask, known } = await liveClass(test);
    const { parent, phone } = await viewer();
    const socket = await new LiveViewer(test.first.url, known.id).join(host.token, { as: 'desk' });
    await act({ move: 'start' });
    const shown = (await ask(parent, '能吃蜂蜜吗？')).body;
    const held = (await ask(parent, doubtful)).body;
    const told = (await host.call('deskListLiveEvents', { params })).body;
    expect(held.state).toBe('held');
    expect(told).toMatchObject({ state: 'live', lastSeq: 2, held: 1 });
    await socket.hasLine(2);
    expect(told.events).toEqual(socket.events);
    expect(told.events.map(({ questionId }) => questionId)).toEqual([null, shown.id]);
    // From the line it has, as a socket that joins again.
    const after = (await host.call('deskListLiveEvents', { params, query: { after: 1, limit: 1 } })).body;
    expect(after.events.map(({ seq }) => seq)).toEqual([2]);
    await act({ move: 'end' });
    expect((await host.call('deskListLiveEvents', { params })).body.state).toBe('ended');
    for (const one of [socket, phone]) one.drop();
  });

  it('counts as nobody who looks on, and puts its own family down for nothing', async () => {
    const { host, params, act, known } = await liveClass(test);
    test.stand.signUp(host.familyId, known.id);
    await act({ move: 'start' });
    for (let minute = 0; minute < 3; minute += 1) {
      await host.call('deskListLiveEvents', { params });
      test.clock.advance({ minutes: 1 });
    }
    expect((await host.call('deskListLiveEvents', { params })).body.viewers).toBe(0);
    expect((await host.call('getLiveRoom', { params })).body.presentSeconds).toBe(0);
  });

  it('does every move over HTTP; one whose answer was lost is made once', async () => {
    const { params, act, viewer, ask, host } = await liveClass(test);
    const { parent, phone } = await viewer();
    const twice = async (body: object, key: string) => {
      const [first, again] = [await act(body, key), await act(body, key)];
      expect([first.status, again.status]).toEqual([200, 200]);
    };
    await twice({ move: 'start' }, 'lost-start');
    const { id: questionId } = (await ask(parent, doubtful)).body;
    await twice({ move: 'announce', text: '先听讲，后提问' }, 'lost-announce');
    await twice({ move: 'show', questionId }, 'lost-show');
    await twice({ move: 'answer', questionId, text: '不用加' }, 'lost-answer');
    await twice({ move: 'mute', questionId }, 'lost-mute');
    expect((await host.call('deskListLiveQuestions', { params })).body.items[0]?.isMuted).toBe(true);
    await twice({ move: 'unmute', questionId }, 'lost-unmute');
    await twice({ move: 'hide', questionId }, 'lost-hide');
    await twice({ move: 'end' }, 'lost-end');
    const { events, held } = (await host.call('deskListLiveEvents', { params })).body;
    const kinds = ['started', 'announced', 'asked', 'answered', 'hidden', 'ended'];
    expect([events.map(({ kind }) => kind), held]).toEqual([kinds, 0]);
    phone.drop();
  });
});

describe('what a host asks for in a live room', () => {
  it('is its own desk’s: other desks find no room, and families are none', async () => {
    const { params, viewer, known } = await liveClass(test);
    const colleagues = [
      await deskHolder(test.first, staffOf((await addCentre(test.first.app.store))._id)),
      await deskHolder(test.first, officerOf(await addDistrict(test.first.app.store))),
    ];
    for (const { holder } of colleagues) {
      // Signed up as a family: that opens no room to its desk.
      test.stand.signUp(holder.familyId, known.id);
      expect(faultOf(await holder.call('deskListLiveEvents', { params }))).toEqual([404, 'not_found']);
    }
    const { parent, phone } = await viewer();
    const refused = await parent.call('deskListLiveEvents', { params });
    expect(faultOf(refused)).toEqual([403, 'second_factor_required']);
    expect(faultOf(await parent.call('deskListLiveEvents', { params, token: null }))[0]).toBe(401);
    phone.drop();
  });

  it('ends with its desk, its membership and its class, in the middle of a session', async () => {
    const [closing, ending, cancelling] = [
      await liveClass(test),
      await liveClass(test),
      await liveClass(test),
    ];
    const asks = ({ host, params }: typeof closing) => host.call('deskListLiveEvents', { params });
    for (const one of [closing, ending, cancelling]) {
      await one.act({ move: 'start' });
      expect((await asks(one)).status).toBe(200);
    }
    await closing.host.call('closeDesk');
    expect(faultOf(await asks(closing))).toEqual([403, 'second_factor_required']);
    await terminal(test.first).end(ending.membershipId);
    expect(faultOf(await asks(ending))).toEqual([403, 'second_factor_required']);
    test.stand.change(cancelling.known.id, { status: 'cancelled' });
    expect(faultOf(await asks(cancelling))).toEqual([409, 'class_cancelled']);
    test.stand.change(cancelling.known.id, { status: 'published', way: 'onSite' });
    expect(faultOf(await asks(cancelling))).toEqual([404, 'not_found']);
  });

  it('is no use of the desk: a page that was left open keeps none open', async () => {
    const { host, params, act } = await liveClass(test);
    await act({ move: 'start' });
    for (let tenth = 0; tenth < 5; tenth += 1) {
      test.clock.advance({ minutes: 10 });
      expect((await host.call('deskListLiveEvents', { params })).status).toBe(200);
    }
    test.clock.advance({ minutes: 11 });
    const refused = await host.call('deskListLiveEvents', { params });
    expect(faultOf(refused)).toEqual([403, 'second_factor_required']);
  });

  it('is asked for with numbers and sizes that there are', async () => {
    const { host, params } = await liveClass(test);
    for (const query of [{ after: -1 }, { after: 'x' }, { limit: 201 }, { limit: 0 }])
      expect(faultOf(await host.call('deskListLiveEvents', { params, query }))).toEqual([
        ...[400, 'input_invalid'],
      ]);
    const { body } = await host.call('deskListLiveEvents', { params, query: { after: 99 } });
    expect(body).toMatchObject({ events: [], lastSeq: 0, state: 'waiting' });
  });
});
