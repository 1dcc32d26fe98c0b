import { describe, expect, it } from 'vitest';
import { looksOf, toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { atTheDoor, centreClass, districtClass, publish, seated, signUp } from '../support/class-acts.js';
import { liveClass, newClass, recordedClass, updatedClass } from '../support/class-stack.js';
import { deskHolder, officerAbove, officerOf } from '../support/desk-holder.js';
import { addDistrict } from '../support/factories.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
const of = (classId: string) => ({ params: { classId } });
const tuesday = '2026-11-24T01:12:00Z';

describe('publishing a class', () => {
  it('makes it the centre’s or the district’s own, in all ways, once for its key', async () => {
    const { desk, centreId, given } = await centreClass(test);
    expect(given.organiser).toMatchObject({ kind: 'centre', centreId });
    const { desk: officer, districtCode, given: ofDistrict } = await districtClass(test);
    expect(ofDistrict.organiser).toMatchObject({ kind: 'district', centreId: null, districtCode });
    const live = await publish(officer, liveClass);
    expect(live).toMatchObject({ way: 'live', seats: null, venue: null, checkIn: null });
    expect(await publish(officer, { ...liveClass, seats: 50 })).toMatchObject({ seats: { places: 50 } });
    expect(await publish(officer, recordedClass)).toMatchObject({ way: 'recorded', session: null });

    const publishing = (title: string) =>
      desk.call('deskPublishClass', { body: newClass({ title }), key: 'publishing-once' });
    const first = await publishing('一次');
    expect((await publishing('一次')).body.id).toBe(first.body.id);
    expect(faultOf(await publishing('两次'))).toEqual([422, 'idempotency_key_reused']);
  });

  it.each([
    [
      'an end before its beginning',
      { sessions: [{ date: '2026-11-28', from: '11:00', to: '10:00' }] },
      '/sessions/0/to',
    ],
    ['no time', { sessions: undefined }, '/sessions'],
    ['no place', { venue: undefined }, '/venue'],
    ['no seats', { seats: undefined }, '/seats'],
    ['ages the wrong way round', { ageFromMonths: 30 }, '/ageToMonths'],
    [
      'a day in years',
      { sessions: [{ date: '2030-11-28', from: '10:00', to: '11:00' }] },
      '/sessions/0/date',
    ],
    [
      'times that overlap',
      {
        sessions: [
          { date: '2026-11-28', from: '10:00', to: '11:00' },
          { date: '2026-11-28', from: '10:30', to: '11:30' },
        ],
      },
      '/sessions',
    ],
    ['a time that is over', { sessions: [{ date: '2026-01-05', from: '10:00', to: '11:00' }] }, '/sessions'],
    [
      'a day that is none',
      { sessions: [{ date: '2026-02-30', from: '10:00', to: '11:00' }] },
      '/sessions/0/date',
    ],
  ])('refuses %s', async (_, fault, path) => {
    const { desk } = await districtClass(test);
    const body = JSON.parse(JSON.stringify(newClass(fault as object)));
    const refused = await desk.call('deskPublishClass', { body });
    expect([...faultOf(refused), refused.problem.errors?.[0]?.path]).toEqual([400, 'input_invalid', path]);
  });

  it('is a demo where the district is one, for its own classes as for those of its centres', async () => {
    const { desk, districtCode, given } = await districtClass(test);
    await test.app.store
      .collection('districts')
      .updateOne({ code: districtCode }, { $set: { isDemo: true } });
    const demo = await publish(desk, { title: '演示的课' });
    const shown = async (id: string) => (await new Parent(test.app).call('getClass', of(id))).body.isDemo;
    expect([await shown(given.id), await shown(demo.id)]).toEqual([false, true]);
  });

  it('is not for a centre that is suspended, nor for a level above districts', async () => {
    const { desk, centreId } = await centreClass(test);
    await test.app.store
      .collection('centres')
      .updateOne({ _id: centreId as never }, { $set: { 'filing.status': 'suspended' } });
    expect(faultOf(await desk.call('deskPublishClass', { body: newClass() }))).toEqual([
      409,
      'centre_suspended',
    ]);
    const { holder } = await deskHolder(test, officerAbove('t', 1));
    expect(faultOf(await holder.call('deskPublishClass', { body: newClass() }))).toEqual([404, 'not_found']);
    expect((await holder.call('deskListClasses')).body.items).toEqual([]);
  });
});

describe('another desk’s class', () => {
  it('is not there, for whatever is asked of it', async () => {
    const { given } = await centreClass(test);
    const [family] = await seated(test, given.id, 1);
    const others = [
      (await centreClass(test)).desk,
      (await deskHolder(test, officerOf(await addDistrict(test.app.store, 't-else')))).holder,
    ];
    for (const other of others) {
      const asked = [
        await other.call('deskGetClass', of(given.id)),
        await other.call('deskListAttendees', of(given.id)),
        await other.call('deskExportAttendance', of(given.id)),
        await other.call('deskCancelClass', { ...of(given.id), body: { reason: '停电' } }),
        await other.call('deskUpdateClass', { ...of(given.id), body: { rev: 0, ...updatedClass() } }),
        await other.call('deskMarkAttendance', {
          ...of(given.id),
          body: { signUpId: family?.signUpId, mark: 'attended' },
        }),
      ];
      expect(asked.map(faultOf)).toEqual(asked.map(() => [404, 'not_found']));
      expect((await other.call('deskListClasses')).body.items.map(({ id }) => id)).not.toContain(given.id);
    }
  });
});

describe('attendance of the own child', () => {
  it('is noted by a colleague', async () => {
    test.clock.set(tuesday);
    const { desk, officer, given } = await districtClass(test);
    const own = await signUp({ parent: desk, child: await desk.addChild() }, given.id);
    await atTheDoor(test, officer, desk);
    const body = { signUpId: own.body.id, mark: 'attended' };
    expect(faultOf(await desk.call('deskMarkAttendance', { ...of(given.id), body }))).toEqual([
      403,
      'own_family',
    ]);
    test.clock.set(tuesday);
  });
});

describe('a list at the desk', () => {
  it('shows coming, past and recorded classes with counts, in pages', async () => {
    const { desk, officer, given } = await districtClass(test);
    const recorded = await publish(desk, recordedClass);
    const later = await publish(desk, { sessions: [{ date: '2026-12-05', from: '10:00', to: '11:00' }] });
    await seated(test, given.id, 1);
    const listed = async (query: object = {}) =>
      (await desk.call('deskListClasses', { query: { ...query } })).body;
    const first = await listed({ limit: 1 });
    expect(first.items).toMatchObject([{ id: given.id, confirmed: 1, waiting: 0 }]);
    expect((await listed({ limit: 1, cursor: first.nextCursor })).items).toMatchObject([{ id: later.id }]);
    expect((await listed({ group: 'recorded' })).items).toMatchObject([{ id: recorded.id }]);
    expect((await listed({ group: 'past' })).items).toEqual([]);
    await atTheDoor(test, officer, desk, '2026-11-28T05:00:00Z');
    expect((await listed({ group: 'past' })).items).toMatchObject([{ id: given.id, time: 'over' }]);
    test.clock.set(tuesday);
  });
});

describe('a class that is moved or cancelled', () => {
  /** One with a seat and one who waits. */
  async function both() {
    const { desk, given } = await districtClass(test, { seats: 1 });
    const [holder] = await seated(test, given.id, 1);
    const waiting = await parentWithChild(test.app);
    const { body } = await signUp(waiting, given.id, { waitIfFull: true });
    if (!holder) throw new Error('nobody has a seat');
    return { desk, given, holder, waiting: { ...waiting, signUpId: body.id } };
  }
  const kindsTold = async (parent: Parent) => (await toldTo(parent)).map(({ kind, text }) => [kind, text]);

  it('moved, tells who has a seat and who waits, once, with the new time and the reason', async () => {
    const { desk, given, holder, waiting } = await both();
    const sessions = [{ date: '2026-11-29', from: '09:00', to: '10:00' }];
    const move = (rev: number, reason?: string) =>
      desk.call('deskUpdateClass', {
        ...of(given.id),
        body: { rev, ...updatedClass({ seats: 1, sessions }), ...(reason ? { reason } : {}) },
      });
    test.clock.advance({ minutes: 1 });
    expect(faultOf(await move(given.rev))).toEqual([400, 'reason_required']);
    const moved = await move(given.rev, '老师生病');
    expect(moved.body).toMatchObject({
      session: { date: '2026-11-29' },
      change: { kind: 'moved', reason: '老师生病' },
    });
    // The same words again, with the number of before.
    expect((await move(given.rev, '老师生病')).body.rev).toBe(moved.body.rev);
    const text = expect.stringMatching(/11月29日 周日 9:00.*老师生病/);
    expect(await kindsTold(holder.parent)).toEqual([['classMoved', text]]);
    expect(await kindsTold(waiting.parent)).toEqual([['classMoved', text]]);
    const mine = (await holder.parent.call('getSignUp', { params: { signUpId: holder.signUpId } })).body;
    // Who did not choose the time may give the seat back until it begins.
    expect(mine.cancelUntil).toMatchObject({ date: '2026-11-29', time: '09:00' });
  });

  it('is not overwritten by who read it before another changed it', async () => {
    const { desk, given } = await districtClass(test);
    const write = (title: string) =>
      desk.call('deskUpdateClass', {
        ...of(given.id),
        body: { rev: given.rev, ...updatedClass({ title }) },
      });
    expect((await write('先改的')).status).toBe(200);
    expect(faultOf(await write('后改的'))).toEqual([409, 'class_changed']);
  });

  it('cancelled, tells both, ends both, and takes nobody any more', async () => {
    const { desk, given, holder, waiting } = await both();
    const cancel = () => desk.call('deskCancelClass', { ...of(given.id), body: { reason: '停电' } });
    const cancelled = await cancel();
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      may: [],
      counts: { confirmed: 0, waiting: 0 },
    });
    expect((await cancel()).body.rev).toBe(cancelled.body.rev);
    for (const { parent, signUpId } of [holder, waiting]) {
      expect((await parent.call('getSignUp', { params: { signUpId } })).body).toMatchObject({
        status: 'closed',
        class: { status: 'cancelled', change: { reason: '停电' } },
      });
      expect(await kindsTold(parent)).toEqual([['classCancelled', expect.stringContaining('停电')]]);
    }
    expect(faultOf(await signUp(await parentWithChild(test.app), given.id))).toEqual([
      409,
      'class_cancelled',
    ]);
    expect(
      faultOf(
        await desk.call('deskUpdateClass', {
          ...of(given.id),
          body: { rev: cancelled.body.rev, ...updatedClass({ title: '另一个' }) },
        }),
      ),
    ).toEqual([409, 'class_cancelled']);
  });
});

