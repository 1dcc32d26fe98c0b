import { partsOf } from '@nearcare/bff/features/bookings/care-request.rules';
import { bookingPlaces } from '@nearcare/bff/features/bookings/places';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy, placesInForce } from '@nearcare/bff/features/bookings/roster.rules';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type bookingStack, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { careDays, families, friday, thursday } from '../support/care-days.js';
import { type Hours, hours, sellingHours, wholeDay } from '../support/changing.js';
import { asItIs, Crash } from '../support/crashes.js';
import { storedBooking, storedBookings } from '../support/stored-bookings.js';

const numRuns = process.env.SOAK ? 800 : 20;
const monday = '2026-11-30';
const [mine = '', neighbour = ''] = families;

const care = careDays();
const { clock, centres } = care;

const book = async (familyId: string, centreId: string, wish: Hours, date: string, key: string) => {
  const { quotes, bookings } = care.stack.process(asItIs);
  const body = { centreId, childId: `ch_${familyId}`, ...wish, dates: [date] };
  const quote = await quotes.quoteBooking(familyId, body);
  return bookings.createBooking(familyId, { quoteId: quote.id }, key);
};
const quoteChange = async (bookingId: string, centreId: string, wish: Hours, date: string) => {
  const body = { centreId, childId: `ch_${mine}`, ...wish, dates: [date], bookingId };
  return (await care.stack.process(asItIs).quotes.quoteBooking(mine, body)).id;
};
const forgive = (error: unknown): undefined => {
  if (!(error instanceof Crash || error instanceof DomainError)) throw error;
};

/** What is done to one booking, or beside it; its process may die after so many writes. */
const act = fc.record({
  what: fc.constantFrom(
    ...(['change', 'change', 'change', 'again', 'cancel', 'close', 'suspend', 'removeChild'] as const),
    ...(['neighbour', 'neighbour', 'reconcile'] as const),
  ),
  date: fc.constantFrom(thursday, friday, monday),
  wish: fc.constantFrom<Hours>(hours('08:00', '11:00'), hours('10:00', '13:00'), wholeDay),
  diesAfter: fc.option(fc.nat({ max: 8 }), { nil: undefined, freq: 3 }),
});

describe('changing a booking while two processes do other things to it, their writes in any order', () => {
  let stacks: ReturnType<typeof bookingStack>[];
  beforeAll(() => {
    stacks = [care.stack, care.otherStack()];
  });

  it('leaves it exactly one place, or none once it is over; nobody is oversold, and each change is told once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(act, { minLength: 2, maxLength: 6 }),
        async (scheduler, acts) => {
          const { centre, group } = await care.emptyDays(sellingHours(1));
          for (const { told } of stacks) told.clear();
          const booked = await book(mine, centre._id, hours('09:00', '12:00'), thursday, 'mine-1');
          const changes = await Promise.all(
            acts.map(({ wish, date }) => quoteChange(booked.id, centre._id, wish, date)),
          );
          const answered: { key: string; date: string }[] = [];

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

          async function play({ what, wish, date, diesAfter }: (typeof acts)[number], index: number) {
            const process = stacks[index % stacks.length]?.process(interruptFor(diesAfter));
            if (!process) throw new Error('no process');
            const change = async (nth: number) => {
              const input = [mine, booked.id, { quoteId: changes[nth] ?? '' }, `change-${nth}`] as const;
              const answer = await process.changes.rescheduleBooking(...input);
              answered.push({ key: `change-${nth}`, date: answer.date });
            };
            switch (what) {
              case 'change':
                return change(index);
              case 'again':
                return change(Math.max(0, index - 1));
              case 'cancel':
                return process.bookings.cancelBooking(mine, booked.id);
              case 'close':
                return process.closedDays.closeDays(centre._id, { dates: [date], reason: '停电' });
              case 'suspend':
                await scheduler.schedule(Promise.resolve());
                await centres().updateOne(
                  { _id: centre._id },
                  { $set: { 'filing.status': 'suspended' }, $inc: { rev: 1, epoch: 1 } },
                );
                return process.reconcile.run();
              case 'removeChild':
                return process.ofFamily.cancelUpcoming(mine, `ch_${mine}`);
              case 'neighbour':
                return book(neighbour, centre._id, wish, date, `neighbour-${index}`);
              case 'reconcile':
                clock.advance({ minutes: 2 });
                return process.reconcile.run();
            }
          }
          const all = acts.map((one, index) => play(one, index).catch(forgive));
          await scheduler.waitFor(Promise.all(all));

          clock.advance({ minutes: 2 });
          for (const stack of stacks) await stack.process(asItIs).reconcile.run();
          await expectClaimsToMatch(care.store);
          const request = await care.requests().findOne({ _id: partsOf(booked.id)?.requestId ?? '' });
          const made = Object.values(request?.days[0]?.changes ?? {}).sort();
          // Versions are the first one and those of its changes, in the order of their numbers.
          expect(request?.versions.map(({ n }) => n)).toEqual([1, ...made]);
          expect(new Set(answered.map(({ key }) => key)).size).toBeLessThanOrEqual(made.length);
          const told = new Set(stacks.flatMap((stack) => stack.told.list().map(({ key }) => key)));
          expect([...told].filter((key) => key.includes('/changed/')).sort()).toEqual(
            made.map((n) => `bookings/${booked.id}/changed/${n}`).sort(),
          );
          expect((await storedBookings(care.store)).filter(({ isUntold }) => isUntold)).toEqual([]);
          const closed = (await centres().findOne({ _id: centre._id }))?.closedDays.map(({ on }) => on) ?? [];
          const now = await storedBooking(care.store, booked.id);
          expect(now?.status === 'confirmed' && closed.includes(now.date)).toBe(false);
          clock.set('2026-11-24T01:12:00Z');
          expect(group.places).toBe(1);
        },
      ),
      { numRuns },
    );
  });

  /** The one place is held by one child at any time. */
  async function expectNoneOversold(): Promise<void> {
    for (const roster of await care.store.collection<RosterDoc>('rosters').find().toArray())
      expect(Math.max(0, ...occupancy(roster.claims).values())).toBeLessThanOrEqual(placesInForce(roster));
  }
});

