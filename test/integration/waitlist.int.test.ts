import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDesk, toldTo } from '../support/at-desk.js';
import { bookingStack } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { findMentions } from '../support/mentions.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const test = ownTestApp();
/** Another process, as the job runs in one. */
let stack: ReturnType<typeof bookingStack>;
const children = new Map<string, KnownChild>();
beforeAll(() => {
  const store = test.app.store.useDb(test.app.store.name);
  stack = bookingStack(store, test.clock, children);
});
const keep = () => stack.process((write) => write()).keeper.run();

type Family = Awaited<ReturnType<typeof parentWithChild>>;

/** A centre with so many places on Thursday, all of them booked. */
async function fullCentre(places = 1) {
  const group = makeGroup({ places });
  const { _id: centreId } = await addCentre(test.app.store, { groups: [group] });
  const booked: (Family & { bookingId: string })[] = [];
  for (let count = 0; count < places; count += 1) {
    const family = await parentWithChild(test.app);
    const booking = await family.parent.book(centreId, family.child.id, thursday);
    booked.push({ ...family, bookingId: booking.body.id });
  }
  return { centreId, group, booked };
}

const cancelFirst = ({ booked }: Awaited<ReturnType<typeof fullCentre>>) =>
  booked[0]?.parent.call('cancelBooking', { params: { bookingId: booked[0].bookingId }, body: {} });

async function join({ parent, child }: Family, centreId: string, key?: string) {
  const body = { centreId, childId: child.id, mode: 'fullDay', date: thursday };
  return parent.call('joinWaitlist', { body, ...(key ? { key } : {}) });
}

const asked = (waitlistEntryId: string) => ({ params: { waitlistEntryId } });
const entryOf = async (parent: Parent, id: string) => (await parent.call('getWaitlistEntry', asked(id))).body;

async function accept({ parent, child }: Family, centreId: string, id: string, key?: string) {
  const quote = await parent.quote(centreId, child.id, thursday);
  const body = { quoteId: quote.body.id };
  return parent.call('acceptOffer', { ...asked(id), body, ...(key ? { key } : {}) });
}

/** Somebody who waits at a full centre. */
async function waiting(places = 1) {
  const full = await fullCentre(places);
  const family = await parentWithChild(test.app);
  const { body } = await join(family, full.centreId);
  return { ...full, full, family, id: body.id };
}

const toldKinds = async (parent: Parent) => (await toldTo(parent)).map(({ kind }) => kind);

