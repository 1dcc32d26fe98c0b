import { describe, expect, it } from 'vitest';
import { looksOf, openDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const friday = '2026-11-27';

const test = ownTestApp();

async function centreWithDesk() {
  const centre = await addCentre(test.app.store);
  const staff = await openDesk(test, centre._id);
  const close = (dates: string[], reason = '全园消毒') =>
    staff.call('deskCloseDays', { body: { dates, reason } });
  const reopen = (date: string) => staff.call('deskReopenDay', { params: { date } });
  const list = async () => (await staff.call('deskListClosedDays')).body.items;
  return { centre, staff, close, reopen, list };
}
const bookingOf = async (parent: Parent, bookingId: string) =>
  (await parent.call('getBooking', { params: { bookingId } })).body;

describe('a day closed at the desk', () => {
  it('is counted before, without a look at any child', async () => {
    const { centre, staff, close } = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    await parent.book(centre._id, child.id, thursday);
    const cancelled = (await parent.book(centre._id, child.id, friday)).body;
    await parent.call('cancelBooking', { params: { bookingId: cancelled.id }, body: {} });
    const elsewhere = await centreWithDesk();
    const preview = async (by: Parent) =>
      (await by.call('deskPreviewClosing', { body: { dates: [thursday, friday] } })).body;
    expect([await preview(staff), await preview(elsewhere.staff)]).toEqual([
      { bookings: 1 },
      { bookings: 0 },
    ]);
    expect((await close([thursday, friday])).body.cancelledBookings).toBe(1);
    expect(await preview(staff)).toEqual({ bookings: 0 });
    expect(await looksOf(parent)).toEqual([]);
  });

  it('ends what was booked on it, says why, tells the family once and gives the child’s day back', async () => {
    const { centre, close, list } = await centreWithDesk();
    const other = await addCentre(test.app.store);
    const { parent, child } = await parentWithChild(test.app);
    const ended = (await parent.book(centre._id, child.id, thursday)).body;
    const kept = (await parent.book(centre._id, child.id, friday)).body;
    const { status, body } = await close([thursday]);
    expect([status, body]).toEqual([
      200,
      { items: [{ on: thursday, reason: '全园消毒' }], cancelledBookings: 1 },
    ]);
    expect(await list()).toEqual(body.items);
    expect(await bookingOf(parent, ended.id)).toMatchObject({
      ...{ status: 'cancelled', cancelledBy: 'centre', cancelReason: '全园消毒', canCancel: false },
    });
    expect((await bookingOf(parent, kept.id)).status).toBe('confirmed');
    const heard = async () =>
      (await parent.call('listNotices')).body.items.filter(({ kind }) => kind === 'bookingCancelledByCentre');
    expect(await heard()).toHaveLength(1);
    expect(JSON.stringify(await heard())).toContain('全园消毒');
    // Somewhere else there may be a place for that day.
    expect((await parent.book(other._id, child.id, thursday)).status).toBe(201);

    // Asked again, the same answer and nobody told twice.
    expect((await close([thursday])).body.cancelledBookings).toBe(1);
    expect(await heard()).toHaveLength(1);
  });

  it('takes no bookings any more, also by a quote from before; other days do', async () => {
    const { centre, close } = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    const quote = await parent.quote(centre._id, child.id, thursday);
    await close([thursday]);
    const refused = await parent.call('createBooking', { body: { quoteId: quote.body.id } });
    expect(refused.problem.code).toBe('centre_closed_day');
    expect((await parent.book(centre._id, child.id, friday)).status).toBe(201);
  });

  it('can be opened again; what was ended stays ended, and new bookings are taken', async () => {
    const { centre, close, reopen } = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    const ended = (await parent.book(centre._id, child.id, thursday)).body;
    await close([thursday, friday]);
    expect((await reopen(thursday)).body.items).toEqual([{ on: friday, reason: '全园消毒' }]);
    expect((await reopen(thursday)).body.items).toHaveLength(1);
    expect((await bookingOf(parent, ended.id)).status).toBe('cancelled');
    expect((await parent.book(centre._id, child.id, thursday)).status).toBe(201);
  });

  it('takes a better reason later, and is refused in the past and beyond the horizon', async () => {
    const { close, list } = await centreWithDesk();
    await close([friday, thursday]);
    await close([thursday], ' 停电 ');
    expect(await list()).toEqual([
      { on: thursday, reason: '停电' },
      { on: friday, reason: '全园消毒' },
    ]);
    expect((await close(['2026-11-23'])).problem.code).toBe('date_in_past');
    expect((await close([thursday, '2028-11-23'])).problem.code).toBe('date_too_far');
    expect(await list()).toHaveLength(2);
  });

  it('is of that centre alone', async () => {
    const one = await centreWithDesk();
    const two = await centreWithDesk();
    const { parent, child } = await parentWithChild(test.app);
    const booked = (await parent.book(two.centre._id, child.id, thursday)).body;
    await one.close([thursday]);
    expect(await two.list()).toEqual([]);
    expect((await bookingOf(parent, booked.id)).status).toBe('confirmed');
    await two.reopen(thursday);
    expect(await one.list()).toHaveLength(1);
    for (const id of ['deskListClosedDays', 'deskReopenDay'] as const) {
      const answer = await parent.call(id, { params: { date: thursday } });
      expect(answer.problem.code).toBe('second_factor_required');
    }
  });
});