describe('a change that was cut short', () => {
  /** A booking on Thursday, and the quote to take it to Friday. */
  async function onTheWay() {
    const { centre } = await care.emptyDays(sellingHours(1));
    const booked = await book(mine, centre._id, wholeDay, thursday, 'mine-1');
    const quoteId = await quoteChange(booked.id, centre._id, wholeDay, friday);
    const take = (interrupt: Interrupt) =>
      care.stack.process(interrupt).changes.rescheduleBooking(mine, booked.id, { quoteId }, 'change-1');
    return { centre, booked, take };
  }
  const dyingAt = (nth: number): Interrupt => {
    let writes = 0;
    return async (write) => {
      writes += 1;
      if (writes >= nth) throw new Crash();
      return write();
    };
  };
  const holders = async (date: string) => {
    const rosters = await care.store.collection<RosterDoc>('rosters').find({ date }).toArray();
    return rosters.flatMap(({ claims }) => claims.map(({ id }) => Number(id.split('#')[1])));
  };

  it('at any of its writes is finished by asking again with its key', async () => {
    // Opening, two claims, the commit, two releases, and the two of telling.
    for (let nth = 1; nth <= 8; nth += 1) {
      const { booked, take } = await onTheWay();
      await expect(take(dyingAt(nth)), `write ${nth}`).rejects.toThrow(Crash);
      expect(await take(asItIs)).toMatchObject({ id: booked.id, date: friday, status: 'confirmed' });
      await care.stack.process(asItIs).reconcile.run();
      await expectClaimsToMatch(care.store);
    }
  });

  it('and is not asked again is dropped a minute later, and the booking keeps what it had', async () => {
    for (const nth of [2, 3, 4]) {
      const { booked, take } = await onTheWay();
      await expect(take(dyingAt(nth))).rejects.toThrow(Crash);
      await care.stack.process(asItIs).reconcile.run();
      expect((await storedBooking(care.store, booked.id))?.change).toBeDefined();
      clock.advance({ minutes: 2 });
      expect((await care.stack.process(asItIs).reconcile.run()).dropped).toBe(1);
      await expectClaimsToMatch(care.store);
      expect(await storedBooking(care.store, booked.id)).toMatchObject({ date: thursday, n: 1 });
      clock.set('2026-11-24T01:12:00Z');
    }
  });

  it('gives its new place back at once when the booking is ended, by whom ever', async () => {
    const endings = {
      cancelled: (id: string) => care.stack.process(asItIs).bookings.cancelBooking(mine, id),
      removed: () => care.stack.process(asItIs).ofFamily.cancelUpcoming(mine, `ch_${mine}`),
      erased: () => care.stack.process(asItIs).ofFamily.eraseFamily(mine),
      closed: (_: string, centreId: string) =>
        care.stack.process(asItIs).closedDays.closeDays(centreId, { dates: [thursday], reason: '停电' }),
      'closed where it was to go': (_: string, centreId: string) =>
        care.stack.process(asItIs).closedDays.closeDays(centreId, { dates: [friday], reason: '停电' }),
    };
    for (const [how, end] of Object.entries(endings)) {
      const { centre, booked, take } = await onTheWay();
      await expect(take(dyingAt(4))).rejects.toThrow(Crash);
      expect([...(await holders(thursday)), ...(await holders(friday))]).toEqual([1, 2]);
      await end(booked.id, centre._id);
      const keeps = how === 'closed where it was to go';
      expect([how, await holders(thursday), await holders(friday)]).toEqual([how, keeps ? [1] : [], []]);
      await expectClaimsToMatch(care.store);
    }
  });

  it('that gave its old place back first would leave a family with none, and that would be seen', async () => {
    const { booked } = await onTheWay();
    const request = await care.requests().findOne({ _id: partsOf(booked.id)?.requestId ?? '' });
    const twin = care.store.useDb(care.store.name);
    const places = bookingPlaces({
      rosters: rosterModel(twin, 'Roster', 'rosters', clock.now),
      childDays: rosterModel(twin, 'ChildDay', 'childDays', clock.now),
    });
    if (!request) throw new Error('no request');
    await places.release(request, request.days);
    await care.stack.process(asItIs).reconcile.run();
    await expect(expectClaimsToMatch(care.store)).rejects.toThrow();
  });
});
