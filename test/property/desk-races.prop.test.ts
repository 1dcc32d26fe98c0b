import type { BookingDoc } from '@nearcare/bff/features/bookings/bookings.model';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy, placesInForce } from '@nearcare/bff/features/bookings/roster.rules';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { ownCentreModel } from '@nearcare/bff/features/centres/desk/own-centre.model';
import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookingStack, deskOf, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { ownStore } from '../support/data-folder.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';

const numRuns = process.env.SOAK ? 600 : 30;
const thursday = '2026-11-26';
const friday = '2026-11-27';
const families = ['f_aaaa', 'f_bbbb', 'f_cccc', 'f_dddd'];
const children = new Map<string, KnownChild>(
  families.map((family) => [`ch_${family}`, { id: `ch_${family}`, nickname: '小满', birthOn: '2025-04-08' }]),
);

class Crash extends Error {}
const asItIs: Interrupt = (write) => write();

const own = ownStore();
const clock = fakeClock();
let stack: ReturnType<typeof bookingStack>;
beforeAll(() => {
  stack = bookingStack(own.store, clock, children);
});
beforeEach(() => stack.told.clear());

async function emptyDays() {
  for (const name of ['bookings', 'rosters', 'childDays', 'quotes'])
    await own.store.collection(name).deleteMany({});
  stack.told.clear();
  const group = makeGroup({ places: 4, enrolled: 2 });
  return { centre: await addCentre(own.store, { groups: [group] }), group };
}

const bookings = () => own.store.collection<BookingDoc>('bookings');
const centres = () => own.store.collection<CentreRecord>('centres');

async function quoteFor(familyId: string, centreId: string, date: string): Promise<string> {
  const body = { centreId, childId: `ch_${familyId}`, mode: 'fullDay' as const, date };
  return (await stack.process(asItIs).quotes.quoteBooking(familyId, body)).id;
}

/** What somebody does, beside all others; it may die after so many writes. */
const act = fc.record({
  what: fc.constantFrom('book', 'book', 'book', 'close', 'reopen', 'tell', 'setPlaces', 'enrol' as const),
  family: fc.nat(families.length - 1),
  date: fc.constantFrom(thursday, thursday, friday),
  number: fc.integer({ min: 0, max: 4 }),
  diesAfter: fc.option(fc.nat({ max: 6 }), { nil: undefined, freq: 3 }),
});

