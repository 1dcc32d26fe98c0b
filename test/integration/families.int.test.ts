import { DomainError } from '@nearcare/bff/lib/domain-error';
import { describe, expect, it } from 'vitest';
import { bookingStack } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, addDistrict, makeGroup } from '../support/factories.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();

async function consentedParent(): Promise<Parent> {
  const parent = await new Parent(test.app).signIn();
  await parent.agreeTo('childProfile');
  return parent;
}
const childrenOf = async (parent: Parent) => (await parent.call('getMyFamily')).body.children;

const faultyChildren = [
  ['a child not yet born', { nickname: '小满', birthOn: '2026-11-25' }, 400, 'child_not_born'],
  ['a child of three years', { nickname: '小满', birthOn: '2023-11-24' }, 409, 'child_too_old'],
  ['a day that does not exist', { nickname: '小满', birthOn: '2025-02-30' }, 400, 'input_invalid'],
  ['an empty name', { nickname: '', birthOn: '2025-02-03' }, 400, 'input_invalid'],
  ['a name of spaces', { nickname: '  ', birthOn: '2025-02-03' }, 400, 'input_invalid'],
  ['an operator instead of a date', { nickname: '小满', birthOn: { $gt: '' } }, 400, 'input_invalid'],
  [
    'a field nobody asked for',
    { nickname: '小满', birthOn: '2025-02-03', idNumber: '1' },
    400,
    'input_invalid',
  ],
] as const;

describe('adding a child', () => {
  it('keeps each child once, with its months of age, however often it is sent', async () => {
    const parent = await consentedParent();
    const body = { nickname: '小满', birthOn: '2025-04-08' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => parent.call('addChild', { body, key: 'add-child-1' })),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const { children, phoneTail } = (await parent.call('getMyFamily')).body;
    expect(children).toMatchObject([{ nickname: '小满', ageMonths: 19 }]);
    expect(phoneTail).toBe(parent.phone.slice(-4));
  });

  it('waits until its purpose is agreed to', async () => {
    const parent = await new Parent(test.app).signIn();
    const body = { nickname: '小满', birthOn: '2025-04-08' };
    const refused = await parent.call('addChild', { body });
    expect(faultOf(refused)).toEqual([409, 'consent_required']);
    expect(refused.problem.facts).toEqual({ purpose: 'childProfile' });
    expect(await childrenOf(parent)).toEqual([]);
    await parent.agreeTo('childProfile');
    expect((await parent.call('addChild', { body })).status).toBe(201);
  });

  it.each(faultyChildren)('refuses %s and keeps nothing of it', async (_, body, status, code) => {
    const parent = await consentedParent();
    expect(faultOf(await parent.call('addChild', { body }))).toEqual([status, code]);
    expect(await childrenOf(parent)).toEqual([]);
  });

  it('takes a child one day before it is three', async () => {
    const parent = await consentedParent();
    const answer = await parent.call('addChild', { body: { nickname: '大宝', birthOn: '2023-11-25' } });
    expect([answer.status, answer.body.ageMonths]).toEqual([201, 35]);
  });

  it('refuses a key that comes back with another child', async () => {
    const parent = await consentedParent();
    const key = 'child-key-1';
    await parent.call('addChild', { body: { nickname: '一', birthOn: '2025-02-03' }, key });
    const again = await parent.call('addChild', { body: { nickname: '二', birthOn: '2025-02-03' }, key });
    expect(faultOf(again)).toEqual([422, 'idempotency_key_reused']);
  });

  it('stops at eight children, also when two come at the same moment', async () => {
    const parent = await consentedParent();
    for (let count = 0; count < 7; count += 1) await parent.addChild();
    const body = { nickname: '小满', birthOn: '2025-04-08' };
    const answers = await Promise.all([1, 2, 3].map(() => parent.call('addChild', { body })));
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    expect((await childrenOf(parent)).length).toBeLessThanOrEqual(8);
    while ((await childrenOf(parent)).length < 8) await parent.addChild();
    expect(faultOf(await parent.call('addChild', { body }))).toEqual([409, 'too_many_children']);
    const { id } = (await childrenOf(parent))[0] ?? { id: '' };
    expect((await parent.call('removeChild', { params: { childId: id } })).status).toBe(200);
    expect((await parent.call('addChild', { body })).status).toBe(201);
  });

  it('stores nothing readable of the child', async () => {
    const { parent } = await parentWithChild(test.app);
    const docs = await test.app.store.collection('children').find({ familyId: parent.familyId }).toArray();
    expect(docs).toHaveLength(1);
    const text = JSON.stringify(docs);
    expect(text).not.toMatch(/小满|2025-04-08/);
  });
});

