import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { centreClass, districtClass, publish, seated, signUp } from '../support/class-acts.js';
import { liveClass, recordedClass } from '../support/class-stack.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
const anybody = () => new Parent(test.app);
const asked = (signUpId: string) => ({ params: { signUpId } });
const listed = async (query: Record<string, unknown>) =>
  (await anybody().call('listClasses', { query })).body.items;

describe('the list of classes', () => {
  it('is read without signing in, and filtered by what a parent asks', async () => {
    const { desk, districtCode, given } = await districtClass(test);
    const sleep = await publish(desk, { topic: 'sleep', ageFromMonths: 6, ageToMonths: 12, title: '睡整觉' });
    const live = await publish(desk, liveClass);
    const titles = async (query: Record<string, unknown>) =>
      (await listed({ districtCode, ...query })).map(({ title }) => title);
    expect(await titles({})).toHaveLength(3);
    expect(await titles({ topic: 'sleep' })).toEqual([sleep.title]);
    expect((await titles({ ageMonths: 18 })).sort()).toEqual([given.title, live.title].sort());
    expect(await titles({ way: 'live' })).toEqual([live.title]);
    expect((await titles({ kind: 'activity' })).sort()).toEqual([given.title, sleep.title].sort());
    expect(await titles({ from: '2026-11-29' })).toEqual([]);
    expect(await titles({ to: '2026-11-28' })).toHaveLength(3);
    expect(await titles({ lat: 30.25, lng: 120.15, radiusMetres: 500 })).toHaveLength(2);
    expect(await titles({ lat: 30.35, lng: 120.15, radiusMetres: 500 })).toEqual([]);
    // Across both, so that it is in the square around that place and not in the circle.
    const across = { lat: 30.246, lng: 120.1454 };
    expect(await titles({ ...across, radiusMetres: 500 })).toEqual([]);
    expect(await titles({ ...across, radiusMetres: 700 })).toHaveLength(2);
    for (const [half, path] of [
      [{ radiusMetres: 500 }, '/radiusMetres'],
      [{ lat: 30.25 }, '/lng'],
      [{ lng: 120.15 }, '/lat'],
    ] as const) {
      const refused = await anybody().call('listClasses', { query: half });
      const { problem } = refused;
      expect([...faultOf(refused), problem.errors?.[0]?.path]).toEqual([400, 'input_invalid', path]);
    }
  });

  it('comes in pages that miss none and repeat none, by date and by fit', async () => {
    const { desk, districtCode } = await districtClass(test, { ageFromMonths: 12, ageToMonths: 18 });
    for (let day = 1; day < 6; day += 1)
      await publish(desk, {
        title: `第 ${day} 天`,
        ageToMonths: 18 + (day % 3),
        sessions: [{ date: `2026-12-0${day}`, from: '10:00', to: '11:00' }],
      });
    for (const order of ['date', 'fit'] as const) {
      const seen: { id: string; key: string }[] = [];
      let cursor: string | undefined;
      do {
        const query = { districtCode, order, limit: 2, ...(cursor ? { cursor } : {}) };
        const { body } = await anybody().call('listClasses', { query });
        seen.push(
          ...body.items.map((one) => ({
            id: one.id,
            key:
              order === 'fit'
                ? `${one.ageToMonths - one.ageFromMonths} ${one.session?.startsAt}`
                : `${one.session?.startsAt}`,
          })),
        );
        cursor = body.nextCursor ?? undefined;
      } while (cursor);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(6);
      expect(seen).toHaveLength(6);
      const keys = seen.map(({ key }) => key);
      expect(keys).toEqual([...keys].sort());
    }
    expect(faultOf(await anybody().call('listClasses', { query: { cursor: 'abc' } }))).toEqual([
      400,
      'input_invalid',
    ]);
  });

  it('counts the seats left, and leaves out full ones where only free seats are asked', async () => {
    const { desk, districtCode, given } = await districtClass(test, { seats: 1 });
    expect((await listed({ districtCode }))[0]?.seats).toMatchObject({ places: 1, left: 1, waiting: 0 });
    await seated(test, given.id, 1);
    expect((await listed({ districtCode }))[0]?.seats).toMatchObject({ left: 0, asOf: expect.any(String) });
    expect(await listed({ districtCode, hasSeats: true })).toEqual([]);
    const [free, unlimited] = [await publish(desk), await publish(desk, liveClass)];
    expect((await listed({ districtCode, hasSeats: true })).map(({ id }) => id).sort()).toEqual(
      [free.id, unlimited.id].sort(),
    );
  });

  it('shows a class no more when it was cancelled or is over, and a recorded one only with its recording', async () => {
    const { desk, districtCode, given } = await districtClass(test);
    const recorded = await publish(desk, recordedClass);
    const other = await publish(desk, { sessions: [{ date: '2026-12-05', from: '10:00', to: '11:00' }] });
    await desk.call('deskCancelClass', { params: { classId: given.id }, body: { reason: '停电' } });
    expect((await listed({ districtCode })).map(({ id }) => id)).toEqual([other.id]);
    const page = await anybody().call('getClass', { params: { classId: recorded.id } });
    expect(faultOf(page)).toEqual([404, 'not_found']);
    const cancelled = await anybody().call('getClass', { params: { classId: given.id } });
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      change: { kind: 'cancelled', reason: '停电' },
    });
  });

  it('says what fits a child on the day of the class and was not signed up for', async () => {
    const { desk, districtCode, given } = await districtClass(test);
    const later = await publish(desk, {
      title: '两岁以后',
      ...{ ageFromMonths: 20, ageToMonths: 30 },
      sessions: [{ date: '2026-12-15', from: '10:00', to: '11:00' }],
    });
    // Born on 8 April 2025: 19 months on 28 November, 20 on 15 December.
    const family = await parentWithChild(test.app);
    const fitting = async () => {
      const query = { districtCode };
      const params = { childId: family.child.id };
      return (await family.parent.call('listClassesForChild', { params, query })).body.items.map(
        ({ id }) => id,
      );
    };
    expect(await fitting()).toEqual([given.id, later.id]);
    const { id } = (await signUp(family, given.id)).body;
    expect(await fitting()).toEqual([later.id]);
    // Neither what was given back keeps it away, nor what a brother or sister is signed up for.
    await family.parent.call('cancelSignUp', asked(id));
    expect(await fitting()).toEqual([given.id, later.id]);
    await signUp({ ...family, child: await family.parent.addChild('2025-04-08', '小圆') }, given.id);
    expect(await fitting()).toEqual([given.id, later.id]);
  });

  it('proposes no replay to who learned the class itself, and nothing that takes nobody any more', async () => {
    const { desk, districtCode, given } = await districtClass(test);
    const replay = await publish(desk, liveClass);
    const early = await publish(desk, { signUpClosesHours: 100 });
    const [learner, other] = [await parentWithChild(test.app), await parentWithChild(test.app)];
    const { id } = (await signUp(learner, given.id)).body;
    const rows = (name: string) => test.app.store.collection<{ _id: string }>(name);
    await rows('classSignUps').updateOne({ _id: id }, { $set: { state: 'attended' } });
    const fitting = async ({ parent, child }: typeof other) => {
      const params = { childId: child.id };
      const { body } = await parent.call('listClassesForChild', { params, query: { districtCode } });
      return body.items.map((item) => item.id);
    };
    const open = async () => [await fitting(learner), (await fitting(other)).sort()];
    expect(await open()).toEqual([[replay.id], [given.id, replay.id].sort()]);
    expect(await fitting(other)).not.toContain(early.id);
    await rows('classes').updateOne({ _id: replay.id }, { $set: { replayOf: given.id } });
    expect(await open()).toEqual([[], [given.id, replay.id].sort()]);
  });
});