describe('waiting for a place', () => {
  it('gives a place in line at a full day, the same however often the request comes', async () => {
    const { centreId } = await fullCentre();
    const [first, second] = [await parentWithChild(test.app), await parentWithChild(test.app)];
    const joined = await join(first, centreId, 'join-key-0001');
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({
      ...{ status: 'waiting', waitlistPosition: 1, date: thursday, from: '07:30', to: '18:00', offer: null },
      ...{ child: { nickname: '小满' }, centre: { name: '测试托育中心' }, groupName: '托小班' },
      history: [{ date: '2026-11-24', time: '09:12', place: 1, reason: 'joined' }],
    });
    expect((await join(first, centreId, 'join-key-0001')).body.id).toBe(joined.body.id);
    expect(faultOf(await join(first, centreId))).toEqual([409, 'already_waiting']);
    expect((await join(second, centreId)).body.waitlistPosition).toBe(2);
    const { items } = (await first.parent.call('listMyWaitlist')).body;
    expect(items.map(({ id, status }) => [id, status])).toEqual([[joined.body.id, 'waiting']]);
  });

  it('is refused where a place is free, where the child can’t come at all, and for another’s child', async () => {
    const { _id: centreId } = await addCentre(test.app.store);
    const family = await parentWithChild(test.app);
    expect(faultOf(await join(family, centreId))).toEqual([409, 'place_is_free']);
    expect((await family.parent.call('listMyWaitlist')).body.items).toEqual([]);
    const { centreId: full } = await fullCentre();
    const baby = await parentWithChild(test.app, '2026-09-01');
    expect(faultOf(await join(baby, full))).toEqual([409, 'child_too_young']);
    expect(faultOf(await join({ ...family, child: baby.child }, full))).toEqual([404, 'not_found']);
  });

  it('shows before joining what the place would be: in the calendar, in a quote, in a refusal', async () => {
    const { centreId, family, full } = await waiting();
    const newcomer = await parentWithChild(test.app);
    const query = { mode: 'fullDay', childId: newcomer.child.id, fromDate: thursday, days: 1 };
    const seen = await vi.waitFor(async () => {
      const { body } = await newcomer.parent.call('getCentreAvailability', { params: { centreId }, query });
      expect(body.days[0]?.waiting).toBe(1);
      return body.days[0];
    });
    expect(seen).toMatchObject({ state: 'waitlist', freePlaces: 0, waiting: 1 });
    const quote = await newcomer.parent.quote(centreId, newcomer.child.id, thursday);
    expect(quote.body.days[0]).toMatchObject({ freePlaces: 0, waiting: 1 });
    await cancelFirst(full);
    const refused = await newcomer.parent.call('createBooking', { body: { quoteId: quote.body.id } });
    expect(faultOf(refused)).toEqual([409, 'others_are_waiting']);
    expect(refused.problem.detail).toContain('第 2 位');
    expect((await toldKinds(family.parent))[0]).toBe('placeOffered');
  });

  it('moves up by the rules and tells why', async () => {
    const { centreId } = await fullCentre();
    const families = await Promise.all([1, 2, 3].map(() => parentWithChild(test.app)));
    const ids: string[] = [];
    for (const family of families) ids.push((await join(family, centreId)).body.id);
    const [first, , third] = families as [Family, Family, Family];
    test.clock.advance({ minutes: 5 });
    await first.parent.call('leaveWaitlist', asked(ids[0] ?? ''));
    expect(await entryOf(third.parent, ids[2] ?? '')).toMatchObject({
      waitlistPosition: 2,
      history: [
        { place: 3, families: 2, reason: 'joined' },
        { place: 2, families: 1, reason: 'aheadLeft' },
      ],
    });
  });
});

