import { describe, expect, it } from 'vitest';
import { ownLearningApps } from '../support/learning-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { keepLive, liveClass } from '../support/live-world.js';
import { Parent } from '../support/parent.js';

const test = ownLearningApps(2);
type Family = Awaited<ReturnType<Awaited<ReturnType<typeof liveClass>>['viewer']>>;

/** Lets so many half minutes pass, each with its look at who is there; `everybody` answers pings meanwhile. */
async function pass(slots: number, params: { classId: string }, everybody: Family[]): Promise<void> {
  for (let slot = 0; slot < slots; slot += 1) {
    test.clock.advance({ seconds: 30 });
    // Heard of at each look, else a phone that says nothing for a minute is shut out.
    for (const { phone } of everybody) phone.say({ type: 'pong' });
    const before = everybody.map(({ parent }) => presentOf(parent.familyId, params.classId));
    await untilNoted(everybody, params.classId, await Promise.all(before));
  }
}

const presence = () => test.first.app.store.collection('livePresence');
async function presentOf(familyId: string, classId: string): Promise<number> {
  return Number((await presence().findOne({ familyId, classId }))?.slots ?? 0);
}

async function untilNoted(families: Family[], classId: string, before: number[]): Promise<void> {
  for (const [index, { parent }] of families.entries())
    await expect
      .poll(() => presentOf(parent.familyId, classId), { timeout: 20_000, interval: 50 })
      .toBeGreaterThan(before[index] ?? 0);
}

const contactsOf = ({ parent }: Family, classId: string) =>
  test.stand.contacts.filter(
    ({ familyId, sourceId }) => familyId === parent.familyId && sourceId === classId,
  );

describe('a family in a live room', () => {
  it('attended once it was there for half of the session, however many phones it has', async () => {
    const session = { startsAt: new Date('2026-11-24T01:30:00Z'), endsAt: new Date('2026-11-24T01:40:00Z') };
    const { act, params, viewer, known } = await liveClass(test, { sessions: [session] });
    const family = await viewer();
    // The other guardian's phone, at the other process: a half minute counts once all the same.
    const second = { phone: await new LiveViewer(test.second.url, known.id).join(family.parent.token) };
    test.stand.signUp(family.parent.familyId, known.id, ['ch_1', 'ch_2']);
    await act({ move: 'start' });
    // Nine at most: the first may be noted before time passes.
    await pass(8, params, [family, { ...family, ...second }]);
    expect(await presentOf(family.parent.familyId, known.id)).toBeLessThanOrEqual(9);
    const roomOf = async () => (await family.parent.call('getLiveRoom', { params })).body;
    expect((await roomOf()).attendedAt).toBeNull();
    expect(contactsOf(family, known.id)).toEqual([]);
    await pass(3, params, [family, { ...family, ...second }]);
    expect((await roomOf()).attendedAt).not.toBeNull();
    await keepLive(test);
    expect(contactsOf(family, known.id)).toMatchObject([
      { childId: 'ch_1', kind: 'live', on: '2026-11-24', districtCode: 'test-1' },
      { childId: 'ch_2', kind: 'live' },
    ]);
    await act({ move: 'end' });
    await keepLive(test);
    expect(contactsOf(family, known.id)).toHaveLength(2);
    family.phone.drop();
    second.phone.drop();
  });

  it('attended for each of its children that was signed up before the end, not for one signed up later', async () => {
    const session = { startsAt: new Date('2026-11-24T01:30:00Z'), endsAt: new Date('2026-11-24T01:40:00Z') };
    const { act, params, viewer, known } = await liveClass(test, { sessions: [session] });
    const family = await viewer();
    const { familyId } = family.parent;
    test.stand.signUp(familyId, known.id, ['ch_11']);
    await act({ move: 'start' });
    await pass(11, params, [family]);
    await keepLive(test);
    expect(contactsOf(family, known.id)).toMatchObject([{ childId: 'ch_11' }]);
    test.stand.signUpAt(test.clock.now(), familyId, known.id, 'ch_12');
    test.clock.advance({ seconds: 10 });
    await act({ move: 'end' });
    test.stand.signUpAt(new Date(test.clock.now().getTime() + 1), familyId, known.id, 'ch_13');
    await keepLive(test);
    const counted = contactsOf(family, known.id).map(({ childId }) => childId);
    expect(counted).toEqual(['ch_11', 'ch_12']);
    await keepLive(test);
    expect(contactsOf(family, known.id)).toHaveLength(2);
    family.phone.drop();
  });

  it('attended half of what it really took, once that is known; looking in is not enough', async () => {
    const { act, params, viewer, known } = await liveClass(test);
    const [stayed, lookedIn] = [await viewer(), await viewer('second')];
    await act({ move: 'start' });
    await pass(2, params, [stayed, lookedIn]);
    lookedIn.phone.drop();
    await pass(10, params, [stayed]);
    await keepLive(test);
    expect(contactsOf(stayed, known.id)).toEqual([]);
    await act({ move: 'end' });
    await keepLive(test);
    expect(contactsOf(stayed, known.id)).toHaveLength(1);
    expect(contactsOf(lookedIn, known.id)).toEqual([]);
    stayed.phone.drop();
  });

  it('is there by asking too, and its half minutes count once', async () => {
    const { act, params, known, viewer } = await liveClass(test);
    const { parent, phone } = await viewer();
    phone.drop();
    await act({ move: 'start' });
    const poll = () => parent.call('listLiveEvents', { params });
    const present = () => presentOf(parent.familyId, known.id);
    // Another is there already: its half minute was looked at before this one came.
    const early = await viewer();
    await untilNoted([early], params.classId, [0]);
    await poll();
    await expect.poll(present, { timeout: 20_000 }).toBe(1);
    test.clock.advance({ seconds: 30 });
    await Promise.all([poll(), poll(), poll()]);
    await expect.poll(present, { timeout: 20_000 }).toBe(2);
    expect((await parent.call('getLiveRoom', { params })).body.presentSeconds).toBe(60);
    early.phone.drop();
  });

  it('is not there before it begins', async () => {
    const { act, viewer, params } = await liveClass(test);
    const family = await viewer();
    test.clock.advance({ minutes: 10 });
    family.phone.say({ type: 'pong' });
    await act({ move: 'start' });
    const { presentSeconds } = (await family.parent.call('getLiveRoom', { params })).body;
    expect(presentSeconds).toBeLessThanOrEqual(30);
    family.phone.drop();
  });
});

