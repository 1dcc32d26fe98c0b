import { beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { enrolmentStack } from '../support/enrolment-stack.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const care = { kind: 'care', mode: 'fullDay', isVoluntary: false } as const;
const priceList = [
  { ...care, id: 'day', label: '全日托', unit: 'day' as const, amountFen: 9900 },
  { ...care, id: 'month', label: '全日托', unit: 'month' as const, amountFen: 160_000 },
];
/** Thursdays: few writes, and a day of its own for every case. */
const [thursday, nextThursday] = ['2026-11-26', '2026-12-03'] as const;

const test = ownTestApp();
beforeEach(() => test.clock.set(now));

const asked = { mode: 'fullDay', startMonth: '2026-11', weekdays: [4] };

/** A centre with one place, somebody at its desk, and a family that applied for Thursdays. */
async function application(given: object = {}) {
  const group = makeGroup({ places: 1 });
  const centre = await addCentre(test.app.store, { groups: [group], priceList });
  const staff = await openDesk(test, centre._id);
  const { parent, child } = await parentWithChild(test.app);
  const apply = (by: Parent, childId: string, more: object = {}, key?: string) =>
    by.call('applyForEnrolment', {
      body: { centreId: centre._id, childId, ...asked, ...given, ...more },
      ...(key ? { key } : {}),
    });
  const applied = await apply(parent, child.id);
  const params = { enrolmentId: applied.body.id };
  const accept = { decision: 'accepted', groupId: group.id, firstDay: thursday };
  const decide = (body: object = accept, of = params) =>
    staff.call('deskDecideEnrolment', { params: of, body });
  const preview = () =>
    staff.call('deskPreviewEnrolment', { params, body: { groupId: group.id, firstDay: thursday } });
  const mine = async () => (await parent.call('getEnrolment', { params })).body;
  const told = async () => (await parent.call('listNotices')).body.items.map(({ title }) => title);
  return { centre, group, staff, parent, child, apply, applied, params, accept, decide, preview, mine, told };
}

/** What is held on that day: in the group's roster, and of the child's day. */
async function heldOn(date: string, groupId: string, childId: string): Promise<[number, number]> {
  const count = async (collection: string, id: string) =>
    ((await test.app.store.collection(collection).findOne({ _id: id as never }))?.claims ?? []).length;
  return [await count('rosters', `${groupId}:${date}`), await count('childDays', `${childId}:${date}`)];
}

const keep = () => enrolmentStack(test).keep();

describe('applying', () => {
  it('is answered with a deadline in working days, once for a key and once for a child', async () => {
    const { parent, child, apply, applied } = await application();
    expect(applied.status).toBe(201);
    expect(applied.body).toMatchObject({ status: 'applied', answerOn: '2026-12-01', workdaysGiven: 5 });
    expect([applied.body.workdaysLeft, applied.body.isOverdue]).toEqual([6, false]);
    expect(faultOf(await apply(parent, child.id))).toEqual([409, 'enrolment_already_open']);

    const other = await parentWithChild(test.app);
    const first = await apply(other.parent, other.child.id, {}, 'apply-key-1');
    const again = await apply(other.parent, other.child.id, {}, 'apply-key-1');
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    const reused = await apply(other.parent, other.child.id, { weekdays: [5] }, 'apply-key-1');
    expect(faultOf(reused)).toEqual([422, 'idempotency_key_reused']);
    expect((await other.parent.call('listMyEnrolments')).body.items).toHaveLength(1);
  });

  it('asks for a consent only where something about health is said, and seals it', async () => {
    const { parent, params, mine } = await application();
    const noted = { items: [{ kind: 'checkup', isDone: true, validUntil: '2027-02-20' }] };
    const note = () => parent.call('noteEntryHealthCheck', { params, body: noted });
    expect(faultOf(await note())).toEqual([409, 'consent_required']);
    await parent.agreeTo('enrolment');
    expect((await note()).body.health.items[0]).toMatchObject({ isDone: true, validUntil: '2027-02-20' });
    const stored = await test.app.store.collection('enrolments').findOne({ familyId: parent.familyId });
    expect(JSON.stringify(stored)).not.toContain('2027-02-20');
    await parent.call('withdrawConsent', { body: { purpose: 'enrolment' } });
    expect((await mine()).health.items.map(({ isDone }) => isDone)).toEqual([false, false, false, false]);
    expect((await mine()).status).toBe('applied');
  });

  it('past its deadline says so, is told once, and can still be answered', async () => {
    const { centre, mine, told, params } = await application();
    test.clock.set('2026-12-01T16:00:01Z');
    await keep();
    await keep();
    expect(await mine()).toMatchObject({ status: 'applied', isOverdue: true, workdaysLeft: 0 });
    expect(await told()).toEqual(['入托申请超过答复期限']);
    const late = await openDesk(test, centre._id);
    const body = { decision: 'declined', reason: '这个班满了' };
    expect((await late.call('deskDecideEnrolment', { params, body })).status).toBe(200);
  });
});

describe('the centre’s answer', () => {
  it('holds a place on every day from the first one on, for the child and in the group', async () => {
    const { centre, group, child, decide, mine, told, parent } = await application();
    const decided = await decide();
    expect([decided.status, decided.body.status, decided.body.shortDates]).toEqual([200, 'accepted', []]);
    expect(await mine()).toMatchObject({
      placement: { firstDay: thursday, weekdays: [4], lines: [{ unit: 'month', amountFen: 160_000 }] },
    });
    expect(await told()).toEqual(['入托申请有答复了']);
    for (const date of [thursday, nextThursday, '2027-03-18'])
      expect(await heldOn(date, group.id, child.id)).toEqual([1, 1]);
    // The last place is gone for bookings, and the child can't be booked beside it.
    const other = await parentWithChild(test.app);
    expect(faultOf(await other.parent.book(centre._id, other.child.id, nextThursday))).toEqual([
      409,
      'no_place_left',
    ]);
    const elsewhere = await addCentre(test.app.store);
    const booked = await parent.book(elsewhere._id, child.id, nextThursday);
    expect(faultOf(booked)).toEqual([409, 'child_already_booked']);
  });

  it('given again is the same answer; another one is refused', async () => {
    const { decide, accept } = await application();
    const first = await decide();
    expect((await decide()).body).toEqual(first.body);
    expect(faultOf(await decide({ ...accept, firstDay: nextThursday }))).toEqual([409, 'already_decided']);
    expect(faultOf(await decide({ ...accept, weekdays: [1] }))).toEqual([409, 'already_decided']);
    expect(faultOf(await decide({ decision: 'declined', reason: '满了' }))).toEqual([409, 'already_decided']);
  });

  it('tells the desk on which days places are short, holds nothing then, and can do without them', async () => {
    const { centre, group, child, accept, decide, preview } = await application();
    const other = await parentWithChild(test.app);
    await other.parent.book(centre._id, other.child.id, nextThursday);
    expect((await preview()).body).toMatchObject({ shortDates: [nextThursday], busyDates: [] });
    const refused = await decide();
    expect(faultOf(refused)).toEqual([409, 'places_short']);
    expect(refused.problem.detail).toContain('12月3日');
    expect(await heldOn(thursday, group.id, child.id)).toEqual([0, 0]);

    const decided = await decide({ ...accept, withoutDates: [nextThursday] });
    expect([decided.status, decided.body.placement?.withoutDates]).toEqual([200, [nextThursday]]);
    expect(await heldOn(thursday, group.id, child.id)).toEqual([1, 1]);
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([1, 0]);
  });

  it('needs a reason to decline, which only the family and the centre can read', async () => {
    const { decide, mine, parent } = await application();
    expect(faultOf(await decide({ decision: 'declined' }))).toEqual([400, 'reason_required']);
    await decide({ decision: 'declined', reason: '这学期没有托位了' });
    expect(await mine()).toMatchObject({
      status: 'declined',
      answer: '这学期没有托位了',
      canWithdraw: false,
    });
    const stored = await test.app.store.collection('enrolments').findOne({ familyId: parent.familyId });
    expect(JSON.stringify(stored)).not.toContain('没有托位');
  });

  it('goes by the child’s age on the first day', async () => {
    const { group, staff, apply } = await application();
    const young = await parentWithChild(test.app, '2025-12-20');
    const { body } = await apply(young.parent, young.child.id, { startMonth: '2026-12' });
    const ask = (firstDay: string) =>
      staff.call('deskPreviewEnrolment', {
        ...{ params: { enrolmentId: body.id }, body: { groupId: group.id, firstDay } },
      });
    const refused = await ask('2026-12-17');
    expect([faultOf(refused), refused.problem.facts?.date]).toEqual([[409, 'child_too_young'], '2026-12-20']);
    expect((await ask('2026-12-24')).status).toBe(200);
  });

  it('is on record for the family, and the list of the desk names nobody', async () => {
    const { staff, parent, params } = await application();
    const list = await staff.call('deskListEnrolments');
    expect(list.body.items).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain('小满');
    expect((await parent.call('listAccesses')).body.items).toEqual([]);
    expect((await staff.call('deskGetEnrolment', { params })).body.childNickname).toBe('小满');
    expect((await parent.call('listAccesses')).body.items.map(({ what }) => what)).toEqual(['enrolment']);
  });
});

describe('an enrolled child', () => {
  it('is on the roster of its days by name, and expected at the gate', async () => {
    const { group, staff, decide, child, parent } = await application();
    await decide();
    const roster = await staff.call('deskListRoster', {
      ...{ params: { groupId: group.id }, query: { date: thursday } },
    });
    expect(roster.body.enrolled).toMatchObject([{ childId: child.id, from: '07:30', to: '18:00' }]);
    expect([roster.body.children, roster.body.freePlaces]).toEqual([[], 0]);
    await parent.agreeTo('pickups');
    const pickup = await parent.call('addPickup', {
      body: { name: '外婆', relation: 'grandparent', phone: '13900001111' },
    });
    test.clock.set('2026-11-26T01:00:00Z');
    const code = await parent.call('createPickupCode', {
      params: { pickupId: pickup.body.id },
      body: { childId: child.id, on: thursday },
    });
    const redesk = await openDesk(
      test,
      (await parent.call('listMyEnrolments')).body.items[0]?.centre.id ?? '',
    );
    const used = await redesk.call('deskRedeemPickupCode', { body: { text: code.body.qrText } });
    expect([used.status, used.body.nickname]).toEqual([200, '小满']);
  });

  it('holds nothing on a day that is closed, and again when it is reopened', async () => {
    const { centre, group, staff, child, decide, told, parent } = await application();
    await decide();
    await staff.call('deskCloseDays', { body: { dates: [nextThursday], reason: '消毒' } });
    await keep();
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([0, 0]);
    expect(await told()).toContain('机构有一天不开门');
    // The family may find care elsewhere that day.
    const elsewhere = await addCentre(test.app.store);
    const booked = await parent.book(elsewhere._id, child.id, nextThursday);
    expect(booked.status).toBe(201);
    await parent.call('cancelBooking', { params: { bookingId: booked.body.id }, body: {} });
    await staff.call('deskReopenDay', { params: { date: nextThursday } });
    await keep();
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([1, 1]);
    expect(centre._id).toBeTruthy();
  });

  it('holds nothing while its centre is suspended, and again afterwards', async () => {
    const { centre, group, child, decide } = await application();
    await decide();
    const fileAs = (status: string) =>
      test.app.store
        .collection('centres')
        .updateOne(
          { _id: centre._id as never },
          { $set: { 'filing.status': status }, $inc: { epoch: 1, rev: 1 } },
        );
    await fileAs('suspended');
    await keep();
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([0, 0]);
    await fileAs('filed');
    await keep();
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([1, 1]);
  });

  it('gets the next day as time goes on, before bookings can', async () => {
    const { group, child, decide } = await application();
    await decide();
    // The horizon reaches 25 March 2027, a Thursday, on 25 November.
    expect(await heldOn('2027-03-25', group.id, child.id)).toEqual([0, 0]);
    test.clock.set('2026-11-25T01:12:00Z');
    await keep();
    expect(await heldOn('2027-03-25', group.id, child.id)).toEqual([1, 1]);
  });

  it('that the register counts takes none of the places for bookings', async () => {
    const { centre, group, child, decide } = await application();
    await decide();
    expect((await decide({ decision: 'counted' })).body.isCounted).toBe(true);
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([0, 1]);
    const other = await parentWithChild(test.app);
    expect((await other.parent.book(centre._id, other.child.id, nextThursday)).status).toBe(201);
  });

  it('leaves with a last day, after which its places are free', async () => {
    const { group, child, decide, parent, params } = await application();
    await decide();
    test.clock.set('2026-11-27T01:12:00Z');
    const leave = (lastDay?: string) =>
      parent.call('withdrawEnrolment', { params, body: lastDay ? { lastDay } : {} });
    expect(faultOf(await leave())).toEqual([400, 'input_invalid']);
    expect(faultOf(await leave('2026-11-26'))).toEqual([409, 'date_in_past']);
    const left = await leave('2026-12-04');
    expect([left.status, left.body.status, left.body.lastDay]).toEqual([200, 'leaving', '2026-12-04']);
    expect((await leave('2026-12-04')).body.status).toBe('leaving');
    expect(faultOf(await leave('2026-12-11'))).toEqual([400, 'input_invalid']);
    expect(await heldOn(nextThursday, group.id, child.id)).toEqual([1, 1]);
    expect(await heldOn('2026-12-10', group.id, child.id)).toEqual([0, 0]);
  });

  it('can be ended by its centre with a reason, and the family is told', async () => {
    const { decide, mine, told } = await application();
    await decide();
    expect(faultOf(await decide({ decision: 'ended', lastDay: nextThursday }))).toEqual([
      400,
      'reason_required',
    ]);
    await decide({ decision: 'ended', lastDay: nextThursday, reason: '连续三个月没有来' });
    expect(await mine()).toMatchObject({ endedBy: 'centre', endReason: '连续三个月没有来' });
    expect(await told()).toContain('机构定了最后一天');
  });
});

describe('a family that goes', () => {
  it('withdraws before care begins, and everything is free at once', async () => {
    const { group, child, decide, parent, params } = await application();
    await decide();
    const withdrawn = await parent.call('withdrawEnrolment', { params, body: {} });
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', endedBy: 'parent' });
    expect(await heldOn(thursday, group.id, child.id)).toEqual([0, 0]);
  });

  it('leaves nothing of what it noted about the child, nor can it note more', async () => {
    const { parent, params } = await application();
    await parent.agreeTo('enrolment');
    const items = [{ kind: 'checkup', isDone: true, validUntil: '2027-02-20' }];
    const note = () => parent.call('noteEntryHealthCheck', { params, body: { items } });
    const sealed = async () =>
      (await test.app.store.collection('enrolments').findOne({ familyId: parent.familyId }))?.['sealed'];
    await note();
    expect(await sealed()).toEqual(expect.any(String));
    await parent.call('withdrawEnrolment', { params, body: {} });
    expect(await sealed()).toBeNull();
    await note();
    expect(await sealed()).toBeNull();
  });

  it('by removing the child gives its places back', async () => {
    const { group, child, decide, parent } = await application();
    await decide();
    await parent.call('removeChild', { params: { childId: child.id } });
    expect(await heldOn(thursday, group.id, child.id)).toEqual([0, 0]);
  });

  it('takes its enrolments away in the export, and leaves nothing when it is deleted', async () => {
    const { group, decide, parent } = await application();
    await decide();
    const { enrolments } = (await parent.call('exportMyData')).body;
    expect(enrolments).toMatchObject([{ status: 'accepted', placement: { firstDay: thursday } }]);
    await parent.call('deleteMyAccount', { body: { scope: 'family' } });
    test.clock.advance({ minutes: 3 });
    await deletionStack(test)
      .process((write) => write())
      .run();
    const store = test.app.store;
    expect(await store.collection('enrolments').findOne({ familyId: parent.familyId })).toBeNull();
    const rosters = await store
      .collection('rosters')
      .find({ _id: { $regex: `^${group.id}` } as never })
      .toArray();
    expect(rosters.flatMap(({ claims }) => claims)).toEqual([]);
  });
});
