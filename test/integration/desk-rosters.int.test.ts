import { describe, expect, it } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const tuesday = '2026-11-24';
const thursday = '2026-11-26';
const saturday = '2026-11-28';

const test = ownTestApp();

/** A centre with one group, and somebody at its desk. */
async function centreWithDesk(given: Parameters<typeof makeGroup>[0] = {}) {
  const group = makeGroup(given);
  const centre = await addCentre(test.app.store, { groups: [group] });
  const staff = await openDesk(test, centre._id);
  const roster = (date = thursday) =>
    staff.call('deskListRoster', { params: { groupId: group.id }, query: { date } });
  const setPlaces = (places: number, date = thursday) =>
    staff.call('deskSetPlaces', { params: { groupId: group.id }, body: { date, places } });
  return { centre, group, staff, roster, setPlaces };
}

/** What a parent's calendar says of that day. */
async function shownFree(centreId: string, childId: string, parent: Parent, date = thursday) {
  const query = { mode: 'fullDay', childId, fromDate: date, days: 1 };
  const { body } = await parent.call('getCentreAvailability', { params: { centreId }, query });
  return body.days[0]?.freePlaces;
}

describe('a roster at the desk', () => {
  it('tells who comes and how many are there in each half hour, with the free places that parents see', async () => {
    const { centre, roster } = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    const booked = await parent.book(centre._id, child.id, thursday);
    const { status, body } = await roster();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ date: thursday, isOpen: true, opensAt: '07:30', closesAt: '18:00', closedReason: null },
      ...{ places: 4, usualPlaces: 4, isOverbooked: false, freePlaces: 3, told: null },
    });
    expect(body.children).toEqual([
      {
        bookingId: booked.body.id,
        childId: child.id,
        ...{
          nickname: '小满',
          ageMonths: 19,
          from: '07:30',
          to: '18:00',
          status: 'confirmed',
          symptom: null,
        },
      },
    ]);
    expect(body.presence).toHaveLength(21);
    expect(body.presence[0]).toEqual({ from: '07:30', children: 1 });
    expect(body.presence.at(-1)).toEqual({ from: '17:30', children: 1 });
    expect(await shownFree(centre._id, child.id, parent)).toBe(3);
  });

  it('leaves out a booking that was cancelled, and another day and group', async () => {
    const { centre, roster } = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    const booked = await parent.book(centre._id, child.id, thursday);
    expect((await roster('2026-11-27')).body.children).toEqual([]);
    await parent.call('cancelBooking', { params: { bookingId: booked.body.id }, body: {} });
    const { body } = await roster();
    expect([body.children, body.freePlaces]).toEqual([[], 4]);
  });

  it('puts on record whose child was looked at, for its family to read', async () => {
    const { centre, roster } = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    await parent.book(centre._id, child.id, thursday);
    expect((await parent.call('listAccesses')).body.items).toEqual([]);
    await roster();
    expect((await parent.call('listAccesses')).body.items).toMatchObject([
      { childId: child.id, what: 'roster', byName: '王老师', times: 1 },
    ]);
  });

  it('is of today without a date, and of a closed day says why', async () => {
    const { centre, staff, group, roster } = await centreWithDesk();
    const today = await staff.call('deskListRoster', { params: { groupId: group.id } });
    expect(today.body.date).toBe(tuesday);
    expect((await roster(saturday)).body).toMatchObject({ isOpen: false, freePlaces: 0, presence: [] });
    await test.app.store
      .collection('centres')
      .updateOne({ _id: centre._id as never }, { $set: { closedDays: [{ on: thursday, reason: '消毒' }] } });
    expect((await roster()).body).toMatchObject({ isOpen: false, closedReason: '消毒', opensAt: null });
  });
});

