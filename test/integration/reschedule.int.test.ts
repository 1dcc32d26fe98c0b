import { partsOf } from '@nearcare/bff/features/bookings/care-request.rules';
import { careRequestsModel } from '@nearcare/bff/features/bookings/care-requests.model';
import { describe, expect, it } from 'vitest';
import { openDesk, toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { changer, hours, sellingHours, wholeDay } from '../support/changing.js';
import { addCentre } from '../support/factories.js';
import { faultOf, parentWithChild } from '../support/parent.js';
import { storedBooking } from '../support/stored-bookings.js';

const today = '2026-11-24';
const [wednesday, thursday, friday, monday] = [
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
  '2026-11-30',
] as const;

const test = ownTestApp();

/** A family at a centre with so many places, and its ways. */
async function familyAt(centreId: string) {
  const { parent, child } = await parentWithChild(test.app);
  return { parent, child, ...changer(parent, centreId, child.id) };
}
async function familyAtNew(places = 2) {
  const centre = await addCentre(test.app.store, sellingHours(places));
  return { centre, ...(await familyAt(centre._id)) };
}

/** Which numbers hold what, in rosters and child days. */
async function claimsOf(bookingId: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of ['rosters', 'childDays'])
    for (const { _id, claims } of await test.app.store.collection(name).find().toArray())
      for (const { id, owner } of claims)
        if (owner === bookingId) found.push(`${name} ${String(_id).slice(-10)} #${String(id).split('#')[1]}`);
  return found.sort();
}

describe('a booking that is changed', () => {
  it('has the other day, hours and price, and keeps its number, its code and what it was', async () => {
    const { book, change, read } = await familyAtNew();
    const booked = (await book(wholeDay, thursday)).body;
    const changed = await change(booked.id, hours('09:00', '11:00'), '2026-12-01');
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      ...{ id: booked.id, number: booked.number, entryCode: booked.entryCode, status: 'confirmed' },
      ...{ date: '2026-12-01', from: '09:00', to: '11:00', mode: 'hourly', canChange: true },
      quote: { totalFen: 3600 },
      cancellation: { freeUntilOn: '2026-11-30' },
    });
    expect(changed.body.versions).toMatchObject([
      { date: thursday, mode: 'fullDay', from: '07:30', to: '18:00', totalFen: 9900, feeFen: 0 },
      { date: '2026-12-01', mode: 'hourly', from: '09:00', to: '11:00', totalFen: 3600, feeFen: 0 },
    ]);
    expect(await read(booked.id)).toEqual(changed.body);
    expect(await claimsOf(booked.id)).toEqual(['childDays 2026-12-01 #2', 'rosters 2026-12-01 #2']);
  });

  it('may be changed again and again; what was accepted before never changes', async () => {
    const { book, change } = await familyAtNew();
    const booked = (await book(wholeDay, thursday)).body;
    const dates = [friday, monday, thursday, friday];
    for (const [nth, date] of dates.entries()) {
      const { body } = await change(booked.id, wholeDay, date);
      expect(body.versions.map((version) => version.date)).toEqual([thursday, ...dates.slice(0, nth + 1)]);
    }
    expect(await claimsOf(booked.id)).toEqual([`childDays ${friday} #5`, `rosters ${friday} #5`]);
  });

  it('among several of one request leaves the others alone, also where it passes them', async () => {
    const { centre, parent, child, change } = await familyAtNew();
    const quote = await parent.call('quoteBooking', {
      body: { centreId: centre._id, childId: child.id, mode: 'fullDay', dates: [thursday, friday] },
    });
    const first = (await parent.call('createBooking', { body: { quoteId: quote.body.id } })).body;
    expect(faultOf(await change(first.id, wholeDay, friday))).toEqual([409, 'child_already_booked']);
    const { body } = await change(first.id, wholeDay, monday);
    expect(body.request.bookings.map(({ date, status }) => [date, status])).toEqual([
      [friday, 'confirmed'],
      [monday, 'confirmed'],
    ]);
    expect(body.number).toBe(first.number);
    // The day that it left may be had by the other one now.
    const [second] = body.request.bookings;
    expect((await change(second?.id ?? '', wholeDay, thursday)).body.date).toBe(thursday);
  });

  it('is found by its desk on the new day, with the same code, and not on the old', async () => {
    const { centre, book, change, read } = await familyAtNew();
    const staff = await openDesk(test, centre._id);
    const booked = (await book(wholeDay, thursday)).body;
    const params = { groupId: centre.groups[0]?.id ?? '' };
    const onList = async (date: string) =>
      (await staff.call('deskListRoster', { params, query: { date } })).body.children.map(
        ({ bookingId, from, to }) => [bookingId, from, to],
      );
    // A day of care that would have begun already is none to change to.
    expect(faultOf(await change(booked.id, hours('09:00', '11:00'), today))).toEqual([409, 'date_in_past']);
    expect((await change(booked.id, hours('10:00', '12:00'), today)).status).toBe(200);
    expect([await onList(thursday), await onList(today)]).toEqual([[], [[booked.id, '10:00', '12:00']]]);
    const gateText = `${booked.number} ${booked.entryCode}`;
    const checkedIn = await staff.call('deskCheckIn', { body: { gateText } });
    expect(checkedIn.body).toMatchObject({ status: 'checkedIn', from: '10:00' });
    expect(faultOf(await change(booked.id, wholeDay, friday))).toEqual([409, 'change_too_late']);
    expect((await read(booked.id)).canChange).toBe(false);
  });
});

