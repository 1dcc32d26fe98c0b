import { forgetSymptomsJob } from '@nearcare/bff/features/bookings/jobs/forget-symptoms.job';
import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../support/at-desk.js';
import { expectClaimsToMatch } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { familyModels } from '../support/family-models.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const start = '2026-11-24T01:12:00Z';
const test = ownTestApp();
afterEach(() => test.clock.set(start));

async function booked() {
  const group = makeGroup();
  const centre = await addCentre(test.app.store, { groups: [group] });
  const { parent, child } = await parentWithChild(test.app);
  const { body } = await parent.book(centre._id, child.id, thursday);
  const report = (symptom: string, by: Parent = parent) =>
    by.call('reportAbsence', { params: { bookingId: body.id }, body: { symptom } });
  return { centre, group, parent, id: body.id, report };
}
const stored = () => test.app.store.collection('careRequests');

describe('a child that is ill', () => {
  it('need not come, also after cancelling was free, and its place is another’s', async () => {
    const { centre, parent, id, report } = await booked();
    // 7:45 on the day itself: care began at 7:30, a sick day costs nothing until 8:00.
    test.clock.set('2026-11-25T23:45:00Z');
    const read = async () => (await parent.call('getBooking', { params: { bookingId: id } })).body;
    expect((await read()).ifAbsentNow).toEqual({ isInTime: true });
    const cancelled = await parent.call('cancelBooking', { params: { bookingId: id }, body: {} });
    expect(faultOf(cancelled)).toEqual([409, 'cancel_too_late']);
    const away = await report('fever');
    expect(away.body).toMatchObject({
      ...{ status: 'cancelled', cancelledBy: 'parent', absence: { isInTime: true } },
      ...{ ifAbsentNow: null, hasAlternatives: false },
    });
    expect((await report('cough')).body).toEqual(away.body);
    const roster = await test.app.store.collection('rosters').findOne({ scope: centre._id });
    expect(roster?.claims).toEqual([]);
    await expectClaimsToMatch(test.app.store);
  });

  it('is told of late where the time for that is over, and not at all once its care is', async () => {
    const late = await booked();
    test.clock.set('2026-11-26T00:00:00Z');
    const shown = await late.parent.call('getBooking', { params: { bookingId: late.id } });
    expect(shown.body.ifAbsentNow).toEqual({ isInTime: false });
    expect((await late.report('unsaid')).body.absence).toEqual({ isInTime: false });
    test.clock.set(start);
    const over = await booked();
    test.clock.set('2026-11-26T15:30:00Z');
    expect(faultOf(await over.report('fever'))).toEqual([409, 'absence_too_late']);
  });

  it('shows its centre what ails it on that day, sealed in the store, and never what was not said', async () => {
    const { centre, group, report } = await booked();
    await report('vomiting');
    const staff = await openDesk(test, centre._id);
    const list = async () =>
      (await staff.call('deskListRoster', { params: { groupId: group.id }, query: { date: thursday } })).body
        .children;
    expect(await list()).toMatchObject([{ status: 'absent', symptom: 'vomiting' }]);
    const lying = JSON.stringify(await stored().find({ centreId: centre._id }).toArray());
    expect(lying).not.toContain('vomiting');
    expect(lying).toContain('sealed');

    const quiet = await booked();
    await quiet.report('unsaid');
    const kept = JSON.stringify(await stored().find({ centreId: quiet.centre._id }).toArray());
    expect(kept).not.toContain('sealed');
  });

  it('has that forgotten when the day is over, and not before', async () => {
    const { centre, parent, id, report } = await booked();
    await report('rash');
    const { requests } = familyModels(test);
    const forget = () => forgetSymptomsJob({ requests, clock: test.clock }).run({ isHeld: () => true });
    test.clock.set('2026-11-26T10:00:00Z');
    await forget();
    expect(JSON.stringify(await stored().findOne({ centreId: centre._id }))).toContain('sealed');
    test.clock.set('2026-11-26T16:30:00Z');
    await forget();
    expect(JSON.stringify(await stored().findOne({ centreId: centre._id }))).not.toMatch(/sealed|symptomOn/);
    const seen = (await parent.call('getBooking', { params: { bookingId: id } })).body;
    expect(seen.absence).toEqual({ isInTime: true });
  });
});
