import { beforeAll, describe, expect, it } from 'vitest';
import { bookingStack, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { findMentions } from '../support/mentions.js';

const thursday = '2026-11-26';
const friday = '2026-11-27';
const child = (familyId: string) => ({
  id: `ch_${familyId.slice(2)}`,
  nickname: '小满',
  birthOn: '2025-04-08',
});
const asItIs: Interrupt = (write) => write();

const test = ownTestApp();
let stack: ReturnType<typeof bookingStack>;
let centreId: string;
let number = 0;
const children = new Map<string, ReturnType<typeof child>>();
beforeAll(async () => {
  stack = bookingStack(test.app.store.useDb(test.app.store.name), test.clock, children);
  centreId = (await addCentre(test.app.store))._id;
});

function newFamily() {
  number += 1;
  const familyId = `f_family${number}`;
  const own = child(familyId);
  children.set(own.id, own);
  return { familyId, childId: own.id };
}

async function book(family: ReturnType<typeof newFamily>, date: string, by = stack.process(asItIs)) {
  const body = { centreId, childId: family.childId, mode: 'fullDay' as const, dates: [date] };
  const quote = await stack.process(asItIs).quotes.quoteBooking(family.familyId, body);
  return by.bookings.createBooking(family.familyId, { quoteId: quote.id }, `key-${date}-${family.familyId}`);
}

const ownersOn = async (date: string) => {
  const rosters = await test.app.store.collection('rosters').find({ date }).toArray();
  return rosters.flatMap(({ claims }) => claims.map(({ owner }: { owner: string }) => owner));
};

describe('the bookings of one family', () => {
  it('are counted and cancelled while they are to come, of one child or of all, and give their places back', async () => {
    const { ofFamily, bookings } = stack.process(asItIs);
    const [family, neighbour] = [newFamily(), newFamily()];
    const [mine, theirs] = [await book(family, thursday), await book(neighbour, thursday)];
    expect(await ofFamily.countUpcoming(family.familyId)).toBe(1);
    expect(await ofFamily.countUpcoming(family.familyId, 'ch_other')).toBe(0);
    await ofFamily.cancelUpcoming(family.familyId, 'ch_other');
    expect(await ownersOn(thursday)).toEqual([mine.id, theirs.id]);

    await ofFamily.cancelUpcoming(family.familyId, family.childId);
    await ofFamily.cancelUpcoming(family.familyId);
    expect(await ownersOn(thursday)).toEqual([theirs.id]);
    expect(await bookings.getBooking(family.familyId, mine.id)).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'parent',
    });
    expect(await ofFamily.countUpcoming(family.familyId)).toBe(0);
    await ofFamily.eraseFamily(neighbour.familyId);
  });

  it('that have begun are not cancelled, and are exported with all that were ever confirmed', async () => {
    const { ofFamily } = stack.process(asItIs);
    const family = newFamily();
    const [early, late] = [await book(family, thursday), await book(family, friday)];
    const atNoon = '2026-11-26T04:00:00Z';
    const before = test.clock.now();
    test.clock.set(atNoon);
    try {
      await ofFamily.cancelUpcoming(family.familyId);
      expect(await ofFamily.listForExport(family.familyId)).toMatchObject([
        { id: late.id, date: friday, status: 'cancelled', centreName: '测试托育中心', totalFen: 9900 },
        { id: early.id, date: thursday, status: 'confirmed', currency: 'CNY' },
      ]);
      await ofFamily.eraseFamily(family.familyId);
    } finally {
      test.clock.set(before.toISOString());
    }
    expect(await ownersOn(thursday)).toEqual([]);
    expect(await findMentions(test.app.store, [family.familyId, family.childId])).toEqual([]);
  });

  it('that were erased while one was being made leave no claim, at whichever write it was', async () => {
    const steady = stack.process(asItIs);
    const writesOfABooking = 4;
    for (let nth = 1; nth <= writesOfABooking; nth += 1)
      for (const isKilled of [false, true]) {
        const family = newFamily();
        let count = 0;
        const overtaken = stack.process(async (write) => {
          count += 1;
          if (count === nth) await steady.ofFamily.eraseFamily(family.familyId);
          const result = await write();
          // It may also die right after the write that came too late.
          if (count === nth && isKilled) throw new Error('killed');
          return result;
        });
        const outcome = await book(family, thursday, overtaken).then(
          () => 'booked',
          (error: Error) => error.message,
        );
        // Before its first write nothing was there to be erased yet: that is what the second look is for.
        const expected = isKilled ? 'killed' : nth === 1 ? 'booked' : 'retry';
        expect([nth, isKilled, outcome]).toEqual([nth, isKilled, expected]);
        // Who lives gives back at once what it claimed too late; after a death the reconcile job does.
        if (outcome === 'retry') expect([nth, await ownersOn(thursday)]).toEqual([nth, []]);
        await steady.ofFamily.eraseFamily(family.familyId);
        test.clock.advance({ minutes: 2 });
        await steady.reconcile.run();
        await expectClaimsToMatch(test.app.store);
        expect([nth, await ownersOn(thursday)]).toEqual([nth, []]);
        expect(await findMentions(test.app.store, [family.familyId])).toEqual([]);
      }
  });
});