describe('correcting a child', () => {
  it('changes what is kept, for its bookings too', async () => {
    const { parent, child } = await parentWithChild(test.app);
    const body = { nickname: '满满', birthOn: '2025-01-31', sex: 'girl' };
    const changed = await parent.call('updateChild', { params: { childId: child.id }, body });
    expect(changed.body).toEqual({ id: child.id, ...body, ageMonths: 21, addedAt: child.addedAt });
    expect(await childrenOf(parent)).toEqual([changed.body]);
  });

  it('can take the sex back', async () => {
    const parent = await consentedParent();
    const body = { nickname: '满满', birthOn: '2025-01-31', sex: 'girl' };
    const { id } = (await parent.call('addChild', { body })).body;
    await parent.call('updateChild', {
      params: { childId: id },
      body: { nickname: '满满', birthOn: '2025-01-31' },
    });
    expect((await childrenOf(parent))[0]).not.toHaveProperty('sex');
  });

  it.each(faultyChildren)('refuses %s and leaves the child as it was', async (_, body, status, code) => {
    const { parent, child } = await parentWithChild(test.app);
    const answer = await parent.call('updateChild', { params: { childId: child.id }, body });
    expect(faultOf(answer)).toEqual([status, code]);
    expect(await childrenOf(parent)).toEqual([child]);
  });

  it('goes on when the child has turned three, as long as its birth date stays', async () => {
    const { parent, child } = await parentWithChild(test.app, '2023-11-25');
    test.clock.advance({ days: 3 });
    const rename = (birthOn: string) =>
      parent.call('updateChild', { params: { childId: child.id }, body: { nickname: '大宝', birthOn } });
    expect([(await rename('2023-11-25')).status, (await childrenOf(parent))[0]?.nickname]).toEqual([
      200,
      '大宝',
    ]);
    expect(faultOf(await rename('2023-11-26'))).toEqual([409, 'child_too_old']);
    test.clock.advance({ days: -3 });
  });

  it('does not bring a removed child back', async () => {
    const { parent, child } = await parentWithChild(test.app);
    await parent.call('removeChild', { params: { childId: child.id } });
    const body = { nickname: '满满', birthOn: '2025-01-31' };
    const answer = await parent.call('updateChild', { params: { childId: child.id }, body });
    expect(faultOf(answer)).toEqual([404, 'not_found']);
    expect(await childrenOf(parent)).toEqual([]);
  });
});

