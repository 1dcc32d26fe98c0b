import { describe, expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const thursday = '2026-11-26';
const friday = '2026-11-27';
const saturday = '2026-11-28';

const test = ownTestApp();

describe('a quote', () => {
  it('lists its lines with reasons, and its total is their sum', async () => {
    const centre = await addCentre(test.app.store, {
      priceList: [
        {
          id: '1',
          kind: 'care',
          mode: 'fullDay',
          label: '全日托',
          unit: 'day',
          amountFen: 9900,
          isVoluntary: false,
        },
        { id: '2', kind: 'meal', label: '伙食费', unit: 'day', amountFen: 1800, isVoluntary: false },
        { id: '3', kind: 'meal', label: '加餐', unit: 'day', amountFen: 500, isVoluntary: true },
      ],
    });
    const { parent, child } = await parentWithChild(test.app);
    const { status, body } = await parent.quote(centre._id, child.id, thursday);
    expect(status).toBe(201);
    const [day] = body.days;
    expect(day?.lines.map(({ label, amountFen }) => [label, amountFen])).toEqual([
      ['全日托', 9900],
      ['伙食费', 1800],
    ]);
    expect(body.totalFen).toBe(day?.lines.reduce((sum, line) => sum + line.amountFen, 0));
    expect(day).toMatchObject({ from: '07:30', to: '18:00', groupName: '托小班' });
    expect(body.expiresTime).toBe('09:27');
    expect(day?.cancellation).toMatchObject({
      freeUntilOn: '2026-11-25',
      freeUntilTime: '18:00',
      lateFeeFen: 2000,
    });
  });

  it('takes the price line of the child’s own group before the one for all', async () => {
    const line = { kind: 'care', mode: 'fullDay', label: '全日托', unit: 'day', isVoluntary: false } as const;
    const centre = await addCentre(test.app.store, {
      priceList: [
        { ...line, id: '1', amountFen: 9900 },
        { ...line, id: '2', amountFen: 8800, ageGroup: 'juniorToddler' },
      ],
    });
    const { parent, child } = await parentWithChild(test.app);
    expect((await parent.quote(centre._id, child.id, thursday)).body.totalFen).toBe(8800);
  });

  it('chooses the group by the age on the day of care, not by today’s', async () => {
    const centre = await addCentre(test.app.store, {
      groups: [
        makeGroup(),
        makeGroup({ name: '托大班', ageGroup: 'seniorToddler', minMonths: 24, maxMonths: 36 }),
      ],
    });
    const { parent, child } = await parentWithChild(test.app, '2024-11-27');
    expect((await parent.quote(centre._id, child.id, thursday)).body.days[0]?.groupName).toBe('托小班');
    expect((await parent.quote(centre._id, child.id, friday)).body.days[0]?.groupName).toBe('托大班');
  });

  const refusals = [
    { why: 'a day that is over', date: '2026-11-23', code: 'date_in_past' },
    { why: 'today, once the centre has opened', date: '2026-11-24', code: 'date_in_past' },
    { why: 'a weekend', date: saturday, code: 'centre_closed_day' },
    { why: 'a public holiday', date: '2027-01-01', code: 'date_is_holiday' },
    { why: 'two years ahead', date: '2028-11-24', code: 'date_too_far' },
    { why: 'an unfiled centre', status: 'unfiled', code: 'centre_not_filed' },
    { why: 'a suspended centre', status: 'suspended', code: 'centre_suspended' },
    { why: 'a child that is too young', birthOn: '2026-05-01', code: 'child_too_young' },
    { why: 'a child that is past the centre’s groups', birthOn: '2024-02-01', code: 'child_too_old' },
    { why: 'a mode that the centre does not offer', careModes: ['hourly'], code: 'mode_not_offered' },
    { why: 'a centre that only sells months', priceList: [], code: 'no_price_line' },
    { why: 'a day the centre closes itself', closed: thursday, code: 'centre_closed_day' },
  ] as const;

  for (const refusal of refusals) {
    it(`refuses ${refusal.why}, with a sentence for a parent`, async () => {
      const { date = thursday, birthOn } = refusal as { date?: string; birthOn?: string };
      const given = refusal as {
        status?: 'unfiled' | 'suspended';
        careModes?: ['hourly'];
        priceList?: [];
        closed?: string;
      };
      const base = await addCentre(test.app.store, {
        ...(given.careModes ? { careModes: [...given.careModes] } : {}),
        ...(given.priceList ? { priceList: [] } : {}),
        ...(given.closed ? { closedDays: [{ on: given.closed, reason: '消毒' }] } : {}),
        ...(given.status
          ? {
              filing: {
                status: given.status,
                credentialKind: 'filing',
                receiptNumber: null,
                authority: null,
                filedOn: null,
                suspendedFrom: '2026-11-01',
                reason: '整改',
              },
            }
          : {}),
      });
      const { parent, child } = await parentWithChild(test.app, birthOn);
      const { status, problem } = await parent.quote(base._id, child.id, date);
      expect({ status, code: problem.code }).toEqual({ status: 409, code: refusal.code });
      expect(problem.detail).toMatch(/[\u4e00-\u9fff]/);
      expect(problem.detail).not.toMatch(/[{}]/);
    });
  }
});

describe('a booking', () => {
  it('is confirmed, found again, listed, and leaves one place fewer', async () => {
    const centre = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const booked = await parent.book(centre._id, child.id, thursday);
    expect(booked.status).toBe(201);
    expect(booked.body).toMatchObject({ status: 'confirmed', date: thursday, canCancel: true });
    expect(booked.body.entryCode).toMatch(/^\d{4}$/);

    const found = await parent.call('getBooking', { params: { bookingId: booked.body.id } });
    expect(found.body).toEqual(booked.body);
    const listed = await parent.call('listMyBookings');
    expect(listed.body.items.map(({ id }) => id)).toEqual([booked.body.id]);

    const query = { mode: 'fullDay', childId: child.id, fromDate: thursday, days: 1 };
    const days = (await parent.call('getCentreAvailability', { params: { centreId: centre._id }, query }))
      .body.days;
    expect(days[0]).toMatchObject({ state: 'free', freePlaces: 3 });
  });

  it('repeated with its key is the same booking, and takes no second place', async () => {
    const group = makeGroup({ places: 2 });
    const centre = await addCentre(test.app.store, { groups: [group] });
    const { parent, child } = await parentWithChild(test.app);
    const quote = await parent.quote(centre._id, child.id, thursday);
    const input = { body: { quoteId: quote.body.id }, key: 'the-same-key-1' };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => parent.call('createBooking', input)));
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(answers.every(({ status, problem }) => status === 201 || problem.code === 'retry')).toBe(true);
    const roster = await test.app.store.collection('rosters').findOne({ scope: centre._id });
    expect(roster?.claims).toHaveLength(1);
  });

  it('refuses a key that comes back with another quote', async () => {
    const centre = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const [one, two] = [
      await parent.quote(centre._id, child.id, thursday),
      await parent.quote(centre._id, child.id, friday),
    ];
    await parent.call('createBooking', { body: { quoteId: one.body.id }, key: 'reused-key-1' });
    const again = await parent.call('createBooking', { body: { quoteId: two.body.id }, key: 'reused-key-1' });
    expect([again.status, again.problem.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('refuses the child a second place on the same day, at any centre', async () => {
    const [here, there] = [await addCentre(test.app.store), await addCentre(test.app.store)];
    const { parent, child } = await parentWithChild(test.app);
    await parent.book(here._id, child.id, thursday);
    const second = await parent.book(there._id, child.id, thursday);
    expect([second.status, second.problem.code]).toEqual([409, 'child_already_booked']);
    expect((await parent.book(there._id, child.id, friday)).status).toBe(201);
  });

  it('of the last place goes to one of two parents; the other is told and holds nothing', async () => {
    const centre = await addCentre(test.app.store, { groups: [makeGroup({ places: 3, enrolled: 2 })] });
    const families = await Promise.all([parentWithChild(test.app), parentWithChild(test.app)]);
    const answers = await Promise.all(
      families.map(({ parent, child }) => parent.book(centre._id, child.id, thursday)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('no_place_left');
    expect(
      await test.app.store.collection('childDays').countDocuments({
        date: thursday,
        scope: { $in: families.map(({ parent }) => parent.familyId) },
        'claims.0': { $exists: true },
      }),
    ).toBe(1);
  });

  it('needs its key', async () => {
    const { parent } = await parentWithChild(test.app);
    const refused = await parent.call('createBooking', { body: { quoteId: 'q_0000' }, key: 'short' });
    expect([refused.status, refused.problem.code]).toEqual([400, 'idempotency_key_missing']);
  });
});

describe('a quote that ran out', () => {
  it('can’t be booked any more, and says so', async () => {
    const own = await buildTestApp();
    try {
      const centre = await addCentre(own.app.store);
      const { parent, child } = await parentWithChild(own.app);
      const quote = await parent.quote(centre._id, child.id, thursday);
      own.clock.advance({ minutes: 16 });
      const late = await parent.call('createBooking', { body: { quoteId: quote.body.id } });
      expect([late.status, late.problem.code]).toEqual([409, 'quote_expired']);
    } finally {
      await own.close();
    }
  });
});

describe('a cancellation', () => {
  it('gives back exactly one place, however often it is asked', async () => {
    const centre = await addCentre(test.app.store, { groups: [makeGroup({ places: 1 })] });
    const [first, second] = await Promise.all([parentWithChild(test.app), parentWithChild(test.app)]);
    const booked = await first.parent.book(centre._id, first.child.id, thursday);
    const input = { params: { bookingId: booked.body.id }, body: {} };
    const answers = [
      await first.parent.call('cancelBooking', input),
      await first.parent.call('cancelBooking', input),
    ];
    for (const { status, body } of answers)
      expect([status, body.status, body.cancelledBy]).toEqual([200, 'cancelled', 'parent']);
    expect((await second.parent.book(centre._id, second.child.id, thursday)).status).toBe(201);
    expect((await first.parent.book(centre._id, first.child.id, thursday)).problem.code).toBe(
      'no_place_left',
    );
  });

  it('after which the old key answers the cancelled booking and books nothing', async () => {
    const centre = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const quote = await parent.quote(centre._id, child.id, thursday);
    const input = { body: { quoteId: quote.body.id }, key: 'late-duplicate-1' };
    const booked = await parent.call('createBooking', input);
    await parent.call('cancelBooking', { params: { bookingId: booked.body.id }, body: {} });
    const late = await parent.call('createBooking', input);
    expect(late.body).toMatchObject({ id: booked.body.id, status: 'cancelled' });
  });

  it('is refused once care has begun', async () => {
    const own = await buildTestApp();
    try {
      const centre = await addCentre(own.app.store);
      const { parent, child } = await parentWithChild(own.app);
      const booked = await parent.book(centre._id, child.id, thursday);
      own.clock.set('2026-11-25T23:30:00Z');
      parent.token = null;
      await parent.signIn();
      const refused = await parent.call('cancelBooking', { params: { bookingId: booked.body.id }, body: {} });
      expect([refused.status, refused.problem.code]).toEqual([409, 'cancel_too_late']);
    } finally {
      await own.close();
    }
  });
});

describe('the calendar of free places', () => {
  it('says for each day what it is', async () => {
    const centre = await addCentre(test.app.store, { closedDays: [{ on: friday, reason: '消毒' }] });
    const stranger = new Parent(test.app);
    const query = { mode: 'fullDay', ageMonths: 19, fromDate: '2026-11-23', days: 6 };
    const { body } = await stranger.call('getCentreAvailability', {
      params: { centreId: centre._id },
      query,
    });
    expect(body.days.map(({ state }) => state)).toEqual(['past', 'past', 'free', 'free', 'closed', 'closed']);
    expect(body.days[4]?.note).toBe('消毒');
    expect(body.today).toBe('2026-11-24');
    expect(body.days[2]).toMatchObject({ priceFen: 9900, stay: { from: '07:30', to: '18:00' } });
  });

  it('of a child is for its family only', async () => {
    const centre = await addCentre(test.app.store);
    const { child } = await parentWithChild(test.app);
    const other = await parentWithChild(test.app);
    const input = { params: { centreId: centre._id }, query: { mode: 'fullDay', childId: child.id } };
    expect((await other.parent.call('getCentreAvailability', input)).status).toBe(404);
    expect((await new Parent(test.app).call('getCentreAvailability', input)).status).toBe(401);
  });
});
