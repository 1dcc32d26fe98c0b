import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { enrolmentStack } from '../support/enrolment-stack.js';
import { addCentre, makeGroup, monthlyPrices } from '../support/factories.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

// A Thursday, seen from the Tuesday before; care is from 7:30 to 18:00 in Shanghai.
const [tuesday, thursday] = ['2026-11-24T01:12:00Z', '2026-11-26'] as const;
const [early, morning, later, evening] = [
  '2026-11-25T23:50:00Z',
  '2026-11-26T01:12:00Z',
  '2026-11-26T02:00:00Z',
  '2026-11-26T10:01:00Z',
] as const;

const test = ownTestApp();
afterEach(() => test.clock.set(tuesday));

/** A centre with so many places, and a child that comes on Thursdays. It is Thursday morning, and the desk is open. */
async function thursdayMorning(places = 1) {
  const group = makeGroup({ places });
  const halfDay = { id: 'half', kind: 'care', mode: 'halfDay', label: '半日托', unit: 'halfDay' } as const;
  const centre = await addCentre(test.app.store, {
    groups: [group],
    careModes: ['fullDay', 'halfDay'],
    priceList: [...monthlyPrices, { ...halfDay, amountFen: 5600, isVoluntary: false }],
  });
  const { parent, child } = await parentWithChild(test.app);
  const asked = { mode: 'fullDay', startMonth: '2026-11', weekdays: [4] };
  const body = { centreId: centre._id, childId: child.id, ...asked };
  const applied = await parent.call('applyForEnrolment', { body });
  const params = { enrolmentId: applied.body.id };
  const onTuesday = await openDesk(test, centre._id);
  const accept = { decision: 'accepted', groupId: group.id, firstDay: thursday };
  await onTuesday.call('deskDecideEnrolment', { params, body: accept });
  test.clock.set(morning);
  const staff = await openDesk(test, centre._id);
  return {
    ...{ centre, group, parent, child, staff, params },
    say: (attendance: string, date: string = thursday, by: Parent = staff) =>
      by.call('deskNoteAttendance', { params, body: { date, attendance } }),
    mine: async () => (await parent.call('getEnrolment', { params })).body,
    roster: async () =>
      (await staff.call('deskListRoster', { params: { groupId: group.id }, query: { date: thursday } })).body,
    told: async () => (await parent.call('listNotices')).body.items.map(({ kind }) => kind),
    async held() {
      const count = async (collection: string, id: string) =>
        ((await test.app.store.collection(collection).findOne({ _id: id as never }))?.claims ?? []).length;
      return [
        await count('rosters', `${group.id}:${thursday}`),
        await count('childDays', `${child.id}:${thursday}`),
      ];
    },
  };
}

/** By another family, for the afternoon: in the morning the whole day has begun. */
async function bookAfternoon(centreId: string) {
  const { parent, child } = await parentWithChild(test.app);
  const body = { centreId, childId: child.id, mode: 'halfDay', half: 'afternoon', dates: [thursday] };
  const quote = await parent.call('quoteBooking', { body });
  return parent.call('createBooking', { body: { quoteId: quote.body.id } });
}

describe('a child that comes by the month', () => {
  it('is checked in from the roster, once however often it is asked, and its family sees since when', async () => {
    const { say, mine, roster, parent, child } = await thursdayMorning();
    expect((await mine()).careToday).toMatchObject({ from: '07:30', to: '18:00', status: 'confirmed' });
    expect((await roster()).enrolled).toMatchObject([{ childId: child.id, status: 'confirmed' }]);
    const checked = await say('checkedIn');
    const since = test.clock.now().toISOString();
    expect([checked.status, checked.body]).toMatchObject([200, { status: 'checkedIn', checkedInAt: since }]);
    test.clock.advance({ minutes: 3 });
    expect((await say('checkedIn')).body).toEqual(checked.body);
    expect((await mine()).careToday).toMatchObject({ status: 'checkedIn', checkedInAt: since });
    expect((await roster()).enrolled).toMatchObject([{ status: 'checkedIn' }]);
    expect((await parent.call('listAccesses')).body.items.map(({ what }) => what)).toContain('checkedIn');
  });

  it('leaves its place to another one when it is collected, and stays on the roster', async () => {
    const { say, mine, roster, held } = await thursdayMorning();
    expect(faultOf(await say('checkedOut'))).toEqual([409, 'not_booked_today']);
    await say('checkedIn');
    expect(await held()).toEqual([1, 1]);
    const out = await say('checkedOut');
    expect([out.status, out.body.status]).toEqual([200, 'completed']);
    expect((await say('checkedOut')).body).toEqual(out.body);
    expect((await say('checkedIn')).body.status).toBe('completed');
    expect(await held()).toEqual([0, 0]);
    expect((await roster()).enrolled).toMatchObject([{ status: 'completed' }]);
    expect((await mine()).attendance).toMatchObject([{ date: thursday, status: 'completed' }]);
    // The job does not expect it again.
    await enrolmentStack(test).keep();
    expect(await held()).toEqual([0, 0]);
    expect((await mine()).shortDates).toEqual([]);
  });

  it('is handed over at the gate only while it is there or expected', async () => {
    const { parent, child, staff, say } = await thursdayMorning();
    await parent.agreeTo('pickups');
    const pickup = await parent.call('addPickup', {
      body: { name: '外婆', relation: 'grandparent', phone: '13900001111' },
    });
    const redeem = async () => {
      const code = await parent.call('createPickupCode', {
        params: { pickupId: pickup.body.id },
        body: { childId: child.id, on: thursday },
      });
      return staff.call('deskRedeemPickupCode', { body: { text: code.body.qrText } });
    };
    await say('checkedIn');
    expect((await redeem()).status).toBe(200);
    await say('checkedOut');
    expect(faultOf(await redeem())).toEqual([409, 'pickup_code_invalid']);
  });

  it('stays when its day is closed or its centre suspended while it is there', async () => {
    const { staff, say, mine, held } = await thursdayMorning();
    await say('checkedIn');
    await staff.call('deskCloseDays', { body: { dates: [thursday], reason: '停电' } });
    await enrolmentStack(test).keep();
    expect([(await mine()).careToday?.status, await held()]).toEqual(['checkedIn', [1, 1]]);
    expect((await say('checkedOut')).status).toBe(200);
  });

  it('is not known on another day than today, nor after it left', async () => {
    const { say, parent, params } = await thursdayMorning();
    for (const date of ['2026-11-25', '2026-12-03'])
      expect(faultOf(await say('checkedIn', date))).toEqual([409, 'not_booked_today']);
    await parent.call('withdrawEnrolment', { params, body: { lastDay: thursday } });
    test.clock.set('2026-12-03T01:12:00Z');
    await enrolmentStack(test).keep();
    expect((await parent.call('getEnrolment', { params })).body.status).toBe('left');
  });
});

