import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { type Parent, parentWithChild } from '../support/parent.js';
import { storedBookings } from '../support/stored-bookings.js';

const [thursday, friday, saturday, monday] = [
  '2026-11-26',
  '2026-11-27',
  '2026-11-28',
  '2026-11-30',
] as const;

const test = ownTestApp();

const quoteOf = (parent: Parent, centreId: string, childId: string, dates: string[]) =>
  parent.call('quoteBooking', { body: { centreId, childId, mode: 'fullDay', dates } });

async function bookAll(parent: Parent, centreId: string, childId: string, dates: string[]) {
  const { body: quote } = await quoteOf(parent, centreId, childId, dates);
  const { status, body } = await parent.call('createBooking', { body: { quoteId: quote.id } });
  expect(status).toBe(201);
  return body;
}

const claimsOn = async (centreId: string) => {
  const rosters = await test.app.store.collection('rosters').find({ scope: centreId }).toArray();
  return rosters.filter(({ claims }) => claims.length > 0).map(({ date }) => date as string);
};

/** A centre with one place a day, taken on these days. */
async function takenOn(...dates: string[]) {
  const centre = await addCentre(test.app.store, { groups: [makeGroup({ places: 1 })] });
  const { parent, child } = await parentWithChild(test.app);
  if (dates.length > 0) await bookAll(parent, centre._id, child.id, dates);
  return centre;
}

describe('several days asked for in one go', () => {
  it('are priced day by day, with the days that can’t be had and why', async () => {
    const centre = await takenOn(friday);
    const { parent, child } = await parentWithChild(test.app);
    const { body } = await quoteOf(parent, centre._id, child.id, [monday, saturday, thursday, friday]);
    expect(body.days.map(({ date, freePlaces }) => [date, freePlaces])).toEqual([
      [thursday, 1],
      [friday, 0],
      [monday, 1],
    ]);
    expect(body.refused).toMatchObject([{ date: saturday, weekday: 6, code: 'centre_closed_day' }]);
    expect(body.totalFen).toBe(body.days.reduce((sum, day) => sum + day.totalFen, 0));
  });

  it('are refused altogether only where none of them can be had', async () => {
    const centre = await takenOn();
    const { parent, child } = await parentWithChild(test.app);
    const { status, problem } = await quoteOf(parent, centre._id, child.id, [saturday, '2026-11-29']);
    expect([status, problem.code]).toEqual([409, 'centre_closed_day']);
  });

  it('are booked together, each a booking of its own that names the others', async () => {
    const centre = await takenOn();
    const { parent, child } = await parentWithChild(test.app);
    const booked = await bookAll(parent, centre._id, child.id, [thursday, friday, monday]);
    expect(booked.request.bookings.map(({ date, status }) => [date, status])).toEqual(
      [thursday, friday, monday].map((date) => [date, 'confirmed']),
    );
    const mine = (await parent.call('listMyBookings')).body.items;
    expect(mine.map(({ date }) => date)).toEqual([monday, friday, thursday]);
    expect(new Set(mine.map(({ entryCode }) => entryCode)).size).toBeGreaterThan(1);
    expect(await claimsOn(centre._id)).toEqual([thursday, friday, monday]);
  });

  it('are booked all or none: a day that is full keeps the others free, and says which it was', async () => {
    const centre = await takenOn(monday);
    const { parent, child } = await parentWithChild(test.app);
    const { body: quote } = await quoteOf(parent, centre._id, child.id, [thursday, monday]);
    const { status, problem } = await parent.call('createBooking', { body: { quoteId: quote.id } });
    expect([status, problem.code]).toEqual([409, 'no_place_left']);
    expect(problem.detail).toContain('11月30日');
    expect(await claimsOn(centre._id)).toEqual([monday]);

    const free = quote.days.filter(({ freePlaces }) => freePlaces > 0).map(({ date }) => date);
    const booked = await parent.call('createBooking', { body: { quoteId: quote.id, dates: free } });
    expect(booked.body.request.bookings.map(({ date }) => date)).toEqual([thursday]);
    expect(booked.body.quote.totalFen).toBe(9900);
  });

  it('can’t be taken from a quote that does not have them', async () => {
    const centre = await takenOn();
    const { parent, child } = await parentWithChild(test.app);
    const { body: quote } = await quoteOf(parent, centre._id, child.id, [thursday]);
    const body = { quoteId: quote.id, dates: [thursday, friday] };
    expect((await parent.call('createBooking', { body })).problem.code).toBe('not_found');
    expect(await claimsOn(centre._id)).toEqual([]);
  });

  it('are at most forty, each once', async () => {
    const centre = await takenOn();
    const { parent, child } = await parentWithChild(test.app);
    for (const dates of [[], [thursday, thursday], Array.from({ length: 41 }, (_, day) => dayIn2027(day))])
      expect((await quoteOf(parent, centre._id, child.id, dates)).status).toBe(400);
  });

  it('are cancelled one by one: the others stay', async () => {
    const centre = await takenOn();
    const { parent, child } = await parentWithChild(test.app);
    const booked = await bookAll(parent, centre._id, child.id, [thursday, friday]);
    const [, second] = booked.request.bookings;
    const input = { params: { bookingId: second?.id ?? '' }, body: {} };
    for (const _ of ['once', 'again'])
      expect((await parent.call('cancelBooking', input)).body).toMatchObject({
        ...{ date: friday, status: 'cancelled', cancelledBy: 'parent' },
        request: { bookings: [{ status: 'confirmed' }, { status: 'cancelled' }] },
      });
    expect(await claimsOn(centre._id)).toEqual([thursday]);
    const stored = await storedBookings(test.app.store, { _id: booked.request.id });
    expect(stored.map(({ status }) => status)).toEqual(['confirmed', 'cancelled']);
  });

  it('make one request, however often it is repeated', async () => {
    const centre = await takenOn();
    const { parent, child } = await parentWithChild(test.app);
    const { body: quote } = await quoteOf(parent, centre._id, child.id, [thursday, friday]);
    const ask = (dates: string[]) =>
      parent.call('createBooking', { body: { quoteId: quote.id, dates }, key: 'several-again-1' });
    const [one, two] = [await ask([thursday, friday]), await ask([thursday, friday])];
    expect(two.body).toEqual(one.body);
    expect((await ask([thursday])).problem.code).toBe('idempotency_key_reused');
  });
});

const dayIn2027 = (day: number) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
