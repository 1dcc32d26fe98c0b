import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { ownCentreModel } from '@nearcare/bff/features/centres/desk/own-centre.model';
import { describe, expect, it } from 'vitest';
import { deskOf, expectClaimsToMatch } from '../support/booking-stack.js';
import { careDays, thursday } from '../support/care-days.js';
import { asItIs, Crash } from '../support/crashes.js';
import { storedBooking } from '../support/stored-bookings.js';

const care = careDays();
const { clock, emptyDays, quoteFor, requests, centres } = care;

describe('a family whose booking its centre ended', () => {
  it('is told once, whichever write the closing died at', async () => {
    for (let diesAfter = 1; diesAfter <= 7; diesAfter += 1) {
      const { centre } = await emptyDays();
      const steady = care.stack.process(asItIs);
      const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
      const { id } = await steady.bookings.createBooking('f_aaaa', { quoteId }, 'told-once-1');
      let writes = 0;
      const dying = care.stack.process(async (write) => {
        if (writes === diesAfter) throw new Crash();
        writes += 1;
        return write();
      });
      const order = { dates: [thursday], reason: '停电' };
      const died = await dying.closedDays.closeDays(centre._id, order).then(
        () => false,
        () => true,
      );
      expect(died).toBe(diesAfter < 7);
      await steady.reconcile.run();
      await steady.reconcile.run();
      expect(care.stack.told.of('f_aaaa').map(({ key }) => key)).toEqual([`bookings/${id}/cancelled`]);
      expect((await steady.closedDays.closeDays(centre._id, order)).cancelledBookings).toBe(1);
      await expectClaimsToMatch(care.store);
    }
  });

  it('is told of a suspension too, with its reason', async () => {
    const { centre } = await emptyDays();
    const steady = care.stack.process(asItIs);
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    await steady.bookings.createBooking('f_aaaa', { quoteId }, 'suspended-1');
    await centres().updateOne(
      { _id: centre._id },
      { $set: { 'filing.status': 'suspended', 'filing.reason': '消防整改' }, $inc: { rev: 1, epoch: 1 } },
    );
    await steady.reconcile.run();
    await steady.reconcile.run();
    expect(care.stack.told.of('f_aaaa').map(({ kind, facts }) => ({ kind, facts }))).toMatchObject([
      { kind: 'bookingCancelledByCentre', facts: { reason: '消防整改', date: thursday } },
    ]);
  });
});

describe('closing a day', () => {
  it('ends at once what was confirmed while it was deciding about it', async () => {
    const { centre } = await emptyDays();
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    let confirm: () => void = () => undefined;
    const mayConfirm = new Promise<void>((resolve) => {
      confirm = resolve;
    });
    let reachConfirm: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      reachConfirm = resolve;
    });
    // Inserted, child's day, roster; the fourth write is the commit.
    let steps = 0;
    const family = care.stack.process(async (write) => {
      steps += 1;
      if (steps === 4) {
        reachConfirm();
        await mayConfirm;
      }
      return write();
    });
    const booking = family.bookings.createBooking('f_aaaa', { quoteId }, 'confirmed-late-1');
    await reached;
    // The day, its roster; the third write is to abandon what was pending when it was read.
    let writes = 0;
    const staff = care.stack.process(async (write) => {
      writes += 1;
      if (writes === 3) {
        confirm();
        await booking;
      }
      return write();
    });
    const order = { dates: [thursday], reason: '停电' };
    expect((await staff.closedDays.closeDays(centre._id, order)).cancelledBookings).toBe(1);
    expect((await storedBooking(care.store, (await booking).id))?.status).toBe('cancelled');
    await expectClaimsToMatch(care.store);
  });

  it('and telling places are decided anew when the centre was written in between', async () => {
    const { centre } = await emptyDays();
    const model = ownCentreModel(centreModels(care.store));
    const at = clock.now();
    let asked = 0;
    const written = await model.change(centre._id, async () => {
      asked += 1;
      if (asked === 1) await model.change(centre._id, () => ({ told: { places: 9, at } }));
      return { told: { places: asked, at } };
    });
    expect([asked, written.told?.places, written.rev]).toEqual([2, 2, centre.rev + 2]);
  });
});

describe('a booking that a desk makes', () => {
  async function atDesk() {
    const { centre } = await emptyDays();
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    const book = (key: string, interrupt = asItIs) =>
      care.stack.process(interrupt).bookings.createBooking('f_aaaa', { quoteId }, key, deskOf(centre._id));
    return { centre, book };
  }

  it('is told to its family once, whichever write it died at', async () => {
    for (let diesAfter = 1; diesAfter <= 6; diesAfter += 1) {
      const { book } = await atDesk();
      let writes = 0;
      const died = await book('desk-dies-1', async (write) => {
        if (writes === diesAfter) throw new Crash();
        writes += 1;
        return write();
      }).then(
        () => false,
        () => true,
      );
      expect(died).toBe(diesAfter < 6);
      clock.advance({ minutes: 2 });
      await care.stack.process(asItIs).reconcile.run();
      const { id } = await book('desk-dies-1');
      expect(care.stack.told.list().map(({ kind, key }) => [kind, key])).toEqual([
        ['bookedAtDesk', `bookings/${id}/booked`],
      ]);
      await care.stack.process(asItIs).reconcile.run();
      expect(care.stack.told.asked.get(`bookings/${id}/booked`)).toBeLessThanOrEqual(2);
      await expectClaimsToMatch(care.store);
      clock.set('2026-11-24T01:12:00Z');
    }
  });

  it('is not made unless it stands on record, and is by the same key once that can be done', async () => {
    const { book } = await atDesk();
    care.stack.record.looks.length = 0;
    care.stack.record.isBroken = true;
    await expect(book('off-record-1')).rejects.toThrow('no record');
    care.stack.record.isBroken = false;
    expect(await requests().find({ status: 'confirmed' }).toArray()).toEqual([]);
    expect((await book('off-record-1')).isBookedAtDesk).toBe(true);
    expect(care.stack.record.looks).toEqual(['王老师 booked ch_f_aaaa']);
  });

  it('that is ended while it is being told keeps its mark, so that its end is told too', async () => {
    const { centre, book } = await atDesk();
    const { id, request } = await book('ended-while-told-1');
    await requests().updateOne({ _id: request.id }, { $set: { isUntold: true } });
    const stale = await requests().findOne({ _id: request.id });
    let writes = 0;
    const dying = care.stack.process(async (write) => {
      writes += 1;
      if (writes > 3) throw new Crash();
      return write();
    });
    const order = { dates: [thursday], reason: '停电' };
    await expect(dying.closedDays.closeDays(centre._id, order)).rejects.toThrow(Crash);
    expect((await storedBooking(care.store, id))?.status).toBe('cancelled');
    if (stale) await care.stack.process(asItIs).news.tell(stale);
    await care.stack.process(asItIs).reconcile.run();
    expect(care.stack.told.list().map(({ kind }) => kind)).toEqual([
      'bookedAtDesk',
      'bookingCancelledByCentre',
    ]);
  });
});

describe('a roster at the desk', () => {
  it('tells no child while the look can’t be put on record', async () => {
    const { centre, group } = await emptyDays();
    const steady = care.stack.process(asItIs);
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    await steady.bookings.createBooking('f_aaaa', { quoteId }, 'on-record-1');
    const ask = () => steady.roster.listRoster(deskOf(centre._id), group.id, { date: thursday });
    care.stack.record.isBroken = true;
    await expect(ask()).rejects.toThrow('no record');
    care.stack.record.isBroken = false;
    expect((await ask()).children).toHaveLength(1);
  });
});
