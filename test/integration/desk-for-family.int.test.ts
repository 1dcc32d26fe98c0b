import { describe, expect, it } from 'vitest';
import { openDesk, visitDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const friday = '2026-11-27';

const test = ownTestApp();

async function familyAtDesk() {
  const centre = await addCentre(test.app.store);
  const staff = await openDesk(test, centre._id);
  const { parent, child } = await parentWithChild(test.app);
  const params = await visitDesk(test, staff, parent);
  const quote = (date = thursday, childId = child.id) =>
    staff.call('deskQuoteForFamily', { params, body: { childId, mode: 'fullDay', dates: [date] } });
  const book = (quoteId: string, key?: string) =>
    staff.call('deskBookForFamily', { params, body: { quoteId }, ...(key ? { key } : {}) });
  return { centre, staff, parent, child, params, quote, book };
}

describe('staff booking for a family at the desk', () => {
  it('quote and book as the family would; it finds the booking, hears of it and sees who did it', async () => {
    const { parent, child, quote, book } = await familyAtDesk();
    const quoted = await quote();
    expect([quoted.status, quoted.body.totalFen]).toEqual([201, 9900]);
    const { status, body } = await book(quoted.body.id);
    expect([status, body.status, body.isBookedAtDesk]).toEqual([201, 'confirmed', true]);
    const mine = (await parent.call('listMyBookings')).body.items;
    expect(mine).toEqual([body]);
    const heard = (await parent.call('listNotices')).body.items;
    expect(heard.map(({ kind }) => kind)).toEqual(['bookedAtDesk']);
    const looks = (await parent.call('listAccesses')).body.items;
    expect(looks.map(({ what, childId, byName }) => ({ what, childId, byName }))).toContainEqual({
      ...{ what: 'booked', childId: child.id, byName: '王老师' },
    });
    const cancelled = await parent.call('cancelBooking', { params: { bookingId: body.id }, body: {} });
    expect(cancelled.body.status).toBe('cancelled');
  });

  it('book once by a key, however often it is sent', async () => {
    const { parent, quote, book } = await familyAtDesk();
    const quoted = await quote();
    const answers = await Promise.all([1, 2, 3].map(() => book(quoted.body.id, 'desk-key-0001')));
    const again = await book(quoted.body.id, 'desk-key-0001');
    const ids = [...answers, again].flatMap(({ status, body }) => (status === 201 ? body.id : []));
    expect(new Set(ids).size).toBe(1);
    expect(again.status).toBe(201);
    expect((await parent.call('listMyBookings')).body.items).toHaveLength(1);
    const other = await quote(friday);
    expect((await book(other.body.id, 'desk-key-0001')).problem.code).toBe('idempotency_key_reused');
  });

  it('are refused as the family is', async () => {
    const { quote, book } = await familyAtDesk();
    expect((await quote('2026-11-28')).problem.code).toBe('centre_closed_day');
    const [one, two] = [await quote(), await quote()];
    expect((await book(one.body.id)).status).toBe(201);
    expect((await book(two.body.id)).problem.code).toBe('child_already_booked');
  });
});

describe('a family that is not at this desk', () => {
  it('is found by no other visit, and a visit of another centre’s desk is none', async () => {
    const one = await familyAtDesk();
    const two = await familyAtDesk();
    const quoted = await one.quote();
    for (const params of [one.params, { deskVisitId: 'dv_99999' }]) {
      const body = { childId: one.child.id, mode: 'fullDay', dates: [thursday] };
      const asked = await two.staff.call('deskQuoteForFamily', { params, body });
      const booked = await two.staff.call('deskBookForFamily', {
        params,
        body: { quoteId: quoted.body.id },
      });
      expect([asked.problem.code, booked.problem.code]).toEqual(['not_found', 'not_found']);
    }
    // Another family's child, and another family's quote, at one's own desk.
    expect((await two.quote(thursday, one.child.id)).problem.code).toBe('not_found');
    expect((await two.book(quoted.body.id)).problem.code).toBe('not_found');
  });

  it('keeps its quotes of other centres to itself', async () => {
    const { parent, child, book } = await familyAtDesk();
    const elsewhere = await addCentre(test.app.store);
    const own = await parent.quote(elsewhere._id, child.id, thursday);
    expect((await book(own.body.id)).problem.code).toBe('not_found');
    expect((await parent.call('listMyBookings')).body.items).toEqual([]);
  });

  it('can’t act as a desk itself', async () => {
    const { parent, child, params } = await familyAtDesk();
    const body = { childId: child.id, mode: 'fullDay', dates: [thursday] };
    const answer = await parent.call('deskQuoteForFamily', { params, body });
    expect([answer.status, answer.problem.code]).toEqual([403, 'second_factor_required']);
  });
});