describe('attendance', () => {
  const mark = (desk: Parent, classId: string, body: object) =>
    desk.call('deskMarkAttendance', { ...of(classId), body });

  it('is not noted before the doors open, and counts in the child’s year once it is', async () => {
    const { desk, officer, given } = await districtClass(test);
    const [family] = await seated(test, given.id, 1);
    if (!family) throw new Error('nobody has a seat');
    const { code, parent, signUpId } = family;
    expect(faultOf(await mark(desk, given.id, { code, mark: 'attended' }))).toEqual([
      409,
      'check_in_not_open',
    ]);
    await atTheDoor(test, officer, desk);
    expect(faultOf(await mark(desk, given.id, { signUpId, mark: 'absent' }))).toEqual([
      409,
      'check_in_not_open',
    ]);
    expect(faultOf(await mark(desk, given.id, { code: wrong(code), mark: 'attended' }))).toEqual([
      404,
      'check_in_code_wrong',
    ]);
    expect(faultOf(await mark(desk, given.id, { mark: 'attended' }))).toEqual([400, 'input_invalid']);
    const first = await mark(desk, given.id, { code, mark: 'attended' });
    expect(first.body).toMatchObject({ status: 'attended', childNickname: '小满', ageMonths: 19 });
    test.clock.advance({ minutes: 5 });
    expect((await mark(desk, given.id, { code, mark: 'attended' })).body).toEqual(first.body);
    const years = await test.app.store
      .collection('guidanceYears')
      .find({ familyId: parent.familyId })
      .toArray();
    expect(years.flatMap((year) => year['contacts'])).toMatchObject([
      { sourceId: given.id, kind: 'activity' },
    ]);
    await parent.signIn();
    expect((await looksOf(parent)).map(({ what }) => what)).toEqual(['classSignUp']);
    test.clock.set(tuesday);
  });

  it('puts down who did not come when it is over, and mends it for who did', async () => {
    const { desk, officer, given } = await districtClass(test);
    const [family] = await seated(test, given.id, 1);
    if (!family) throw new Error('nobody has a seat');
    const { signUpId, code } = family;
    await atTheDoor(test, officer, desk, '2026-11-28T03:30:00Z');
    expect((await mark(desk, given.id, { signUpId, mark: 'absent' })).body.status).toBe('absent');
    expect((await mark(desk, given.id, { code, mark: 'attended' })).body.status).toBe('attended');
    // Who was there stays so.
    expect((await mark(desk, given.id, { signUpId, mark: 'absent' })).body.status).toBe('attended');
    await atTheDoor(test, officer, desk, '2026-11-30T03:30:00Z');
    expect(faultOf(await mark(desk, given.id, { code, mark: 'attended' }))).toEqual([409, 'check_in_over']);
    test.clock.set(tuesday);
  });

  it('lists who comes and who waits, and gives the list as CSV; both are on record', async () => {
    const { desk, given } = await districtClass(test, { seats: 1 });
    const [family] = await seated(test, given.id, 1);
    const waiting = await parentWithChild(test.app);
    const queued = await signUp(waiting, given.id, { waitIfFull: true });
    const attendees = (await desk.call('deskListAttendees', of(given.id))).body.items;
    expect(attendees.map(({ signUpId, status }) => [signUpId, status]).sort()).toEqual(
      [
        [family?.signUpId, 'confirmed'],
        [queued.body.id, 'waiting'],
      ].sort(),
    );
    expect((await looksOf(waiting.parent)).map(({ what }) => what)).toEqual(['classSignUp']);
    const file = (await desk.call('deskExportAttendance', of(given.id))).body;
    expect(file.fileName).toBe('attendance-2026-11-28.csv');
    expect(file.text.split('\r\n')).toHaveLength(3);
    expect(family && (await looksOf(family.parent))[0]?.times).toBe(2);
  });
});

/** Six digits that are not these. */
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
