import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { deskOf, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { careDays, families, thursday } from '../support/care-days.js';
import { asItIs, Crash } from '../support/crashes.js';
import { storedBooking } from '../support/stored-bookings.js';

const care = careDays();
const { clock, emptyDays, quoteFor } = care;
const held = { isHeld: () => true };
const [atNine, atEvening, dayBefore] = [
  '2026-11-26T01:12:00Z',
  '2026-11-26T10:30:00Z',
  '2026-11-25T10:00:00Z',
] as const;
afterEach(() => clock.set('2026-11-24T01:12:00Z'));

/** Dies instead of the write after so many. */
function dyingAfter(writes: number): Interrupt {
  let done = 0;
  return async (write) => {
    if (done === writes) throw new Crash();
    done += 1;
    return write();
  };
}

/** A booking of Thursday, as its desk sees it. */
async function booked() {
  const { centre } = await emptyDays();
  const quoteId = await quoteFor('f_aaaa', centre._id, thursday);
  const { id } = await care.stack.process(asItIs).bookings.createBooking('f_aaaa', { quoteId }, 'day-1');
  const desk = deskOf(centre._id);
  const at = (interrupt: Interrupt) => {
    const process = care.stack.process(interrupt);
    return {
      miss: () => process.noShow.markNoShow(desk, { bookingId: id }),
      checkIn: () => process.attendance.checkIn(desk, { bookingId: id }),
      end: () => process.cancelling.cancelBooking(desk, id, { reason: '停电' }),
      settle: () => process.settleDays.run(held),
      remind: () => process.remind.run(held),
      reconcile: () => process.reconcile.run(),
    };
  };
  return { centre, id, at };
}

const died = (work: Promise<unknown>) =>
  work.then(
    () => false,
    () => true,
  );

describe.each([
  ['puts a child down as not come', 'miss', atNine, 'noShow'],
  ['ends one booking', 'end', atNine, 'cancelled'],
] as const)('a desk that %s and dies', (_, act, when, state) => {
  it('at any write: its family is told once, and what is not held is free', async () => {
    for (let writes = 0; ; writes += 1) {
      const { id, at } = await booked();
      clock.set(when);
      const isDead = await died(at(dyingAfter(writes))[act]());
      await at(asItIs).reconcile();
      await expectClaimsToMatch(care.store);
      await at(asItIs)[act]();
      await at(asItIs).reconcile();
      expect((await storedBooking(care.store, id))?.status).toBe(state);
      expect(care.stack.told.list()).toHaveLength(1);
      await expectClaimsToMatch(care.store);
      clock.set('2026-11-24T01:12:00Z');
      if (!isDead) return expect(writes).toBeGreaterThan(3);
    }
  });
});

describe('a desk at which a missed child comes after all, and that dies', () => {
  it('at any write: nothing is held by nobody, and the child is in at the next try', async () => {
    for (let writes = 0; ; writes += 1) {
      const { id, at } = await booked();
      clock.set(atNine);
      await at(asItIs).miss();
      const isDead = await died(at(dyingAfter(writes)).checkIn());
      clock.advance({ minutes: 2 });
      await at(asItIs).reconcile();
      await expectClaimsToMatch(care.store);
      expect((await at(asItIs).checkIn()).status).toBe('checkedIn');
      expect((await storedBooking(care.store, id))?.status).toBe('checkedIn');
      await at(asItIs).reconcile();
      await expectClaimsToMatch(care.store);
      clock.set('2026-11-24T01:12:00Z');
      if (!isDead) return expect(writes).toBeGreaterThan(3);
    }
  });

  it('under any order with others of the centre, the job and reconcile: one claim, or none', async () => {
    const acts = ['miss', 'checkIn', 'checkIn', 'settle', 'reconcile', 'end'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: 5 }),
        async (scheduler, others) => {
          const { id, at } = await booked();
          clock.set(atNine);
          await at(asItIs).miss();
          const slow = at(
            scheduler.scheduleFunction(async (write: () => Promise<unknown>) => write()) as Interrupt,
          );
          const work = ['checkIn' as const, ...others].map((act) => died(slow[act]()));
          await scheduler.waitFor(Promise.all(work));
          clock.advance({ minutes: 2 });
          await at(asItIs).reconcile();
          await expectClaimsToMatch(care.store);
          expect(['noShow', 'checkedIn']).toContain((await storedBooking(care.store, id))?.status);
          clock.set('2026-11-24T01:12:00Z');
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the job that ends days, and dies', () => {
  it('at any write: the next run ends the rest, and each family is told once', async () => {
    for (let writes = 0; ; writes += 1) {
      const { centre, at } = await booked();
      const ids = [];
      for (const family of families.slice(1, 2)) {
        const quoteId = await quoteFor(family, centre._id, thursday);
        const { bookings } = care.stack.process(asItIs);
        ids.push((await bookings.createBooking(family, { quoteId }, 'day-1')).id);
      }
      clock.set(atNine);
      await care.stack.process(asItIs).attendance.checkIn(deskOf(centre._id), { bookingId: ids[0] ?? '' });
      clock.set(atEvening);
      const isDead = await died(at(dyingAfter(writes)).settle());
      await Promise.all([at(asItIs).settle(), at(asItIs).settle()]);
      await at(asItIs).reconcile();
      expect(care.stack.told.list().map(({ kind, familyId }) => [kind, familyId])).toEqual([
        ['markedNoShow', 'f_aaaa'],
      ]);
      await expectClaimsToMatch(care.store);
      clock.set('2026-11-24T01:12:00Z');
      if (!isDead) return expect(writes).toBeGreaterThan(3);
    }
  });
});

describe('the reminder of the evening before', () => {
  it('reaches the family once, whichever write the job died at, and however often it runs', async () => {
    for (let writes = 0; ; writes += 1) {
      const { id, at } = await booked();
      clock.set(dayBefore);
      const isDead = await died(at(dyingAfter(writes)).remind());
      await Promise.all([at(asItIs).remind(), at(asItIs).remind()]);
      await at(asItIs).reconcile();
      expect(care.stack.told.list().map(({ kind, key }) => [kind, key])).toEqual([
        ['careTomorrow', `bookings/${id}/reminder/${thursday}`],
      ]);
      clock.advance({ minutes: 5 });
      expect(await at(asItIs).remind()).toBe(0);
      clock.set('2026-11-24T01:12:00Z');
      if (!isDead) return expect(writes).toBeGreaterThan(1);
    }
  });

  it('is for nobody before its hour, nor for what was cancelled since', async () => {
    const { id, at } = await booked();
    clock.set('2026-11-25T09:59:00Z');
    expect(await at(asItIs).remind()).toBe(0);
    await care.stack.process(asItIs).bookings.cancelBooking('f_aaaa', id);
    clock.set(dayBefore);
    expect(await at(asItIs).remind()).toBe(0);
    expect(care.stack.told.list()).toEqual([]);
  });
});