describe('removing a child', () => {
  it('erases it, cancels its coming bookings, and answers the same again', async () => {
    const centre = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const sister = await parent.addChild('2025-06-01', '二宝');
    const booked = await parent.book(centre._id, child.id, '2026-11-26');
    const kept = await parent.book(centre._id, sister.id, '2026-11-26');
    for (let times = 0; times < 2; times += 1) {
      const answer = await parent.call('removeChild', { params: { childId: child.id } });
      expect([answer.status, answer.body]).toEqual([200, {}]);
    }
    expect((await childrenOf(parent)).map(({ id }) => id)).toEqual([sister.id]);
    const statusOf = async (id: string) =>
      (await parent.call('getBooking', { params: { bookingId: id } })).body.status;
    expect([await statusOf(booked.body.id), await statusOf(kept.body.id)]).toEqual([
      'cancelled',
      'confirmed',
    ]);
    const doc = await test.app.store.collection('children').findOne({ _id: child.id as never });
    expect(doc).toMatchObject({ sealed: null, clearedAt: test.clock.now() });
  });

  it('at the moment when it is booked leaves no booking that holds a place', async () => {
    const centre = await addCentre(test.app.store, { groups: [makeGroup({ places: 20 })] });
    for (let round = 0; round < 8; round += 1) {
      const { parent, child } = await parentWithChild(test.app);
      const quote = await parent.quote(centre._id, child.id, '2026-11-26');
      const book = () => parent.call('createBooking', { body: { quoteId: quote.body.id } });
      const remove = () => parent.call('removeChild', { params: { childId: child.id } });
      await (round % 2 === 0 ? Promise.all([book(), remove()]) : Promise.all([remove(), book()]));
      const { items } = (await parent.call('listMyBookings')).body;
      expect(items.filter(({ status }) => status !== 'cancelled')).toEqual([]);
    }
  });

  it('after a booking has looked at it and before it is written makes that booking fail', async () => {
    const { store } = test.app;
    const centre = await addCentre(store);
    const children = new Map([['ch_gone', { id: 'ch_gone', nickname: '小满', birthOn: '2025-04-08' }]]);
    const stack = bookingStack(store.useDb(store.name), test.clock, children);
    const body = {
      centreId: centre._id,
      childId: 'ch_gone',
      mode: 'fullDay' as const,
      dates: ['2026-11-26'],
    };
    const quote = await stack.process((write) => write()).quotes.quoteBooking('f_theirs', body);
    const { bookings } = stack.process((write) => {
      children.clear();
      return write();
    });
    const booked = bookings.createBooking('f_theirs', { quoteId: quote.id }, 'booking-key-1');
    await expect(booked).rejects.toThrow(new DomainError('not_found'));
    expect(await store.collection('careRequests').findOne({ familyId: 'f_theirs' })).toMatchObject({
      status: 'abandoned',
    });
    expect(await store.collection('rosters').findOne({ scope: centre._id })).toMatchObject({ claims: [] });
  });

  it('ends its pick-up codes and its requests', async () => {
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('pickups');
    await parent.agreeTo('feeReduction');
    const pickup = await parent.call('addPickup', {
      body: { name: '奶奶', relation: 'grandparent', phone: '13900000001' },
    });
    const body = { childId: child.id, on: '2026-11-24' };
    await parent.call('createPickupCode', { params: { pickupId: pickup.body.id }, body });
    const districtCode = await addDistrict(test.app.store);
    await parent.call('requestFeeReduction', {
      body: { childId: child.id, kind: 'childInNeed', districtCode },
    });
    await parent.call('removeChild', { params: { childId: child.id } });
    const family = (await parent.call('getMyFamily')).body;
    expect(family.pickupCodes.map(({ state }) => state)).toEqual(['revoked']);
    expect([family.feeReductions, family.pickups.length]).toEqual([[], 1]);
  });

  it('makes no new child of a late retry of its adding', async () => {
    const parent = await consentedParent();
    const request = { body: { nickname: '小满', birthOn: '2025-04-08' }, key: 'late-retry-1' };
    const { id } = (await parent.call('addChild', request)).body;
    await parent.call('removeChild', { params: { childId: id } });
    expect(faultOf(await parent.call('addChild', request))).toEqual([404, 'not_found']);
    expect(await childrenOf(parent)).toEqual([]);
  });

  it('that a crash interrupted is carried on when the family is looked at', async () => {
    const centre = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const booked = await parent.book(centre._id, child.id, '2026-11-26');
    // What is on disk when the process dies right after the child was erased.
    await test.app.store
      .collection('children')
      .updateOne({ _id: child.id as never }, { $set: { sealed: null, removedAt: test.clock.now() } });
    expect(await childrenOf(parent)).toEqual([]);
    const booking = await parent.call('getBooking', { params: { bookingId: booked.body.id } });
    expect(booking.body.status).toBe('cancelled');
  });
});