describe('staff closing days and telling places while families book, their writes in any order', () => {
  it('leave no live booking on a closed day, no place sold twice, and each family told once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(act, { minLength: 3, maxLength: 7 }),
        async (scheduler, acts) => {
          const { centre, group } = await emptyDays();
          const quotes = await Promise.all(
            acts.map(({ family, date }) => quoteFor(families[family] ?? '', centre._id, date)),
          );
          const seen = new Map<string, number>();

          /** After each write: where children have become more, they are within the places that the roster knows. */
          async function expectNoneOversold(): Promise<void> {
            for (const roster of await own.store.collection<RosterDoc>('rosters').find().toArray()) {
              const present = Math.max(0, ...occupancy(roster.claims).values());
              if (present > (seen.get(roster._id) ?? 0))
                expect(present).toBeLessThanOrEqual(placesInForce(roster));
              seen.set(roster._id, present);
            }
          }
          const interruptFor = (diesAfter: number | undefined): Interrupt => {
            let writes = 0;
            return async (write) => {
              await scheduler.schedule(Promise.resolve());
              if (writes === diesAfter) throw new Crash();
              writes += 1;
              const result = await write();
              await expectNoneOversold();
              return result;
            };
          };

          async function play(
            { what, family, date, number, diesAfter }: (typeof acts)[number],
            index: number,
          ) {
            const process = stack.process(interruptFor(diesAfter));
            const desk = deskOf(centre._id);
            const familyId = families[family] ?? '';
            switch (what) {
              case 'book':
                return process.bookings.createBooking(
                  familyId,
                  { quoteId: quotes[index] ?? '' },
                  `race-${index}`,
                );
              case 'close':
                return process.closedDays.closeDays(centre._id, { dates: [date], reason: '停电' });
              case 'reopen':
                return process.closedDays.reopenDay(centre._id, date);
              case 'tell':
                return process.atDesk.tellVacancy(desk, group.id, { freePlaces: number }, `tell-${index}`);
              case 'setPlaces':
                return process.atDesk.setPlaces(desk, group.id, { date, places: number });
              case 'enrol':
                await scheduler.schedule(Promise.resolve());
                return centres().updateOne(
                  { _id: centre._id },
                  { $set: { groups: [{ ...group, enrolled: number }] }, $inc: { rev: 1, epoch: 1 } },
                );
            }
          }
          const all = acts.map((one, index) =>
            play(one, index).catch((error: unknown) => {
              if (!(error instanceof Crash || error instanceof DomainError)) throw error;
            }),
          );
          await scheduler.waitFor(Promise.all(all));

          clock.advance({ minutes: 2 });
          await stack.process(asItIs).reconcile.run();
          await expectClaimsToMatch(own.store);
          const closed = (await centres().findOne({ _id: centre._id }))?.closedDays.map(({ on }) => on) ?? [];
          const made = await bookings().find().toArray();
          const alive = made.filter(({ status }) => status === 'confirmed');
          expect(alive.filter(({ date }) => closed.includes(date))).toEqual([]);
          const ended = made.filter(({ cancelledBy }) => cancelledBy === 'centre');
          expect(
            stack.told
              .list()
              .map(({ key }) => key)
              .sort(),
          ).toEqual(ended.map(({ _id }) => `bookings/${_id}/cancelled`).sort());
          expect(made.filter(({ isUntold }) => isUntold)).toEqual([]);
          clock.set('2026-11-24T01:12:00Z');
        },
      ),
      { numRuns },
    );
  });

  it('would be caught without the reconcile job: a closing that dies leaves live bookings on a closed day', async () => {
    const { centre } = await emptyDays();
    const steady = stack.process(asItIs);
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    const booked = await steady.bookings.createBooking('f_aaaa', { quoteId }, 'closing-dies-1');
    let writes = 0;
    const dying = stack.process(async (write) => {
      writes += 1;
      if (writes > 1) throw new Crash();
      return write();
    });
    await expect(
      dying.closedDays.closeDays(centre._id, { dates: [thursday], reason: '停电' }),
    ).rejects.toThrow(Crash);
    expect((await bookings().findOne({ _id: booked.id }))?.status).toBe('confirmed');
    expect((await steady.reconcile.run()).told).toBe(1);
    expect(await bookings().findOne({ _id: booked.id })).toMatchObject({
      ...{ status: 'cancelled', cancelledBy: 'centre', cancelReason: '停电' },
    });
    expect(stack.told.of('f_aaaa')).toHaveLength(1);
  });
});