describe('a recorded class', () => {
  it('is proposed for a child of its ages today, and open to every other', async () => {
    const { desk, districtCode } = await districtClass(test, { ageFromMonths: 30, ageToMonths: 36 });
    const recordings = [];
    for (const [from, to] of [
      [12, 24],
      [30, 36],
    ] as const) {
      const { id } = await publish(desk, { ...recordedClass, ageFromMonths: from, ageToMonths: to });
      await test.app.store
        .collection('classes')
        .updateOne(
          { _id: id as never },
          { $set: { recording: { mediaId: 'md_1', seconds: 60 }, isListed: true } },
        );
      recordings.push(id);
    }
    // Born on 8 April 2025: 19 months in November 2026.
    const family = await parentWithChild(test.app);
    const query = { districtCode, order: 'fit' };
    const params = { childId: family.child.id };
    const { body } = await family.parent.call('listClassesForChild', { params, query });
    expect(body.items.map(({ id }) => id)).toEqual([recordings[0]]);
    expect((await signUp(family, recordings[1] ?? '')).status).toBe(201);
  });
});

describe('a centre that is suspended', () => {
  const suspend = (centreId: string, status = 'suspended') =>
    test.app.store
      .collection('centres')
      .updateOne({ _id: centreId as never }, { $set: { 'filing.status': status } });

  it('has its classes in no list as long as that lasts; those of others stay', async () => {
    const { centreId, given } = await centreClass(test, { title: '停业也讲' });
    const { given: other } = await districtClass(test, { title: '别处的课' });
    const ids = async () => (await listed({ limit: 50 })).map(({ id }) => id);
    const family = await parentWithChild(test.app);
    const params = { childId: family.child.id };
    const fitting = async () =>
      (await family.parent.call('listClassesForChild', { params, query: { limit: 50 } })).body.items.map(
        ({ id }) => id,
      );
    expect(await ids()).toEqual(expect.arrayContaining([given.id, other.id]));
    await suspend(centreId);
    for (const shown of [await ids(), await fitting()]) {
      expect(shown).toContain(other.id);
      expect(shown).not.toContain(given.id);
    }
    await suspend(centreId, 'filed');
    expect(await ids()).toContain(given.id);
    expect(await fitting()).toContain(given.id);
  });

  it('gives nobody a seat, neither a new one nor one that was offered; who has one may give it back', async () => {
    const { centreId, given } = await centreClass(test, { seats: 1 });
    const [holder] = await seated(test, given.id, 1);
    const waiting = await parentWithChild(test.app);
    const { body: line } = await signUp(waiting, given.id, { waitIfFull: true });
    await suspend(centreId);
    const late = await parentWithChild(test.app);
    expect(faultOf(await signUp(late, given.id, { waitIfFull: true }))).toEqual([409, 'centre_suspended']);
    expect((await holder?.parent.call('cancelSignUp', asked(holder.signUpId)))?.body.status).toBe(
      'cancelled',
    );
    expect(faultOf(await waiting.parent.call('acceptSeat', asked(line.id)))).toEqual([
      409,
      'centre_suspended',
    ]);
    await suspend(centreId, 'filed');
    expect((await waiting.parent.call('acceptSeat', asked(line.id))).body.status).toBe('confirmed');
  });
});

