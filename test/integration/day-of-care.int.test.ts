import { afterEach, describe, expect, it } from 'vitest';
import { looksOf, openDesk, toldTo } from '../support/at-desk.js';
import { bookingStack, expectClaimsToMatch } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026; the full day begins at 7:30 in Shanghai.
const today = '2026-11-24';
const [atSeven, atNine, atEvening, nextDay] = [
  '2026-11-23T23:00:00Z',
  '2026-11-24T01:12:00Z',
  '2026-11-24T10:30:00Z',
  '2026-11-24T16:30:00Z',
] as const;

const test = ownTestApp();
afterEach(() => test.clock.set(atNine));

/** Runs of the jobs in a second process; its notices are its own, so what the family is told is told by reconcile. */
const jobs = () => bookingStack(test.app.store, test.clock, new Map()).process((write) => write());
const held = { isHeld: () => true };
const settle = () => jobs().settleDays.run(held);

/** The families that are booked anywhere: so many, at a centre with as many places, for the whole of today. */
async function bookedToday(families: number, now: string = atNine) {
  for (const name of ['careRequests', 'rosters', 'childDays'])
    await test.app.store.collection(name).deleteMany({});
  const centre = await addCentre(test.app.store, { groups: [makeGroup({ places: families })] });
  test.clock.set(atSeven);
  const booked = [];
  for (let count = 0; count < families; count += 1) {
    const { parent, child } = await parentWithChild(test.app);
    const { body } = await parent.book(centre._id, child.id, today);
    booked.push({ parent, child, id: body.id, booking: body });
  }
  test.clock.set(now);
  const staff = await openDesk(test, centre._id);
  test.clock.set(now);
  return { centre, staff, booked };
}

const statusOf = async (parent: Parent, bookingId: string) =>
  (await parent.call('getBooking', { params: { bookingId } })).body.status;
const miss = (staff: Parent, bookingId: string) => staff.call('deskMarkNoShow', { body: { bookingId } });
const checkIn = (staff: Parent, bookingId: string) => staff.call('deskCheckIn', { body: { bookingId } });

describe('a child that does not come', () => {
  it('is put down at the desk, leaves its place to another, and its family hears and reads of it', async () => {
    const { centre, staff, booked } = await bookedToday(1);
    const [{ parent, child, id }] = booked as [(typeof booked)[0]];
    const marked = await miss(staff, id);
    expect([marked.status, marked.body.status]).toEqual([200, 'noShow']);
    expect((await miss(staff, id)).body).toEqual(marked.body);
    expect(await statusOf(parent, id)).toBe('noShow');
    const [notice] = await toldTo(parent);
    expect(notice).toMatchObject({ kind: 'markedNoShow', target: { kind: 'booking', id } });
    expect(notice?.text).toContain(child.nickname);
    expect((await looksOf(parent)).map(({ what }) => what)).toContain('noShow');
    const roster = await test.app.store.collection('rosters').findOne({ scope: centre._id });
    expect(roster?.claims).toEqual([]);
  });

  it('is not put down before half an hour of its time is over', async () => {
    const { staff, booked } = await bookedToday(1, '2026-11-23T23:59:00Z');
    const early = await miss(staff, booked[0]?.id ?? '');
    expect([...faultOf(early), early.problem.detail]).toEqual([
      409,
      'no_show_too_early',
      '08:00 以后还没来，才能记没来。',
    ]);
    test.clock.set('2026-11-24T00:00:00Z');
    expect((await miss(staff, booked[0]?.id ?? '')).status).toBe(200);
  });

  it('comes after all, and has its place again for what is left of the day', async () => {
    const { centre, staff, booked } = await bookedToday(1);
    const [{ parent, id, booking }] = booked as [(typeof booked)[0]];
    await miss(staff, id);
    const gateText = `${booking.number} ${booking.entryCode}`;
    const came = await staff.call('deskCheckIn', { body: { gateText } });
    expect([came.status, came.body.status]).toEqual([200, 'checkedIn']);
    const roster = await test.app.store.collection('rosters').findOne({ scope: centre._id });
    // From the half hour of 9:00 to 18:00.
    expect(roster?.claims[0]?.slots).toEqual(Array.from({ length: 18 }, (_, index) => 18 + index));
    const seen = (await parent.call('getBooking', { params: { bookingId: id } })).body;
    expect(seen).toMatchObject({ status: 'checkedIn', quote: booking.quote });
    await expectClaimsToMatch(test.app.store);
    expect((await staff.call('deskCheckOut', { body: { bookingId: id } })).body.status).toBe('completed');
    await expectClaimsToMatch(test.app.store);
  });

  it('is told why when its place is taken by then, and nothing is held for it', async () => {
    const { centre, staff, booked } = await bookedToday(1);
    const id = booked[0]?.id ?? '';
    await miss(staff, id);
    const own = await test.app.store.collection('rosters').findOne({ scope: centre._id });
    await test.app.store
      .collection('rosters')
      .updateOne({ _id: own?._id as never }, { $set: { own: { places: 0, usual: 1 } }, $inc: { rev: 1 } });
    expect(faultOf(await checkIn(staff, id))).toEqual([409, 'no_place_left']);
    expect(await statusOf(booked[0]?.parent as Parent, id)).toBe('noShow');
    await expectClaimsToMatch(test.app.store);
  });
});