describe('a family whose booking its centre ended', () => {
  it('is told once, whichever write the closing died at', async () => {
    for (let diesAfter = 1; diesAfter <= 7; diesAfter += 1) {
      const { centre } = await emptyDays();
      const steady = stack.process(asItIs);
      const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
      const { id } = await steady.bookings.createBooking('f_aaaa', { quoteId }, 'told-once-1');
      let writes = 0;
      const dying = stack.process(async (write) => {
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
      expect(stack.told.of('f_aaaa').map(({ key }) => key)).toEqual([`bookings/${id}/cancelled`]);
      expect((await steady.closedDays.closeDays(centre._id, order)).cancelledBookings).toBe(1);
      await expectClaimsToMatch(own.store);
    }
  });

  it('is told of a suspension too, with its reason', async () => {
    const { centre } = await emptyDays();
    const steady = stack.process(asItIs);
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    await steady.bookings.createBooking('f_aaaa', { quoteId }, 'suspended-1');
    await centres().updateOne(
      { _id: centre._id },
      { $set: { 'filing.status': 'suspended', 'filing.reason': '消防整改' }, $inc: { rev: 1, epoch: 1 } },
    );
    await steady.reconcile.run();
    await steady.reconcile.run();
    expect(stack.told.of('f_aaaa').map(({ kind, facts }) => ({ kind, facts }))).toMatchObject([
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
    const family = stack.process(async (write) => {
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
    const staff = stack.process(async (write) => {
      writes += 1;
      if (writes === 3) {
        confirm();
        await booking;
      }
      return write();
    });
    const order = { dates: [thursday], reason: '停电' };
    expect((await staff.closedDays.closeDays(centre._id, order)).cancelledBookings).toBe(1);
    expect((await bookings().findOne({ _id: (await booking).id }))?.status).toBe('cancelled');
    await expectClaimsToMatch(own.store);
  });

  it('and telling places are decided anew when the centre was written in between', async () => {
    const { centre } = await emptyDays();
    const model = ownCentreModel(centreModels(own.store));
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
      stack.process(interrupt).bookings.createBooking('f_aaaa', { quoteId }, key, deskOf(centre._id));
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
      await stack.process(asItIs).reconcile.run();
      const { id } = await book('desk-dies-1');
      expect(stack.told.list().map(({ kind, key }) => [kind, key])).toEqual([
        ['bookedAtDesk', `bookings/${id}/booked`],
      ]);
      await stack.process(asItIs).reconcile.run();
      expect(stack.told.asked.get(`bookings/${id}/booked`)).toBeLessThanOrEqual(2);
      await expectClaimsToMatch(own.store);
      clock.set('2026-11-24T01:12:00Z');
    }
  });

  it('is not made unless it stands on record, and is by the same key once that can be done', async () => {
    const { book } = await atDesk();
    stack.record.looks.length = 0;
    stack.record.isBroken = true;
    await expect(book('off-record-1')).rejects.toThrow('no record');
    stack.record.isBroken = false;
    expect(await bookings().find({ status: 'confirmed' }).toArray()).toEqual([]);
    expect((await book('off-record-1')).isBookedAtDesk).toBe(true);
    expect(stack.record.looks).toEqual(['王老师 booked ch_f_aaaa']);
  });

  it('that is ended while it is being told keeps its mark, so that its end is told too', async () => {
    const { centre, book } = await atDesk();
    const { id } = await book('ended-while-told-1');
    await bookings().updateOne({ _id: id }, { $set: { isUntold: true } });
    const stale = await bookings().findOne({ _id: id });
    let writes = 0;
    const dying = stack.process(async (write) => {
      writes += 1;
      if (writes > 3) throw new Crash();
      return write();
    });
    const order = { dates: [thursday], reason: '停电' };
    await expect(dying.closedDays.closeDays(centre._id, order)).rejects.toThrow(Crash);
    expect((await bookings().findOne({ _id: id }))?.status).toBe('cancelled');
    if (stale) await stack.process(asItIs).news.tell(stale);
    await stack.process(asItIs).reconcile.run();
    expect(stack.told.list().map(({ kind }) => kind)).toEqual(['bookedAtDesk', 'bookingCancelledByCentre']);
  });
});

describe('a roster at the desk', () => {
  it('tells no child while the look can’t be put on record', async () => {
    const { centre, group } = await emptyDays();
    const steady = stack.process(asItIs);
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    await steady.bookings.createBooking('f_aaaa', { quoteId }, 'on-record-1');
    const ask = () => steady.roster.listRoster(deskOf(centre._id), group.id, { date: thursday });
    stack.record.isBroken = true;
    await expect(ask()).rejects.toThrow('no record');
    stack.record.isBroken = false;
    expect((await ask()).children).toHaveLength(1);
  });
});