describe('the quote for a change', () => {
  it('shows what is booked now, and counts its own place as free', async () => {
    const { centre, parent, child, book, quote } = await familyAtNew(1);
    const booked = (await book(hours('09:00', '11:00'), thursday)).body;
    const { body } = await quote(hours('10:00', '12:00'), thursday, booked.id);
    expect(body.changeOf).toEqual({
      ...{
        bookingId: booked.id,
        centreName: centre.name,
        mode: 'hourly',
        date: thursday,
        weekday: 4,
        groupName: '托小班',
      },
      ...{ from: '09:00', to: '11:00', totalFen: 3600, cancellation: booked.cancellation, feeFen: 0 },
    });
    expect(body.days).toMatchObject([{ date: thursday, from: '10:00', to: '12:00', freePlaces: 1 }]);
    expect((await quote(hours('10:00', '12:00'), thursday)).body).toMatchObject({
      ...{ changeOf: null, days: [{ freePlaces: 0 }] },
    });

    const calendar = async (bookingId?: string) => {
      const query = { childId: child.id, mode: 'fullDay', fromDate: thursday, days: 1 };
      const asked = {
        params: { centreId: centre._id },
        query: { ...query, ...(bookingId && { bookingId }) },
      };
      return (await parent.call('getCentreAvailability', asked)).body.days.map(({ state }) => state);
    };
    expect([await calendar(), await calendar(booked.id)]).toEqual([['full'], ['free']]);
  });

  it('says what the centre may charge for leaving a day that can’t be cancelled for nothing any more, and it stays told', async () => {
    const { book, quote, take } = await familyAtNew();
    const booked = (await book(wholeDay, wednesday)).body;
    expect((await quote(wholeDay, friday, booked.id)).body.changeOf?.feeFen).toBe(0);
    test.clock.set('2026-11-24T10:00:00Z');
    const late = (await quote(wholeDay, friday, booked.id)).body;
    test.clock.set('2026-11-24T01:12:00Z');
    expect(late.changeOf).toMatchObject({
      feeFen: 2000,
      cancellation: { freeUntilOn: '2026-11-24', freeUntilTime: '18:00' },
    });
    expect((await take(booked.id, late.id)).body.versions.map(({ feeFen }) => feeFen)).toEqual([0, 2000]);
  });

  it('is for one day, this centre and this child', async () => {
    const { centre, parent, child, book } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    const other = await addCentre(test.app.store, sellingHours(2));
    const sibling = await parent.addChild('2025-05-08', '小米');
    const asked = { centreId: centre._id, childId: child.id, mode: 'fullDay', dates: [friday] };
    for (const wrong of [{ centreId: other._id }, { childId: sibling.id }, { dates: [friday, monday] }]) {
      const body = { ...asked, bookingId: booked.id, ...wrong };
      expect(faultOf(await parent.call('quoteBooking', { body }))).toEqual([400, 'input_invalid']);
    }
  });

  it('is refused where nothing would change, and by the day’s rules as ever', async () => {
    const { book, quote } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    expect(faultOf(await quote(wholeDay, thursday, booked.id))).toEqual([409, 'same_as_booked']);
    expect(faultOf(await quote(wholeDay, '2026-11-28', booked.id))).toEqual([409, 'centre_closed_day']);
    expect((await quote(hours('07:30', '11:30'), thursday, booked.id)).status).toBe(201);
  });

  it('books nothing new, and a quote for a new booking changes none', async () => {
    const { parent, book, quote, take, read } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    const { body: another } = await book(wholeDay, friday);
    const [forChange, forNew] = [await quote(wholeDay, monday, booked.id), await quote(wholeDay, monday)];
    const create = await parent.call('createBooking', { body: { quoteId: forChange.body.id } });
    expect(faultOf(create)).toEqual([404, 'not_found']);
    expect(faultOf(await take(booked.id, forNew.body.id))).toEqual([404, 'not_found']);
    expect(faultOf(await take(another.id, forChange.body.id))).toEqual([404, 'not_found']);
    expect([(await read(booked.id)).date, (await read(another.id)).date]).toEqual([thursday, friday]);
  });

  it('holds only for what the booking was when it was made', async () => {
    const { book, quote, take, change } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    const old = await quote(wholeDay, friday, booked.id);
    await change(booked.id, hours('09:00', '11:00'), monday);
    expect(faultOf(await take(booked.id, old.body.id))).toEqual([409, 'quote_expired']);
  });
});

