import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy, placesInForce } from '@nearcare/bff/features/bookings/roster.rules';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deskOf, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { careDays, families, friday, thursday } from '../support/care-days.js';
import { asItIs, Crash } from '../support/crashes.js';
import { storedBooking, storedBookings } from '../support/stored-bookings.js';

const numRuns = process.env.SOAK ? 600 : 30;

const care = careDays();
const { clock, emptyDays, quoteFor, centres } = care;

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
            for (const roster of await care.store.collection<RosterDoc>('rosters').find().toArray()) {
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
            const process = care.stack.process(interruptFor(diesAfter));
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
          await care.stack.process(asItIs).reconcile.run();
          await expectClaimsToMatch(care.store);
          const closed = (await centres().findOne({ _id: centre._id }))?.closedDays.map(({ on }) => on) ?? [];
          const made = await storedBookings(care.store);
          const alive = made.filter(({ status }) => status === 'confirmed');
          expect(alive.filter(({ date }) => closed.includes(date))).toEqual([]);
          const ended = made.filter(({ cancelledBy }) => cancelledBy === 'centre');
          expect(
            care.stack.told
              .list()
              .map(({ key }) => key)
              .sort(),
          ).toEqual(ended.map(({ id }) => `bookings/${id}/cancelled`).sort());
          expect(made.filter(({ isUntold }) => isUntold)).toEqual([]);
          clock.set('2026-11-24T01:12:00Z');
        },
      ),
      { numRuns },
    );
  });

  it('would be caught without the reconcile job: a closing that dies leaves live bookings on a closed day', async () => {
    const { centre } = await emptyDays();
    const steady = care.stack.process(asItIs);
    const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
    const booked = await steady.bookings.createBooking('f_aaaa', { quoteId }, 'closing-dies-1');
    let writes = 0;
    const dying = care.stack.process(async (write) => {
      writes += 1;
      if (writes > 1) throw new Crash();
      return write();
    });
    await expect(
      dying.closedDays.closeDays(centre._id, { dates: [thursday], reason: '停电' }),
    ).rejects.toThrow(Crash);
    expect((await storedBooking(care.store, booked.id))?.status).toBe('confirmed');
    expect((await steady.reconcile.run()).told).toBe(1);
    expect(await storedBooking(care.store, booked.id)).toMatchObject({
      ...{ status: 'cancelled', cancelledBy: 'centre', cancelReason: '停电' },
    });
    expect(care.stack.told.of('f_aaaa')).toHaveLength(1);
  });
});
