import { newId } from '@nearcare/bff/lib/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { expectClaimsToMatch } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const [today, thursday] = ['2026-11-24', '2026-11-26'] as const;
const test = ownTestApp();
afterEach(() => test.clock.set('2026-11-24T01:12:00Z'));

let count = 0;

/** An officer, a centre of the district with a child booked there, and two others near by. */
async function district() {
  const code = await addDistrict(test.app.store, newId('d').slice(0, 20), '河东区');
  const of = { district: { code, name: '河东区' } };
  // A place of its own, so that no other test's centres are near.
  count += 1;
  const lat = 25 + count / 2;
  const at = (metresNorth: number) => ({
    point: { type: 'Point' as const, coordinates: [110, lat + metresNorth / 111_195] as [number, number] },
  });
  const centre = await addCentre(test.app.store, { ...of, ...at(0) });
  const far = await addCentre(test.app.store, { ...of, ...at(3000), name: '远一点的' });
  const near = await addCentre(test.app.store, { ...of, ...at(500), name: '近一点的' });
  const full = await addCentre(test.app.store, { ...of, ...at(100), groups: [] });
  const { holder: officer } = await deskHolder(test, officerOf(code, '河东区'), '李专员');
  const { parent, child } = await parentWithChild(test.app);
  const booking = (await parent.book(centre._id, child.id, thursday)).body;
  const params = { centreId: centre._id };
  const suspend = (body: object = { from: today, reason: '消防整改' }, centreId = centre._id) =>
    officer.call('deskSuspendCentre', { params: { centreId }, body });
  const lift = () => officer.call('deskLiftSuspension', { params });
  const page = async () => (await parent.call('getCentre', { params })).body;
  return { centre, near, far, full, officer, parent, child, booking, suspend, lift, page };
}

describe('an officer who suspends a centre', () => {
  it('ends what is booked there, with its reason on the centre’s page and in the notice', async () => {
    const { centre, parent, child, booking, suspend, page } = await district();
    const answer = await suspend();
    expect(answer.body).toEqual({
      centreId: centre._id,
      filingStatus: 'suspended',
      endedBookings: 1,
      cancelledClasses: 0,
    });
    expect((await suspend({ from: today, reason: '别的原因' })).body).toEqual(answer.body);
    const seen = await page();
    expect(seen.filing).toMatchObject({ status: 'suspended', suspendedFrom: today, reason: '消防整改' });
    expect(seen.disclosures).toMatchObject([
      { kind: 'suspension', on: today, text: '暂停服务：消防整改', source: '河东区' },
    ]);
    const ended = (await parent.call('getBooking', { params: { bookingId: booking.id } })).body;
    expect(ended).toMatchObject({ status: 'cancelled', cancelledBy: 'closure', cancelReason: '消防整改' });
    expect((await toldTo(parent)).map(({ kind }) => kind)).toEqual(['bookingCancelledByCentre']);
    expect(faultOf(await parent.book(centre._id, child.id, thursday))).toEqual([409, 'centre_suspended']);
    await expectClaimsToMatch(test.app.store);
  });

  it('may lift it: the page says so, places can be had again, what was ended stays ended', async () => {
    const { centre, officer, parent, child, booking, suspend, lift, page } = await district();
    await suspend();
    const listed = (await officer.call('deskListCentres')).body.items;
    expect(listed.find(({ id }) => id === centre._id)?.suspension).toEqual({
      from: today,
      reason: '消防整改',
    });
    expect((await lift()).body).toMatchObject({ filingStatus: 'filed' });
    expect((await lift()).status).toBe(200);
    const { filing, disclosures } = await page();
    expect(filing).toEqual(centre.filing);
    expect(disclosures.map(({ kind, text }) => [kind, text])).toEqual([
      ['suspension', '暂停服务：消防整改'],
      ['filing', '恢复服务'],
    ]);
    const ended = (await parent.call('getBooking', { params: { bookingId: booking.id } })).body;
    expect(ended.status).toBe('cancelled');
    expect((await parent.book(centre._id, child.id, thursday)).status).toBe(201);
  });

  it('is refused for a day to come, another district, and what the register ended', async () => {
    const { centre, suspend, lift } = await district();
    expect(faultOf(await suspend({ from: thursday, reason: '消防整改' }))).toEqual([400, 'input_invalid']);
    const elsewhere = await addCentre(test.app.store);
    expect(faultOf(await suspend(undefined, elsewhere._id))).toEqual([404, 'not_found']);
    const centres = test.app.store.collection('centres');
    await centres.updateOne(
      { _id: centre._id as never },
      { $set: { 'filing.status': 'cancelled' }, $inc: { rev: 1, epoch: 1 } },
    );
    expect(faultOf(await suspend())).toEqual([409, 'centre_not_filed']);
    expect(faultOf(await lift())).toEqual([409, 'centre_not_suspended']);
  });
});

describe('a family whose centre ended its booking', () => {
  it('is shown who else has a place for that child and those hours, the nearest first', async () => {
    const { centre, near, far, full, parent, child, booking, suspend } = await district();
    await suspend();
    const seen = (await parent.call('getBooking', { params: { bookingId: booking.id } })).body;
    expect(seen.hasAlternatives).toBe(true);
    const { wish, items } = (await parent.call('listAlternatives', { params: { bookingId: booking.id } }))
      .body;
    expect(wish).toEqual({ childId: child.id, mode: 'fullDay', date: thursday });
    expect(items.map(({ centreId }) => centreId)).toEqual([near._id, far._id]);
    expect(items[0]).toMatchObject({ distanceMetres: 500, from: '07:30', to: '18:00', freePlaces: 4 });
    expect(items.map(({ centreId }) => centreId)).not.toContain(centre._id);
    expect(full.groups).toEqual([]);
    // The price is that of a quote there, one tap on.
    const { date, ...asked } = wish;
    const body = { ...asked, centreId: near._id, dates: [date] };
    const quote = (await parent.call('quoteBooking', { body })).body;
    expect(items[0]?.totalFen).toBe(quote.totalFen);
    expect((await parent.call('createBooking', { body: { quoteId: quote.id } })).status).toBe(201);
  });

  it('has none for what it ended itself, nor once the time is over', async () => {
    const { parent, booking, suspend } = await district();
    await suspend();
    test.clock.set('2026-11-25T23:30:00Z');
    await parent.signIn();
    const seen = (await parent.call('getBooking', { params: { bookingId: booking.id } })).body;
    expect(seen.hasAlternatives).toBe(false);
    test.clock.set('2026-11-24T01:12:00Z');
    const own = await district();
    const params = { bookingId: own.booking.id };
    await own.parent.call('reportAbsence', { params, body: { symptom: 'unsaid' } });
    expect((await own.parent.call('getBooking', { params })).body.hasAlternatives).toBe(false);
  });
});