describe('an offer', () => {
  it('comes to the first in line in the same write as the place comes free, is told, and becomes a booking', async () => {
    const { full, centreId, family, id } = await waiting();
    const next = await parentWithChild(test.app);
    const { body: behind } = await join(next, centreId);
    await cancelFirst(full);
    const offered = await entryOf(family.parent, id);
    expect(offered).toMatchObject({ status: 'offered', waitlistPosition: 1 });
    expect(offered.offer).toMatchObject({ untilDate: '2026-11-24', secondsLeft: 7200 });
    await vi.waitFor(async () => expect(await toldKinds(family.parent)).toEqual(['placeOffered']));
    const [notice] = await toldTo(family.parent);
    expect(notice?.target).toEqual({ kind: 'waitlistEntry', id });
    expect(notice?.text).toContain(`留到11月24日 周二 ${offered.offer?.untilTime.replace(/^0/, '')}`);
    expect(await entryOf(next.parent, behind.id)).toMatchObject({ status: 'waiting', waitlistPosition: 2 });

    const booked = await accept(family, centreId, id);
    expect([booked.status, booked.body.status]).toEqual([201, 'confirmed']);
    expect(await entryOf(family.parent, id)).toMatchObject({
      ...{ status: 'accepted', bookingId: booked.body.id, waitlistPosition: null, offer: null },
    });
    expect(await entryOf(next.parent, behind.id)).toMatchObject({ waitlistPosition: 1 });
    expect(await toldKinds(family.parent)).toEqual(['placeOffered']);
  });

  it('makes one booking, whichever phones accept it with whatever keys and quotes', async () => {
    const { full, centreId, family, id } = await waiting();
    await cancelFirst(full);
    const answers = await Promise.all([1, 2, 3].map(() => accept(family, centreId, id)));
    const again = await accept(family, centreId, id);
    expect([...answers, again].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set([...answers, again].map(({ body }) => body.id)).size).toBe(1);
    expect((await family.parent.call('listMyBookings')).body.items).toHaveLength(1);
  });

  it('takes only a price that was quoted for it', async () => {
    const { full, centreId, family, id } = await waiting();
    await cancelFirst(full);
    const other = await family.parent.quote(centreId, family.child.id, '2026-11-27');
    const call = { ...asked(id), body: { quoteId: other.body.id } };
    expect(faultOf(await family.parent.call('acceptOffer', call))).toEqual([409, 'quote_expired']);
    test.clock.advance({ minutes: 1 });
    const stale = await family.parent.quote(centreId, family.child.id, thursday);
    test.clock.advance({ minutes: 16 });
    const late = { ...asked(id), body: { quoteId: stale.body.id } };
    expect(faultOf(await family.parent.call('acceptOffer', late))).toEqual([409, 'quote_expired']);
    expect((await accept(family, centreId, id)).status).toBe(201);
  });

  it('stands on when the child is somewhere else at that time, and is taken once that is cancelled', async () => {
    const { full, centreId, family, id } = await waiting();
    const { _id: elsewhere } = await addCentre(test.app.store);
    const other = (await family.parent.book(elsewhere, family.child.id, thursday)).body;
    await cancelFirst(full);
    expect(faultOf(await accept(family, centreId, id))).toEqual([409, 'child_already_booked']);
    expect((await entryOf(family.parent, id)).status).toBe('offered');
    await family.parent.call('cancelBooking', { params: { bookingId: other.id }, body: {} });
    expect((await accept(family, centreId, id)).status).toBe(201);
  });

  it('goes to the next when declined, and when its time is over; who let it pass hears of it', async () => {
    const { full, centreId, family, id } = await waiting();
    const [second, third] = [await parentWithChild(test.app), await parentWithChild(test.app)];
    const { body: two } = await join(second, centreId);
    const { body: three } = await join(third, centreId);
    expect(faultOf(await family.parent.call('declineOffer', asked(id)))).toEqual([409, 'offer_gone']);
    await cancelFirst(full);
    const declined = await family.parent.call('declineOffer', asked(id));
    expect([declined.status, declined.body.status]).toEqual([200, 'declined']);
    expect((await family.parent.call('declineOffer', asked(id))).body.status).toBe('declined');
    expect((await entryOf(second.parent, two.id)).status).toBe('offered');

    test.clock.advance({ minutes: 121 });
    expect((await entryOf(second.parent, two.id)).status, 'by the clock').toBe('expired');
    expect(faultOf(await accept(second, centreId, two.id))).toEqual([409, 'offer_gone']);
    expect((await entryOf(third.parent, three.id)).status).toBe('waiting');
    for (const { child } of [second, third]) children.set(child.id, child);
    await keep();
    const told = stack.told.list().map(({ kind, familyId }) => [kind, familyId]);
    expect(told).toContainEqual(['waitlistChanged', second.parent.familyId]);
    expect((await entryOf(third.parent, three.id)).status).toBe('offered');
    expect(await toldKinds(family.parent)).toEqual(['placeOffered']);
  });

  it('is not left once accepted: then there is a booking to cancel', async () => {
    const { full, centreId, family, id } = await waiting();
    await cancelFirst(full);
    await accept(family, centreId, id);
    for (const operation of ['leaveWaitlist', 'declineOffer'] as const)
      expect(faultOf(await family.parent.call(operation, asked(id)))).toEqual([409, 'offer_taken']);
  });
});

