import { describe, expect, it, vi } from 'vitest';
import { openDesk, toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { changer, type Hours, hours, sellingHours, wholeDay } from '../support/changing.js';
import { addCentre } from '../support/factories.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const test = ownTestApp();

const aCentre = (places: number, name: string) =>
  addCentre(test.app.store, { ...sellingHours(places), name });

/** A family that waits for a whole Thursday at a full centre, and has these hours elsewhere or there; the place comes free. */
async function offered({ had = wholeDay, isSame = false }: { had?: Hours; isSame?: boolean } = {}) {
  const wanted = await aCentre(isSame ? 2 : 1, '栗子树');
  const backup = isSame ? wanted : await aCentre(1, '绒球屋');
  const holder = await parentWithChild(test.app);
  const held = await changer(holder.parent, wanted._id, holder.child.id).book(wholeDay, thursday);
  const { parent, child } = await parentWithChild(test.app);
  const booked = (await changer(parent, backup._id, child.id).book(had, thursday)).body;
  if (isSame) {
    const other = await parentWithChild(test.app);
    await changer(other.parent, wanted._id, other.child.id).book(hours('13:00', '16:00'), thursday);
  }
  const wish = { centreId: wanted._id, childId: child.id, mode: 'fullDay' } as const;
  const entry = (await parent.call('joinWaitlist', { body: { ...wish, date: thursday } })).body;
  const params = { waitlistEntryId: entry.id };
  const quote = (over: object = {}) =>
    parent.call('quoteBooking', {
      body: { ...wish, dates: [thursday], bookingId: booked.id, waitlistEntryId: entry.id, ...over },
    });
  return {
    ...{ wanted, backup, parent, child, booked, params, quote },
    comesFree: () => holder.parent.call('cancelBooking', { params: { bookingId: held.body.id }, body: {} }),
    read: async () => (await parent.call('getWaitlistEntry', { params })).body,
    accept: async (quoteId: string, replaces: string | undefined = booked.id) =>
      parent.call('acceptOffer', { params, body: { quoteId, ...(replaces && { replaces }) } }),
    mine: async () =>
      (await parent.call('listMyBookings')).body.items.map(({ id, status, centre }) => [
        ...[id, status, centre.name],
      ]),
  };
}

/** Who holds what at that centre on Thursday, by booking. */
async function holdersAt(centreId: string): Promise<string[]> {
  const rosters = await test.app.store.collection('rosters').find({ scope: centreId }).toArray();
  return rosters.flatMap(({ claims }) => claims.map(({ owner }: { owner: string }) => owner));
}

describe('an offer that is taken in place of another booking', () => {
  it('of another centre moves it there by one write: same booking, old place given back, told once', async () => {
    const { wanted, backup, booked, comesFree, ...family } = await offered();
    expect((await family.read()).overlapping, 'while nothing is offered').toEqual([]);
    await comesFree();
    expect((await family.read()).overlapping).toEqual([
      {
        ...{ bookingId: booked.id, centreName: '绒球屋', mode: 'fullDay' },
        ...{ from: '07:30', to: '18:00', canReplace: true },
      },
    ]);
    const quote = (await family.quote()).body;
    expect(quote.changeOf).toMatchObject({ bookingId: booked.id, centreName: '绒球屋', feeFen: 0 });
    const accepted = await family.accept(quote.id);
    expect([accepted.status, accepted.body.id, accepted.body.centre.name]).toEqual([
      201,
      booked.id,
      '栗子树',
    ]);
    expect(accepted.body.versions.map(({ centreName }) => centreName)).toEqual(['绒球屋', '栗子树']);
    expect(await family.mine()).toEqual([[booked.id, 'confirmed', '栗子树']]);
    expect([await holdersAt(wanted._id), await holdersAt(backup._id)]).toEqual([[booked.id], []]);
    expect(await family.read()).toMatchObject({ status: 'accepted', bookingId: booked.id, overlapping: [] });
    const told = await vi.waitFor(async () => {
      const items = await toldTo(family.parent);
      expect(items.map(({ kind }) => kind).sort()).toEqual(['bookingChanged', 'placeOffered']);
      return items;
    });
    expect(told.find(({ kind }) => kind === 'bookingChanged')?.text).toContain('换掉绒球屋');
  });

  it('is the new centre’s from then on, and the old one’s no more', async () => {
    const { wanted, backup, booked, comesFree, quote, accept, mine } = await offered();
    await comesFree();
    const { body } = await accept((await quote()).body.id);
    const [there, here] = [await openDesk(test, wanted._id), await openDesk(test, backup._id)];
    const listed = async (desk: typeof there, { groups }: typeof wanted) => {
      const params = { groupId: groups[0]?.id ?? '' };
      const roster = await desk.call('deskListRoster', { params, query: { date: thursday } });
      return roster.body.children.map(({ bookingId }) => bookingId);
    };
    expect([await listed(there, wanted), await listed(here, backup)]).toEqual([[booked.id], []]);
    const end = { params: { bookingId: booked.id }, body: { reason: '老师病了' } };
    expect(faultOf(await here.call('deskCancelBooking', end))).toEqual([404, 'not_found']);
    // Each centre ends what is its own: the day closed at the old one touches nobody.
    const closing = { body: { dates: [thursday], reason: '停电' } };
    expect((await here.call('deskCloseDays', closing)).status).toBe(200);
    expect(await mine()).toEqual([[body.id, 'confirmed', '栗子树']]);
    expect((await there.call('deskCloseDays', closing)).status).toBe(200);
    expect(await mine()).toEqual([[body.id, 'cancelled', '栗子树']]);
  });

  it('of the same roster counts the child once when it is done', async () => {
    const { wanted, booked, comesFree, quote, accept } = await offered({
      ...{ isSame: true, had: hours('09:00', '11:00') },
    });
    await comesFree();
    const { body } = await accept((await quote()).body.id);
    expect(body).toMatchObject({ id: booked.id, mode: 'fullDay', from: '07:30', to: '18:00' });
    expect((await holdersAt(wanted._id)).filter((owner) => owner === booked.id)).toHaveLength(1);
    const next = await parentWithChild(test.app);
    const morning = await changer(next.parent, wanted._id, next.child.id).book(
      hours('09:00', '11:00'),
      thursday,
    );
    expect(morning.status).toBe(201);
  });

  it('is one, whichever phones accept it and however often, also without a word of the other booking', async () => {
    const { booked, comesFree, quote, accept, mine } = await offered();
    await comesFree();
    const quotes = await Promise.all([quote(), quote(), quote()]);
    const answers = await Promise.all(quotes.map(({ body }) => accept(body.id)));
    const again = await accept(quotes[2]?.body.id ?? '', '');
    expect([...answers, again].map(({ status, body }) => [status, body.id])).toEqual(
      Array.from({ length: 4 }, () => [201, booked.id]),
    );
    expect(await mine()).toEqual([[booked.id, 'confirmed', '栗子树']]);
  });

  it('says what leaving the other day late may cost, and keeps that with what was accepted', async () => {
    const { comesFree, quote, accept } = await offered();
    test.clock.set('2026-11-25T10:30:00Z');
    await comesFree();
    const { body } = await quote();
    expect(body.changeOf).toMatchObject({ feeFen: 2000, cancellation: { lateFeeFen: 2000 } });
    expect((await accept(body.id)).body.versions.map(({ feeFen }) => feeFen)).toEqual([0, 2000]);
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('leaves the other booking as it is when the offer is gone', async () => {
    const { booked, comesFree, quote, accept, mine, parent, params } = await offered();
    const early = (await quote()).body.id;
    expect(faultOf(await accept(early))).toEqual([409, 'offer_gone']);
    await comesFree();
    const { body } = await quote();
    await parent.call('declineOffer', { params });
    expect(faultOf(await accept(body.id))).toEqual([409, 'offer_gone']);
    expect(await mine()).toEqual([[booked.id, 'confirmed', '绒球屋']]);
  });

  it('is taken by a quote made for it and by no other, and such a quote changes nothing else', async () => {
    const { booked, comesFree, quote, accept, parent, child, wanted } = await offered();
    await comesFree();
    const plain = await parent.quote(wanted._id, child.id, thursday);
    expect(faultOf(await accept(plain.body.id))).toEqual([404, 'not_found']);
    const { body } = await quote();
    expect(faultOf(await accept(body.id, 'b_000000'))).toEqual([404, 'not_found']);
    const change = { params: { bookingId: booked.id }, body: { quoteId: body.id } };
    expect(faultOf(await parent.call('rescheduleBooking', change))).toEqual([404, 'not_found']);
    expect(faultOf(await quote({ waitlistEntryId: undefined }))).toEqual([400, 'input_invalid']);
    const sibling = await parent.addChild('2025-05-08', '小米');
    expect(faultOf(await quote({ childId: sibling.id }))).toEqual([400, 'input_invalid']);
    const stranger = await offered();
    expect(faultOf(await quote({ bookingId: stranger.booked.id }))).toEqual([404, 'not_found']);
    expect((await accept(body.id)).status).toBe(201);
  });
});
