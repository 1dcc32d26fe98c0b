import { describe, expect, it } from 'vitest';
import { deskHolder, staffOf } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';
import { ownLearningApps } from '../support/learning-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownLearningApps(2);

async function liveClass() {
  test.clock.set('2026-11-24T01:12:00Z');
  const centre = await addCentre(test.first.app.store);
  const { holder } = await deskHolder(test.first, staffOf(centre._id));
  const known = test.stand.add({
    organiser: { kind: 'centre', centreId: centre._id, name: '测试托育中心' },
  });
  const params = { classId: known.id };
  const act = (body: object, key?: string) =>
    holder.call('deskActInLiveRoom', { params, body, ...(key ? { key } : {}) });
  return { host: holder, known, params, act };
}

async function signedUp(classId: string) {
  const parent = await new Parent(test.first.app).signIn();
  test.stand.signUp(parent.familyId, classId);
  return parent;
}

describe('a live room', () => {
  it('is waited in, goes on, and ends', async () => {
    const { params, act, known } = await liveClass();
    const parent = await signedUp(known.id);
    const stateNow = async () => (await parent.call('getLiveRoom', { params })).body.state;
    expect(await stateNow()).toBe('waiting');
    expect((await act({ move: 'start' })).body.state).toBe('live');
    expect(await stateNow()).toBe('live');
    expect((await act({ move: 'end' })).body.state).toBe('ended');
    expect(await stateNow()).toBe('ended');
    const { events } = (await parent.call('listLiveEvents', { params })).body;
    expect(events.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'started'],
      [2, 'ended'],
    ]);
  });

  it('is shared by processes: a question asked at one is heard at the other', async () => {
    const { act, known, params } = await liveClass();
    const [here, there] = [await signedUp(known.id), await signedUp(known.id)];
    await act({ move: 'start' });
    const [near, far] = [new LiveViewer(test.first.url, known.id), new LiveViewer(test.second.url, known.id)];
    await near.join(here.token);
    await far.join(there.token);
    const asked = await here.call('postLiveQuestion', { params, body: { text: '一岁半能喝酸奶吗？' } });
    expect([asked.status, asked.body.state, asked.body.by]).toEqual([201, 'shown', '家长 A']);
    await Promise.all([near.hasLine(2), far.hasLine(2)]);
    expect(far.events).toEqual(near.events);
    expect(far.events[1]).toMatchObject({ kind: 'asked', by: '家长 A', text: '一岁半能喝酸奶吗？' });
    near.drop();
    far.drop();
  });

  it('is not begun before its time', async () => {
    const { act } = await liveClass();
    test.clock.set('2026-11-24T00:40:00Z');
    const refused = await act({ move: 'start' });
    expect(faultOf(refused)).toEqual([409, 'live_too_early']);
    expect(refused.problem.detail).toContain('09:00');
  });
});
