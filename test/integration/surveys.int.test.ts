import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const today = '2026-11-24';
const start = '2026-11-24T01:12:00Z';
const test = ownTestApp();
afterEach(() => test.clock.set(start));

const answer = (parent: Parent, bookingId: string, word: string) =>
  parent.call('submitSurvey', { params: { bookingId }, body: { answer: word } });
const shownBy = async (parent: Parent, centreId: string) =>
  (await parent.call('getCentre', { params: { centreId } })).body.satisfaction;

/** A centre where so many children were today, and were collected. */
async function afterCare(families: number) {
  const centre = await addCentre(test.app.store, { groups: [makeGroup({ places: 10 })] });
  test.clock.set('2026-11-23T23:00:00Z');
  const booked: { parent: Parent; id: string }[] = [];
  for (let count = 0; count < families; count += 1) {
    const { parent, child } = await parentWithChild(test.app);
    booked.push({ parent, id: (await parent.book(centre._id, child.id, today)).body.id });
  }
  test.clock.set(start);
  const staff = await openDesk(test, centre._id);
  for (const { id: bookingId } of booked) {
    await staff.call('deskCheckIn', { body: { bookingId } });
    await staff.call('deskCheckOut', { body: { bookingId } });
  }
  return { centre, booked };
}

describe('the question after care', () => {
  it('is asked when care is over, and its answer may be changed for two weeks', async () => {
    const { booked } = await afterCare(1);
    const [{ parent, id }] = booked as [(typeof booked)[0]];
    const read = async () => (await parent.call('getBooking', { params: { bookingId: id } })).body.survey;
    expect(await read()).toEqual({ answer: null, until: '2026-12-08', isOpen: true });
    expect((await answer(parent, id, 'fair')).body.survey?.answer).toBe('fair');
    expect((await answer(parent, id, 'satisfied')).body.survey?.answer).toBe('satisfied');
    expect(await test.app.store.collection('surveys').countDocuments({ familyId: parent.familyId })).toBe(1);
    const exported = (await parent.call('exportMyData')).body.bookings;
    expect(exported).toMatchObject([{ id, satisfaction: 'satisfied' }]);
    test.clock.set('2026-12-08T16:00:00Z');
    await parent.signIn();
    expect(await read()).toEqual({ answer: 'satisfied', until: '2026-12-08', isOpen: false });
    expect(faultOf(await answer(parent, id, 'unsatisfied'))).toEqual([409, 'survey_closed']);
    expect(faultOf(await answer(parent, id, 'great'))).toEqual([400, 'input_invalid']);
  });

  it('is not asked of care that is still to come', async () => {
    const centre = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const { id } = (await parent.book(centre._id, child.id, '2026-11-26')).body;
    expect(faultOf(await answer(parent, id, 'satisfied'))).toEqual([409, 'survey_closed']);
  });
});

describe('what a centre’s page says of it', () => {
  it('is a count of whole months that are over, and nothing of fewer than five', async () => {
    const { centre, booked } = await afterCare(5);
    const [first, ...others] = booked as [(typeof booked)[0], ...typeof booked];
    for (const { parent, id } of others) await answer(parent, id, 'satisfied');
    test.clock.set('2026-12-01T01:12:00Z');
    await first.parent.signIn();
    expect(await shownBy(first.parent, centre._id)).toBeNull();
    await answer(first.parent, first.id, 'unsatisfied');
    expect(await shownBy(first.parent, centre._id)).toEqual({
      ...{ since: '2025-12-01', until: '2026-11-30' },
      ...{ answers: 5, satisfied: 4, fair: 0, unsatisfied: 1 },
    });
    test.clock.set('2026-11-30T01:12:00Z');
    expect(await shownBy(first.parent, centre._id)).toBeNull();
    test.clock.set('2027-12-01T01:12:00Z');
    expect(await shownBy(first.parent, centre._id)).toBeNull();
  });

  it('goes with the family that answered, when its account is deleted', async () => {
    const { booked } = await afterCare(1);
    const [{ parent, id }] = booked as [(typeof booked)[0]];
    await answer(parent, id, 'fair');
    const left = () => test.app.store.collection('surveys').countDocuments({ familyId: parent.familyId });
    expect(await left()).toBe(1);
    expect((await parent.call('deleteMyAccount', { body: { scope: 'family' } })).status).toBeLessThan(300);
    test.clock.advance({ minutes: 3 });
    await deletionStack(test)
      .process((write) => write())
      .run();
    expect(await left()).toBe(0);
  });
});
