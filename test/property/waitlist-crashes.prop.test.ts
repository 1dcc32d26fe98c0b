import { offerOf } from '@nearcare/bff/features/bookings/queue.rules';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { fits, occupancy, placesInForce } from '@nearcare/bff/features/bookings/roster.rules';
import type { EntryDoc } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookingStack, deskOf, expectClaimsToMatch } from '../support/booking-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addCentre, childrenOf, makeGroup } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';
import { expectLinesToMatch } from '../support/lines.js';
import { findMentions } from '../support/mentions.js';

const numRuns = process.env.SOAK ? 600 : 12;
/** A long history is some hundred writes; a busy machine takes its time. */
const timeoutMs = numRuns * 10_000;
const date = '2026-11-26';
const families = ['f_aaaa', 'f_bbbb', 'f_cccc', 'f_dddd'];

const own = ownStore();
const children = childrenOf(families);

type Stack = ReturnType<typeof bookingStack>;
type Process = ReturnType<Stack['process']>;

/** A centre with two places on the day, whose first two families have them. */
async function fullDay({ process }: Stack) {
  for (const name of ['careRequests', 'rosters', 'childDays', 'quotes', 'waitlistEntries'])
    await own.store.collection(name).deleteMany({});
  const group = makeGroup({ places: 4, enrolled: 2 });
  const centre = await addCentre(own.store, { groups: [group] });
  const steady = process(asItIs);
  for (const family of families.slice(0, 2)) await book(steady, centre._id, family, `first-${family}`);
  return { centreId: centre._id, groupId: group.id };
}

async function quote({ quotes }: Process, centreId: string, family: string): Promise<string> {
  const body = { centreId, childId: `ch_${family}`, mode: 'fullDay' as const, dates: [date] };
  return (await quotes.quoteBooking(family, body)).id;
}

async function book(process: Process, centreId: string, family: string, key: string) {
  const quoteId = await quote(process, centreId, family);
  return process.bookings.createBooking(family, { quoteId }, key);
}

const rosterNow = (groupId: string) =>
  own.store.collection<RosterDoc>('rosters').findOne({ _id: `${groupId}:${date}` });
const entriesOf = (family: string) =>
  own.store.collection<EntryDoc>('waitlistEntries').find({ familyId: family }).toArray();

/** What must hold in every state of a roster, whoever crashed: nobody oversold, and no place idle while one fits it. */
function expectFair(roster: RosterDoc | null): void {
  if (!roster?.queue) return;
  const places = placesInForce(roster);
  const offers = roster.claims.filter(({ isOffer }) => isOffer);
  if (offers.length > 0)
    expect(Math.max(0, ...occupancy(roster.claims).values())).toBeLessThanOrEqual(places);
  for (const item of roster.queue.filter(({ state }) => state === 'waiting'))
    expect(fits(roster, offerOf(item)), 'a place idles while one waits').toBe(false);
}