describe('changing the time', () => {
  it('to hours that overlap the own ones works where the group is full', async () => {
    const { centre, book, change } = await familyAtNew(1);
    const mine = (await book(hours('09:00', '11:00'), thursday)).body;
    const neighbour = await familyAt(centre._id);
    await neighbour.book(hours('11:30', '13:00'), thursday);
    const changed = await change(mine.id, hours('09:30', '11:30'), thursday);
    expect(changed.body).toMatchObject({ from: '09:30', to: '11:30' });
    expect(await claimsOf(mine.id)).toEqual([`childDays ${thursday} #2`, `rosters ${thursday} #2`]);
    // Half an hour is free again, and only that.
    expect((await (await familyAt(centre._id)).book(hours('08:30', '09:30'), thursday)).status).toBe(201);
  });

  it('keeps what it has where the place was taken meanwhile, and holds nothing of the other', async () => {
    const { centre, book, quote, take, read } = await familyAtNew(1);
    const { body: booked } = await book(wholeDay, thursday);
    const { body: quoted } = await quote(wholeDay, friday, booked.id);
    const neighbour = await familyAt(centre._id);
    const theirs = await neighbour.book(wholeDay, friday);
    const refused = await take(booked.id, quoted.id, 'taken-meanwhile-1');
    expect(faultOf(refused)).toEqual([409, 'no_place_left']);
    expect(await read(booked.id)).toEqual(booked);
    expect(await claimsOf(booked.id)).toEqual([`childDays ${thursday} #1`, `rosters ${thursday} #1`]);

    // Nothing of the refusal is kept: once the place is free the same request does it.
    await neighbour.parent.call('cancelBooking', { params: { bookingId: theirs.body.id }, body: {} });
    expect((await take(booked.id, quoted.id, 'taken-meanwhile-1')).body.date).toBe(friday);
  });

  it('repeated with its key has one effect and answers what the booking is by then', async () => {
    const { parent, book, quote, take, change } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    const { body: quoted } = await quote(wholeDay, friday, booked.id);
    const again = () => take(booked.id, quoted.id, 'change-again-1');
    const answers = await Promise.all([again(), again(), again()]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await again()).body).toEqual(answers[0]?.body);
    expect((await again()).body.versions).toHaveLength(2);
    await change(booked.id, wholeDay, monday);
    expect((await again()).body).toMatchObject({ date: monday, status: 'confirmed' });
    const { body: other } = await quote(wholeDay, wednesday, booked.id);
    expect(faultOf(await take(booked.id, other.id, 'change-again-1'))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    await parent.call('cancelBooking', { params: { bookingId: booked.id }, body: {} });
    expect((await again()).body).toMatchObject({ date: monday, status: 'cancelled' });
    expect(await claimsOf(booked.id)).toEqual([]);
  });

  it('ends when care begins and when the booking is over', async () => {
    const { parent, book, quote, take, change, read } = await familyAtNew();
    const { body: cancelled } = await book(wholeDay, friday);
    const { body: quoted } = await quote(wholeDay, monday, cancelled.id);
    await parent.call('cancelBooking', { params: { bookingId: cancelled.id }, body: {} });
    expect(faultOf(await take(cancelled.id, quoted.id))).toEqual([409, 'change_too_late']);
    expect(faultOf(await change(cancelled.id, wholeDay, monday))).toEqual([409, 'change_too_late']);

    const { body: begun } = await book(wholeDay, wednesday);
    test.clock.set('2026-11-24T23:30:00Z');
    expect(faultOf(await change(begun.id, wholeDay, friday))).toEqual([409, 'change_too_late']);
    expect((await read(begun.id)).canChange).toBe(false);
    test.clock.set('2026-11-24T01:12:00Z');
    expect((await change(begun.id, wholeDay, friday)).status).toBe(200);
  });

  it('waits while another change of the same booking is open', async () => {
    const { book, quote, take, read } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    const { body: quoted } = await quote(wholeDay, monday, booked.id);
    const model = careRequestsModel(test.app.store, test.clock.now);
    const request = await model.find(partsOf(booked.id)?.requestId ?? '');
    const stay = (await storedBooking(test.app.store, booked.id)) ?? expect.fail('no booking');
    const to = { date: friday, groupId: stay.groupId, slots: stay.slots, n: 2, epoch: stay.epoch };
    const open = { to, key: 'k_elsewhere', quote: request?.quote, openedAt: test.clock.now() };
    await model.decideOn(request as never, { kind: 'openChange', index: 0, change: open as never });
    expect(faultOf(await take(booked.id, quoted.id))).toEqual([409, 'changing']);
    expect((await read(booked.id)).date).toBe(thursday);
  });

  it('is told to both guardians once, with what it was', async () => {
    const { parent, book, quote, take } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    const { body: quoted } = await quote(hours('09:00', '11:00'), friday, booked.id);
    for (const _ of ['once', 'again']) await take(booked.id, quoted.id, 'told-once-1');
    const heard = (await toldTo(parent)).filter(({ kind }) => kind === 'bookingChanged');
    expect(heard).toMatchObject([{ target: { kind: 'booking', id: booked.id }, isRead: false }]);
    expect(heard[0]?.text).toContain('从11月26日 周四 7:30 改到11月27日 周五 9:00');
    expect(await storedBooking(test.app.store, booked.id)).not.toHaveProperty('isUntold');
  });

  it('is taken along with what is kept of the family', async () => {
    const { parent, book, change } = await familyAtNew();
    const { body: booked } = await book(wholeDay, thursday);
    await change(booked.id, hours('09:00', '11:00'), friday);
    const { bookings } = (await parent.call('exportMyData')).body;
    expect(bookings).toMatchObject([
      {
        ...{ id: booked.id, date: friday, from: '09:00', to: '11:00', totalFen: 3600 },
        before: [{ date: thursday, from: '07:30', to: '18:00', totalFen: 9900 }],
      },
    ]);
  });
});
