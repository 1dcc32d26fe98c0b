import { describe, expect, it } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const [today, thursday] = ['2026-11-24', '2026-11-26'] as const;
const care = { kind: 'care', isVoluntary: false } as const;

const test = ownTestApp();

/** A centre with one place, somebody at its desk, and a child that is booked there for this afternoon. */
async function afternoon() {
  const centre = await addCentre(test.app.store, {
    groups: [makeGroup({ places: 1 })],
    careModes: ['halfDay'],
    priceList: [{ ...care, id: '1', mode: 'halfDay', label: '半日托', unit: 'halfDay', amountFen: 5600 }],
  });
  const staff = await openDesk(test, centre._id);
  const { parent, child } = await parentWithChild(test.app);
  const booked = await bookAfternoon(parent, centre._id, child.id);
  return { centre, staff, parent, child, booked: booked.body };
}

async function bookAfternoon(parent: Parent, centreId: string, childId: string, date: string = today) {
  const body = { centreId, childId, mode: 'halfDay', half: 'afternoon', dates: [date] };
  const quote = await parent.call('quoteBooking', { body });
  return parent.call('createBooking', { body: { quoteId: quote.body.id } });
}

const checkIn = (staff: Parent, body: object) => staff.call('deskCheckIn', { body });
const checkOut = (staff: Parent, bookingId: string) => staff.call('deskCheckOut', { body: { bookingId } });

describe('a child that comes', () => {
  it('is checked in by the QR of its card, and its family sees since when', async () => {
    const { staff, parent, child, booked } = await afternoon();
    const gateText = `${booked.number} ${booked.entryCode}`;
    const { status, body } = await checkIn(staff, { gateText });
    expect([status, body.nickname, body.status]).toEqual([200, child.nickname, 'checkedIn']);
    const seen = await parent.call('getBooking', { params: { bookingId: booked.id } });
    expect(seen.body).toMatchObject({ status: 'checkedIn', checkedInAt: test.clock.now().toISOString() });
    expect(seen.body.canCancel).toBe(false);
    const looks = (await parent.call('listAccesses')).body.items.map(({ what }) => what);
    expect(looks).toContain('checkedIn');
  });

  it('is checked in from the list as well, once however often it is asked', async () => {
    const { staff, booked } = await afternoon();
    const first = await checkIn(staff, { bookingId: booked.id });
    test.clock.advance({ minutes: 3 });
    expect((await checkIn(staff, { bookingId: booked.id })).body).toEqual(first.body);
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('is not known by a wrong code, on another day, once cancelled, or at another centre', async () => {
    const { centre, staff, parent, child, booked } = await afternoon();
    const wrong = String((Number(booked.entryCode) + 1) % 10_000).padStart(4, '0');
    const later = await bookAfternoon(parent, centre._id, child.id, thursday);
    const other = await afternoon();
    for (const gateText of [
      `${booked.number} ${wrong}`,
      booked.number,
      `${later.body.number} ${later.body.entryCode}`,
      `${other.booked.number} ${other.booked.entryCode}`,
    ])
      expect(faultOf(await checkIn(staff, { gateText }))).toEqual([409, 'not_booked_today']);
    for (const bookingId of [later.body.id, other.booked.id])
      expect(faultOf(await checkIn(staff, { bookingId }))).toEqual([404, 'not_found']);
    await parent.call('cancelBooking', { params: { bookingId: booked.id }, body: {} });
    expect(faultOf(await checkIn(staff, { bookingId: booked.id }))).toEqual([409, 'not_booked_today']);
    for (const body of [{}, { bookingId: booked.id, gateText: 'both of them' }])
      expect(faultOf(await checkIn(staff, body))).toEqual([400, 'input_invalid']);
  });
});

describe('a family that is deleted while its child is at the centre', () => {
  it('is erased all the same, and its place is free', async () => {
    const { centre, staff, parent, booked } = await afternoon();
    await checkIn(staff, { bookingId: booked.id });
    expect((await parent.call('deleteMyAccount', { body: { scope: 'family' } })).status).toBeLessThan(300);
    const held = () => test.app.store.collection('rosters').findOne({ scope: centre._id });
    const deleted = () => test.app.store.collection('careRequests').findOne({ familyId: parent.familyId });
    test.clock.advance({ minutes: 3 });
    await deletionStack(test)
      .process((write) => write())
      .run();
    test.clock.set('2026-11-24T01:12:00Z');
    expect(await deleted()).toBeNull();
    expect((await held())?.claims).toEqual([]);
  });
});

describe('a child that is collected', () => {
  it('leaves its place to another one for the rest of the day', async () => {
    const { centre, staff, parent, booked } = await afternoon();
    expect(faultOf(await checkOut(staff, booked.id))).toEqual([409, 'not_booked_today']);
    await checkIn(staff, { bookingId: booked.id });
    const neighbour = await parentWithChild(test.app);
    const before = await bookAfternoon(neighbour.parent, centre._id, neighbour.child.id);
    expect(faultOf(before)).toEqual([409, 'no_place_left']);

    const out = await checkOut(staff, booked.id);
    expect(out.body).toMatchObject({ status: 'completed', checkedOutAt: test.clock.now().toISOString() });
    expect((await checkOut(staff, booked.id)).body).toEqual(out.body);
    expect((await parent.call('getBooking', { params: { bookingId: booked.id } })).body.status).toBe(
      'completed',
    );
    expect((await bookAfternoon(neighbour.parent, centre._id, neighbour.child.id)).status).toBe(201);
  });

  it('can’t be cancelled any more, and closing the day leaves it as it was', async () => {
    const { staff, parent, booked } = await afternoon();
    await checkIn(staff, { bookingId: booked.id });
    const input = { params: { bookingId: booked.id }, body: {} };
    expect(faultOf(await parent.call('cancelBooking', input))).toEqual([409, 'cancel_too_late']);
    await staff.call('deskCloseDays', { body: { dates: [today], reason: '停电' } });
    expect((await parent.call('getBooking', input)).body.status).toBe('checkedIn');
    expect((await checkOut(staff, booked.id)).status).toBe(200);
  });
});