describe('a centre', () => {
  it('sees at its desk how many wait and are asked, and no child of them', async () => {
    const { full, centreId, group, family } = await waiting();
    const next = await parentWithChild(test.app);
    await join(next, centreId);
    await cancelFirst(full);
    const desk = await openDesk(test, centreId);
    const { body } = await desk.call('deskListRoster', {
      params: { groupId: group.id },
      query: { date: thursday },
    });
    expect([body.waiting, body.offered]).toEqual([1, 1]);
    expect(body.line).toEqual([{ from: '07:30', to: '18:00', children: 2 }]);
    expect(JSON.stringify(body)).not.toContain(family.child.id);
  });

  it('that tells more places offers them to who waits, also where nobody books', async () => {
    const { centreId, family, id } = await waiting();
    await test.app.store
      .collection('centres')
      .updateOne({ _id: centreId as never }, { $set: { 'groups.0.places': 2 }, $inc: { epoch: 1, rev: 1 } });
    expect((await entryOf(family.parent, id)).status).toBe('waiting');
    await keep();
    expect((await entryOf(family.parent, id)).status).toBe('offered');
  });

  it('that lowers its places takes an offer back into the line, and the family hears of it', async () => {
    const { full, centreId, group, family, id } = await waiting(2);
    await cancelFirst(full);
    const desk = await openDesk(test, centreId);
    const call = { params: { groupId: group.id }, body: { date: thursday, places: 1 } };
    expect((await desk.call('deskSetPlaces', call)).status).toBe(200);
    expect(await entryOf(family.parent, id)).toMatchObject({ status: 'waiting', waitlistPosition: 1 });
    await vi.waitFor(async () =>
      expect(await toldKinds(family.parent)).toEqual(['waitlistChanged', 'placeOffered']),
    );
  });

  it('that closes the day ends the waiting for it, and the family hears of it', async () => {
    const { centreId, family, id } = await waiting();
    const desk = await openDesk(test, centreId);
    const closed = await desk.call('deskCloseDays', { body: { dates: [thursday], reason: '停电' } });
    expect(closed.status).toBe(200);
    expect((await entryOf(family.parent, id)).status).toBe('closed');
    await vi.waitFor(async () => expect(await toldKinds(family.parent)).toEqual(['waitlistChanged']));
  });
});

describe('who goes', () => {
  it('leaves every line with a child that is removed; a day that began unserved is over', async () => {
    const { full, centreId, family, id } = await waiting();
    const next = await parentWithChild(test.app);
    const { body: behind } = await join(next, centreId);
    await family.parent.call('removeChild', { params: { childId: family.child.id } });
    expect((await entryOf(family.parent, id)).status).toBe('left');
    await cancelFirst(full);
    expect((await entryOf(next.parent, behind.id)).status).toBe('offered');
    await next.parent.call('leaveWaitlist', asked(behind.id));
    const { family: late, id: waited } = await waiting();
    test.clock.set('2026-11-26T00:00:00Z');
    expect((await entryOf(late.parent, waited)).status).toBe('over');
    test.clock.set('2026-11-24T05:00:00Z');
  });

  it('takes its entries away in the export, and leaves none of them in the store when it is erased', async () => {
    const { full, centreId, family, id } = await waiting();
    const other = await waiting();
    await cancelFirst(full);
    await accept(family, centreId, id);
    await cancelFirst(other.full);
    const again = await join(family, (await fullCentre()).centreId);
    const { waitlistEntries } = (await family.parent.call('exportMyData')).body;
    expect(waitlistEntries.map((entry) => [entry.id, entry.status]).sort()).toEqual(
      [
        [id, 'accepted'],
        [again.body.id, 'waiting'],
      ].sort(),
    );
    const erasing = stack.process((write) => write()).ofFamily;
    const ids = [family.parent.familyId, family.child.id];
    await erasing.cancelUpcoming(family.parent.familyId);
    await erasing.eraseFamily(family.parent.familyId);
    const kept = (await findMentions(test.app.store, ids)).map((place) => place.split('/')[0]);
    for (const collection of ['rosters', 'waitlistEntries', 'careRequests', 'childDays'])
      expect(kept).not.toContain(collection);
    expect((await entryOf(other.family.parent, other.id)).status, 'others keep their offer').toBe('offered');
  });
});