describe('places of one day', () => {
  it('raised at the desk can be booked, that day only', async () => {
    const { centre, roster, setPlaces } = await centreWithDesk({ places: 3, enrolled: 2 });
    const { body } = await setPlaces(2);
    expect(body).toMatchObject({ places: 2, usualPlaces: 1, freePlaces: 2, isOverbooked: false });
    const families = [await parentWithChild(test.app), await parentWithChild(test.app)];
    for (const { parent, child } of families)
      expect((await parent.book(centre._id, child.id, thursday)).status).toBe(201);
    expect((await roster('2026-11-27')).body).toMatchObject({ places: 1, freePlaces: 1 });
  });

  it('lowered below what is booked turn nobody away and take nobody more, until the usual number is told again', async () => {
    const { centre, roster, setPlaces } = await centreWithDesk();
    const families = [await parentWithChild(test.app), await parentWithChild(test.app)];
    for (const { parent, child } of families) await parent.book(centre._id, child.id, thursday);
    const { body } = await setPlaces(1);
    expect(body).toMatchObject({ places: 1, usualPlaces: 4, isOverbooked: true, freePlaces: 0 });
    expect(body.children).toHaveLength(2);
    const late = await parentWithChild(test.app);
    expect(await shownFree(centre._id, late.child.id, late.parent)).toBe(0);
    expect((await late.parent.book(centre._id, late.child.id, thursday)).problem.code).toBe('no_place_left');
    expect((await setPlaces(4)).body).toMatchObject({ isOverbooked: false, freePlaces: 2 });
    expect((await late.parent.book(centre._id, late.child.id, thursday)).status).toBe(201);
    expect((await roster()).body.children).toHaveLength(3);
  });

  it('hold when the centre changes otherwise, and end when the group itself changes', async () => {
    const { centre, group, roster, setPlaces } = await centreWithDesk();
    await setPlaces(1);
    const centres = test.app.store.collection('centres');
    const write = (set: object) =>
      centres.updateOne({ _id: centre._id as never }, { $set: set, $inc: { rev: 1, epoch: 1 } });
    await write({ phone: '0571-5550-0001' });
    const first = await parentWithChild(test.app);
    expect((await first.parent.book(centre._id, first.child.id, thursday)).status).toBe(201);
    const second = await parentWithChild(test.app);
    const refused = await second.parent.book(centre._id, second.child.id, thursday);
    expect(refused.problem.code).toBe('no_place_left');
    await write({ groups: [{ ...group, places: 3 }] });
    expect((await roster()).body).toMatchObject({ places: 3, usualPlaces: 3, freePlaces: 2 });
    expect((await second.parent.book(centre._id, second.child.id, thursday)).status).toBe(201);
  });

  it('are refused for a day that is over or too far, and above what the group is filed for', async () => {
    const { setPlaces, roster } = await centreWithDesk();
    expect((await setPlaces(2, '2026-11-23')).problem.code).toBe('date_in_past');
    expect((await setPlaces(2, '2028-11-23')).problem.code).toBe('date_too_far');
    const { status, problem } = await setPlaces(5);
    expect([status, problem.code, problem.errors?.[0]?.path]).toEqual([400, 'input_invalid', '/places']);
    expect(problem.errors?.[0]?.message).toBe('这个班有 4 个托位，最多填 4');
    expect((await roster()).body.places).toBe(4);
  });
});

describe('the desk of one centre', () => {
  it('finds no group of another, alike whether there is one', async () => {
    const { group } = await centreWithDesk();
    const { staff } = await centreWithDesk();
    const ask = async (groupId: string) => {
      const params = { groupId };
      const answers = [
        await staff.call('deskListRoster', { params }),
        await staff.call('deskSetPlaces', { params, body: { date: thursday, places: 1 } }),
        await staff.call('deskTellVacancy', { params, body: { freePlaces: 1 } }),
      ];
      return answers.map(({ status, problem }) => [status, { ...problem, requestId: '' }]);
    };
    const theirs = await ask(group.id);
    expect(theirs.map(([status]) => status)).toEqual([404, 404, 404]);
    expect(theirs).toEqual(await ask('gr_0000000000000000'));
  });

  it('opens for no parent and no stranger', async () => {
    const { group } = await centreWithDesk();
    const { parent } = await parentWithChild(test.app);
    for (const who of [parent, new Parent(test.app)]) {
      const answer = await who.call('deskListRoster', { params: { groupId: group.id } });
      expect(answer.problem.code).toBe(who === parent ? 'second_factor_required' : 'sign_in_required');
    }
  });
});