describe('a day that nobody ended', () => {
  it('was missed by who did not come, once its hours are over, where the centre checks in', async () => {
    const { staff, booked } = await bookedToday(2);
    const [came, missing] = booked as [(typeof booked)[0], (typeof booked)[0]];
    await checkIn(staff, came.id);
    await settle();
    expect(await statusOf(missing.parent, missing.id)).toBe('confirmed');
    test.clock.set(atEvening);
    expect([await settle(), await settle()]).toEqual([1, 0]);
    expect(await statusOf(missing.parent, missing.id)).toBe('noShow');
    expect(await statusOf(came.parent, came.id)).toBe('checkedIn');
    test.clock.set(nextDay);
    expect(await settle()).toBe(1);
    expect(await statusOf(came.parent, came.id)).toBe('completed');
    await expectClaimsToMatch(test.app.store);
  });

  it('is spent, and missed by nobody, where the centre checked in nobody', async () => {
    const { booked } = await bookedToday(2);
    test.clock.set(atEvening);
    expect(await settle()).toBe(0);
    test.clock.set(nextDay);
    expect(await settle()).toBe(2);
    for (const { parent, id } of booked) {
      const seen = (await parent.call('getBooking', { params: { bookingId: id } })).body;
      expect(seen).toMatchObject({ status: 'completed', checkedInAt: null, checkedOutAt: null });
      expect(await toldTo(parent)).toEqual([]);
    }
    await expectClaimsToMatch(test.app.store);
  });
});

describe('a centre that ends one booking', () => {
  it('gives its reason, frees the place, and the family sees who else could take the child', async () => {
    const { staff, booked } = await bookedToday(1);
    const [{ parent, child, id }] = booked as [(typeof booked)[0]];
    const other = await addCentre(test.app.store, {
      name: '隔壁托育中心',
      point: { type: 'Point', coordinates: [120, 30.01] },
    });
    const later = (await parent.book(other._id, child.id, '2026-11-26')).body;
    const end = (reason: string, bookingId = id) =>
      staff.call('deskCancelBooking', { params: { bookingId }, body: { reason } });
    expect((await end(' 老师请假 ')).body).toMatchObject({ bookingId: id, status: 'cancelled' });
    expect((await end('另一个原因')).status).toBe(200);
    expect(faultOf(await end('不是这家的', later.id))).toEqual([404, 'not_found']);
    const seen = (await parent.call('getBooking', { params: { bookingId: id } })).body;
    expect(seen).toMatchObject({ cancelledBy: 'centre', cancelReason: '老师请假', absence: null });
    const told = await toldTo(parent);
    expect(told.map(({ kind }) => kind)).toEqual(['bookingCancelledByCentre']);
    expect(told[0]?.text).toContain('原因：老师请假');
    // About one child: sealed, as all that says something of it.
    const stored = await test.app.store
      .collection('careRequests')
      .find({ familyId: parent.familyId })
      .toArray();
    expect(JSON.stringify(stored)).not.toContain('老师请假');
    expect((await looksOf(parent)).map(({ what }) => what)).toContain('cancelled');
    await expectClaimsToMatch(test.app.store);
  });

  it('can’t end what has begun, nor what was over before today', async () => {
    const { staff, booked } = await bookedToday(2);
    const [came, other] = booked as [(typeof booked)[0], (typeof booked)[0]];
    await checkIn(staff, came.id);
    const end = (bookingId: string) =>
      staff.call('deskCancelBooking', { params: { bookingId }, body: { reason: '停电' } });
    expect(faultOf(await end(came.id))).toEqual([409, 'cancel_too_late']);
    expect(
      faultOf(
        await staff.call('deskCancelBooking', { params: { bookingId: other.id }, body: { reason: ' ' } }),
      ),
    ).toEqual([400, 'input_invalid']);
  });
});