describe('a child by the month that does not come', () => {
  it('is put down by the desk, not too early, frees its place, and its family is told once', async () => {
    const { centre, say, mine, held, told, roster } = await thursdayMorning();
    test.clock.set(early);
    const tooEarly = await say('noShow');
    expect([faultOf(tooEarly), tooEarly.problem.facts?.time]).toEqual([[409, 'no_show_too_early'], '08:00']);
    test.clock.set(morning);
    expect((await say('noShow')).body.status).toBe('noShow');
    expect((await say('noShow')).body.status).toBe('noShow');
    await enrolmentStack(test).keep();
    expect((await told()).filter((kind) => kind === 'enrolledDayMissed')).toHaveLength(1);
    expect([(await mine()).careToday?.status, await held()]).toEqual(['noShow', [0, 0]]);
    expect((await roster()).enrolled).toMatchObject([{ status: 'noShow' }]);
    expect((await bookAfternoon(centre._id)).status).toBe(201);
  });

  it('comes in later for what is left of its hours, where a place is left', async () => {
    const { say, held, mine } = await thursdayMorning();
    await say('noShow');
    test.clock.set(later);
    const { status, body } = await say('checkedIn');
    expect([status, body]).toMatchObject([200, { status: 'checkedIn', from: '07:30', to: '18:00' }]);
    expect(await held()).toEqual([1, 1]);
    await enrolmentStack(test).keep();
    expect([(await mine()).careToday?.status, await held()]).toEqual(['checkedIn', [1, 1]]);
  });

  it('is refused where its place is taken by then, and nothing is held for it', async () => {
    const { centre, say, held, mine } = await thursdayMorning();
    await say('noShow');
    await bookAfternoon(centre._id);
    expect(faultOf(await say('checkedIn'))).toEqual([409, 'no_place_left']);
    expect([await held(), (await mine()).careToday?.status]).toEqual([[1, 0], 'noShow']);
  });

  it('is not put down while it is there', async () => {
    const { say } = await thursdayMorning();
    await say('checkedIn');
    expect(faultOf(await say('noShow'))).toEqual([409, 'not_booked_today']);
  });

  it('is put down by itself once its hours are over, where the centre checks children in', async () => {
    const { centre, mine, told, staff } = await thursdayMorning(2);
    const { settle, keep } = enrolmentStack(test);
    const booked = await bookAfternoon(centre._id);
    test.clock.set(evening);
    // Nobody was checked in all day: nothing is held against anybody.
    await settle();
    expect((await mine()).careToday?.status).toBe('confirmed');
    test.clock.set(morning);
    expect((await staff.call('deskCheckIn', { body: { bookingId: booked.body.id } })).status).toBe(200);
    test.clock.set(evening);
    await settle();
    await keep();
    expect((await mine()).careToday?.status).toBe('noShow');
    expect((await told()).filter((kind) => kind === 'enrolledDayMissed')).toHaveLength(1);
  });
});

describe('a day that nobody ended', () => {
  it('counts as spent for a child that came, once it is over', async () => {
    const { say, mine, held } = await thursdayMorning();
    await say('checkedIn');
    const { settle } = enrolmentStack(test);
    test.clock.set(evening);
    await settle();
    expect((await mine()).careToday?.status).toBe('checkedIn');
    test.clock.set('2026-11-26T16:01:00Z');
    await settle();
    expect((await mine()).attendance).toMatchObject([{ status: 'completed', checkedOutAt: null }]);
    expect(await held()).toEqual([0, 0]);
  });
});

describe('how days went', () => {
  it('goes with the family: it is in its export', async () => {
    const { say, parent } = await thursdayMorning();
    await say('checkedIn');
    const { enrolments } = (await parent.call('exportMyData')).body;
    expect(enrolments[0]?.attendance).toMatchObject([{ date: thursday, status: 'checkedIn' }]);
  });
});