describe('a page of a class', () => {
  it('tells times, place, ages, terms and seats, with a tag that holds while nothing changes', async () => {
    const { centreId, given } = await centreClass(test, { priceFen: 990 });
    test.clock.advance({ minutes: 1 });
    const first = await anybody().call('getClass', { params: { classId: given.id } });
    expect(first.body).toMatchObject({
      title: given.title,
      organiser: { kind: 'centre', centreId },
      sessions: [
        { date: '2026-11-28', weekday: 6, from: '10:00', to: '11:30', startsAt: '2026-11-28T02:00:00.000Z' },
      ],
      venue: { name: '桥西儿童之家', point: { lat: 30.25, lng: 120.15, datum: 'wgs84' } },
      ...{ priceFen: 990, currency: 'CNY', cancelHours: 2, mostPerFamily: 2, rating: null, change: null },
      signUp: { state: 'open', closesOn: '2026-11-28', closesTime: '10:00' },
      seats: { places: 3, left: 3 },
    });
    test.clock.advance({ minutes: 1 });
    const again = await anybody().call('getClass', { params: { classId: given.id } });
    expect(again.headers['etag']).toBe(first.headers['etag']);
    await seated(test, given.id, 1);
    const changed = await anybody().call('getClass', { params: { classId: given.id } });
    expect(changed.headers['etag']).not.toBe(first.headers['etag']);
  });
});