describe('who attended', () => {
  it('is told of that room and that session alone, and of those who were there long enough', async () => {
    const { act, params, host } = await liveClass(test);
    await act({ move: 'start' });
    const at = test.clock.now();
    const seen = (_id: string, over: object = {}) => ({
      ...{ _id: `${params.classId}-${_id}`, classId: params.classId, session: 0, familyId: `f_${_id}` },
      ...{ slots: 500, lastSlot: 500, firstAt: at, attendedAt: null, ...over },
    });
    const longAgo = new Date('2026-11-20T00:00:00Z');
    const all = [
      seen('there'),
      seen('too_short', { slots: 1 }),
      seen('told_before', { attendedAt: longAgo }),
      seen('other_session', { session: 1 }),
      seen('other_class', { classId: 'cl_other' }),
    ];
    const rows = presence() as unknown as { insertMany(docs: typeof all): Promise<unknown> };
    await rows.insertMany(all);
    expect((await act({ move: 'end' })).body.attended).toBe(2);
    const attended = await presence()
      .find({ _id: { $in: all.map(({ _id }) => _id) as never[] }, attendedAt: { $ne: null } })
      .toArray();
    expect(attended.map(({ familyId, isDue }) => [familyId, isDue])).toEqual([
      ['f_there', true],
      // Once more at the end: another child may have been signed up since.
      ['f_told_before', true],
    ]);
    expect((await host.call('deskGetLiveRoom', { params })).body.attended).toBe(2);
  });
});

describe('the number of viewers', () => {
  it('is of that room alone, and of processes that said so in the last twenty seconds', async () => {
    const { params, host } = await liveClass(test);
    const { classId } = params;
    const now = test.clock.now().getTime();
    const said = (name: string, prints: string[], ago: number, room = classId) => ({
      ...{ _id: `${room}/${name}`, classId: room, prints, at: new Date(now - ago * 1000) },
    });
    const counts = test.first.app.store.collection<ReturnType<typeof said>>('liveCounts');
    await counts.insertMany([
      said('a', ['lf_1', 'lf_2'], 0),
      said('b', ['lf_2', 'lf_3'], 20),
      said('dead', ['lf_4'], 21),
      said('a', ['lf_5'], 0, 'cl_other'),
    ]);
    expect((await host.call('deskGetLiveRoom', { params })).body.viewers).toBe(3);
  });

  it('is that of families at all processes, each once wherever its phones are', async () => {
    const { params, viewer, known } = await liveClass(test);
    const families = [await viewer(), await viewer('second'), await viewer('second')];
    // The other guardian's phone, at the other process, and one that only asks.
    for (const { parent } of families.slice(0, 2)) {
      const elsewhere = parent === families[0]?.parent ? 'second' : 'first';
      families.push({
        parent,
        phone: await new LiveViewer(test[elsewhere].url, known.id).join(parent.token),
      });
    }
    await families[2]?.parent.call('listLiveEvents', { params });
    const stranger = await new Parent(test.second.app).signIn();
    const toldOf = () => {
      // Each process says every five seconds how many it has.
      test.clock.advance({ seconds: 5 });
      for (const { phone } of families) phone.say({ type: 'pong' });
      return families.map(({ phone }) => phone.messages.filter(({ type }) => type === 'viewers').at(-1)?.n);
    };
    await expect.poll(toldOf, { timeout: 20_000, interval: 400 }).toEqual([3, 3, 3, 3, 3]);
    expect((await stranger.call('getLiveRoom', { params })).body.viewers).toBe(3);
    for (const { phone } of families) phone.drop();
  });
});