describe('waiting, over random histories with crashes between any two writes', () => {
  const clock = fakeClock();
  let stack: Stack;
  beforeAll(() => {
    stack = bookingStack(own.store, clock, children);
  });

  const step = fc.record({
    what: fc.constantFrom(
      ...(['join', 'join', 'accept', 'accept', 'accept', 'cancel', 'cancel', 'decline', 'leave'] as const),
      ...(['book', 'expire', 'places', 'suspend', 'erase', 'keep', 'reconcile'] as const),
    ),
    family: fc.nat(families.length - 1),
    number: fc.integer({ min: 0, max: 4 }),
    minutes: fc.constantFrom(0, 1, 130),
    crash: fc.option(
      fc.record({ nth: fc.integer({ min: 1, max: 7 }), when: fc.constantFrom('before', 'after' as const) }),
      { nil: undefined, freq: 2 },
    ),
  });
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  async function act(
    process: Process,
    { what, family, number }: Step,
    index: number,
    at: Awaited<ReturnType<typeof fullDay>>,
  ) {
    const familyId = families[family] ?? '';
    const childId = `ch_${familyId}`;
    const { waitlist, bookings } = process;
    const steady = stack.process(asItIs);
    const mine = (await entriesOf(familyId)).at(number % 2 === 0 ? -1 : 0)?._id ?? 'w_none';
    switch (what) {
      case 'join':
        return waitlist.joinWaitlist(
          familyId,
          { centreId: at.centreId, childId, mode: 'fullDay', date },
          `join-${number % 2}-${familyId}`,
        );
      case 'accept':
        return waitlist.acceptOffer(familyId, mine, { quoteId: await quote(steady, at.centreId, familyId) });
      case 'decline':
        return waitlist.declineOffer(familyId, mine);
      case 'leave':
        return waitlist.leaveWaitlist(familyId, mine);
      case 'book':
        return book(process, at.centreId, familyId, `key-${index}`);
      case 'cancel': {
        const [held] = (await bookings.listMyBookings(familyId, {})).items.filter(
          ({ status }) => status === 'confirmed',
        );
        return held && bookings.cancelBooking(familyId, held.id);
      }
      case 'places':
        return process.atDesk.setPlaces(deskOf(at.centreId), at.groupId, { date, places: number });
      case 'suspend':
        return own.store
          .collection<CentreRecord>('centres')
          .updateOne(
            { _id: at.centreId },
            { $set: { 'filing.status': number % 2 ? 'suspended' : 'filed' }, $inc: { epoch: 1, rev: 1 } },
          );
      case 'erase':
        return process.ofFamily.eraseFamily(familyId);
      case 'expire':
      case 'keep':
        return process.keeper.run();
      case 'reconcile':
        return process.reconcile.run();
    }
  }

  async function settle() {
    clock.advance({ minutes: 2 });
    const steady = stack.process(asItIs);
    await steady.reconcile.run();
    await steady.keeper.run();
  }

  it(
    'one reconcile later nobody is oversold, overtaken, stuck or untold',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
          clock.set('2026-11-24T01:12:00Z');
          stack.told.clear();
          const at = await fullDay(stack);
          for (const [index, one] of steps.entries()) {
            clock.advance({ minutes: one.minutes });
            const process = stack.process(one.crash ? crashAt(one.crash.nth, one.crash.when) : asItIs);
            await act(process, one, index, at).catch((error: unknown) => {
              if (!(error instanceof Crash || error instanceof DomainError)) throw error;
            });
            expectFair(await rosterNow(at.groupId));
          }
          await settle();
          expectFair(await rosterNow(at.groupId));
          await expectLinesToMatch(own.store, stack.told);
          await expectClaimsToMatch(own.store);
        }),
        { numRuns },
      );
    },
    timeoutMs,
  );

  it('a family that is erased, however often that crashes, is mentioned nowhere afterwards', async () => {
    for (const when of ['before', 'after'] as const)
      for (let nth = 1; nth <= 8; nth += 1) {
        const at = await fullDay(stack);
        const steady = stack.process(asItIs);
        const [first = '', , third = '', fourth = ''] = families;
        const wait = (family: string) =>
          act(
            steady,
            { what: 'join', family: families.indexOf(family), number: 0, minutes: 0, crash: undefined },
            0,
            at,
          );
        await wait(third);
        await wait(fourth);
        const [held] = (await steady.bookings.listMyBookings(first, {})).items;
        if (held) await steady.bookings.cancelBooking(first, held.id);
        await stack
          .process(crashAt(nth, when))
          .ofFamily.eraseFamily(third)
          .catch(() => undefined);
        await steady.ofFamily.eraseFamily(third);
        await settle();
        expect(await findMentions(own.store, [third, `ch_${third}`])).toEqual([]);
        const [next] = await entriesOf(fourth);
        expect(next?.status).toBe('offered');
      }
  });

  it('would be caught without the job: a crash does leave an entry unlike its roster, and a family untold', async () => {
    stack.told.clear();
    const at = await fullDay(stack);
    const steady = stack.process(asItIs);
    const waits = { family: 2, number: 0, minutes: 0, crash: undefined } as const;
    await act(steady, { what: 'join', ...waits }, 0, at);
    await act(steady, { what: 'cancel', ...waits, family: 0 }, 1, at);
    await expect(expectLinesToMatch(own.store, stack.told)).rejects.toThrow();
    await settle();
    await expectLinesToMatch(own.store, stack.told);
    await act(steady, { what: 'decline', ...waits }, 2, at);
  });

  it('would be caught were notices lost: what no family hears is still marked', async () => {
    const at = await fullDay(stack);
    const steady = stack.process(asItIs);
    const waits = { family: 3, number: 0, minutes: 0, crash: undefined } as const;
    await act(steady, { what: 'join', ...waits }, 0, at);
    await act(steady, { what: 'cancel', ...waits, family: 1 }, 1, at);
    await settle();
    stack.told.clear();
    await expect(expectLinesToMatch(own.store, stack.told)).rejects.toThrow();
  });
});
