import { partsOf } from '@nearcare/bff/features/bookings/care-request.rules';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy, placesInForce } from '@nearcare/bff/features/bookings/roster.rules';
import type { EntryDoc } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type bookingStack, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { careDays, families, thursday } from '../support/care-days.js';
import { sellingHours, wholeDay } from '../support/changing.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { addCentre } from '../support/factories.js';
import { storedBooking } from '../support/stored-bookings.js';

const numRuns = process.env.SOAK ? 800 : 15;
const timeoutMs = process.env.SOAK ? 900_000 : 120_000;
const [mine = '', holder = '', next = ''] = families;

const care = careDays();
const { clock } = care;

type Process = ReturnType<ReturnType<typeof bookingStack>['process']>;

/** A place at the wanted centre is offered to a family that has that day at another one; somebody waits behind it. */
async function offered() {
  const { centre: wanted } = await care.emptyDays(sellingHours(1));
  await care.store.collection('waitlistEntries').deleteMany({});
  const backup = await addCentre(care.store, sellingHours(1));
  const steady = care.stack.process(asItIs);
  const quoteFor = async (familyId: string, centreId: string, over: object = {}) => {
    const body = { centreId, childId: `ch_${familyId}`, ...wholeDay, dates: [thursday], ...over };
    return (await steady.quotes.quoteBooking(familyId, body)).id;
  };
  const book = async (familyId: string, centreId: string) =>
    steady.bookings.createBooking(
      familyId,
      { quoteId: await quoteFor(familyId, centreId) },
      `first-${familyId}`,
    );
  const first = await book(holder, wanted._id);
  const booked = await book(mine, backup._id);
  const join = (familyId: string) =>
    steady.waitlist.joinWaitlist(
      familyId,
      { centreId: wanted._id, childId: `ch_${familyId}`, mode: 'fullDay', date: thursday },
      `join-${familyId}`,
    );
  const [entry, behind] = [await join(mine), await join(next)];
  await steady.bookings.cancelBooking(holder, first.id);
  const quoteId = await quoteFor(mine, wanted._id, { bookingId: booked.id, waitlistEntryId: entry.id });
  const accept = (process: Process) =>
    process.waitlist.acceptOffer(mine, entry.id, { quoteId, replaces: booked.id });
  return { wanted, backup, booked, entry, behind, quoteId, quoteFor, accept };
}
type World = Awaited<ReturnType<typeof offered>>;

const entryNow = (id: string) => care.store.collection<EntryDoc>('waitlistEntries').findOne({ _id: id });

async function settle(): Promise<void> {
  clock.advance({ minutes: 2 });
  const steady = care.stack.process(asItIs);
  await steady.reconcile.run();
  await steady.keeper.run();
}

/** Claims of bookings are as bookings say, offers aside: those are the roster's own. */
async function expectHeldAsSaid(): Promise<void> {
  const rosters = care.store.collection<RosterDoc>('rosters');
  for (const { _id, claims } of await rosters.find().toArray())
    await rosters.updateOne({ _id }, { $set: { claims: claims.filter(({ isOffer }) => !isOffer) } });
  await expectClaimsToMatch(care.store);
}

/** What the family has on that day, by the documents alone: where, and the offer beside it. */
async function standing({ wanted, booked, entry }: World) {
  const now = await storedBooking(care.store, booked.id);
  const at = now?.status !== 'confirmed' ? 'nowhere' : now.centreId === wanted._id ? 'wanted' : 'backup';
  return [at, (await entryNow(entry.id))?.status];
}

describe('an offer taken in place of a booking, cut short at any write', () => {
  // Opening, two claims, the commit, two releases, two of telling, and the copy of the entry.
  const writes = Array.from({ length: 10 }, (_, index) => index + 1);

  it.each(writes)(
    '%i: before and after one reconcile the child has one place, never both and never none',
    async (nth) => {
      const world = await offered();
      await world.accept(care.stack.process(crashAt(nth, 'before'))).catch(forgive);
      // The document is the truth: it is at one of the two, whatever claims stand about.
      expect((await standing(world))[0]).not.toBe('nowhere');
      await settle();
      expect([
        ['backup', 'offered'],
        ['wanted', 'accepted'],
      ]).toContainEqual(await standing(world));
      expect((await entryNow(world.behind.id))?.status).toBe('waiting');
      await expectHeldAsSaid();
      clock.set('2026-11-24T01:12:00Z');
    },
  );

  it.each(writes)('%i: asked again it is done, and told once', async (nth) => {
    const world = await offered();
    await world.accept(care.stack.process(crashAt(nth, 'before'))).catch(forgive);
    expect(await world.accept(care.stack.process(asItIs))).toMatchObject({
      ...{ id: world.booked.id, status: 'confirmed', centre: { id: world.wanted._id } },
    });
    await settle();
    expect(await standing(world)).toEqual(['wanted', 'accepted']);
    const changed = care.stack.told.list().filter(({ kind }) => kind === 'bookingChanged');
    expect(new Set(changed.map(({ key }) => key)).size).toBe(1);
    await expectHeldAsSaid();
    clock.set('2026-11-24T01:12:00Z');
  });

  it('would be caught were the old place given back first: then a crash leaves a family with none', async () => {
    const world = await offered();
    await care.stack.process(asItIs).bookings.cancelBooking(mine, world.booked.id);
    await world.accept(care.stack.process(crashAt(1, 'before'))).catch(forgive);
    await settle();
    expect((await standing(world))[0]).toBe('nowhere');
    clock.set('2026-11-24T01:12:00Z');
  });
});

describe('an offer taken in place of a booking while others act on either', () => {
  let stacks: ReturnType<typeof bookingStack>[];
  beforeAll(() => {
    stacks = [care.stack, care.otherStack()];
  });
  const act = fc.record({
    what: fc.constantFrom(
      ...(['accept', 'accept', 'accept', 'plain', 'decline', 'leave', 'cancel', 'reschedule'] as const),
      ...(['closeWanted', 'closeBackup', 'removeChild', 'reconcile', 'keep'] as const),
    ),
    diesAfter: fc.option(fc.nat({ max: 8 }), { nil: undefined, freq: 3 }),
  });

  it(
    'leaves one place or none that somebody asked for, the line in order, and each change told once',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(act, { minLength: 2, maxLength: 5 }),
          async (scheduler, acts) => {
            const world = await offered();
            for (const { told } of stacks) told.clear();
            const { booked, entry, wanted, backup, quoteFor } = world;
            const plain = await quoteFor(mine, wanted._id);
            const later = await quoteFor(mine, backup._id, { bookingId: booked.id, dates: ['2026-11-27'] });
            const interruptFor = (diesAfter: number | undefined): Interrupt => {
              let count = 0;
              return async (write) => {
                await scheduler.schedule(Promise.resolve());
                if (count === diesAfter) throw new Crash();
                count += 1;
                const result = await write();
                await expectNoneOversold();
                return result;
              };
            };
            async function play({ what, diesAfter }: (typeof acts)[number], index: number) {
              const process = stacks[index % stacks.length]?.process(interruptFor(diesAfter));
              if (!process) throw new Error('no process');
              const close = (centreId: string) =>
                process.closedDays.closeDays(centreId, { dates: [thursday], reason: '停电' });
              switch (what) {
                case 'accept':
                  return world.accept(process);
                case 'plain':
                  return process.waitlist.acceptOffer(mine, entry.id, { quoteId: plain });
                case 'decline':
                  return process.waitlist.declineOffer(mine, entry.id);
                case 'leave':
                  return process.waitlist.leaveWaitlist(mine, entry.id);
                case 'cancel':
                  return process.bookings.cancelBooking(mine, booked.id);
                case 'reschedule':
                  return process.changes.rescheduleBooking(
                    mine,
                    booked.id,
                    { quoteId: later },
                    `key-${index}`,
                  );
                case 'closeWanted':
                  return close(wanted._id);
                case 'closeBackup':
                  return close(backup._id);
                case 'removeChild':
                  return process.ofFamily.cancelUpcoming(mine, `ch_${mine}`);
                case 'reconcile':
                  return process.reconcile.run();
                case 'keep':
                  return process.keeper.run();
              }
            }
            const all = acts.map((one, index) => play(one, index).catch(forgive));
            await scheduler.waitFor(Promise.all(all));
            for (const stack of stacks) {
              clock.advance({ minutes: 2 });
              await stack.process(asItIs).reconcile.run();
              await stack.process(asItIs).keeper.run();
            }
            await expectNoneOversold();
            const [at, status] = await standing(world);
            const request = await care.requests().findOne({ _id: partsOf(booked.id)?.requestId ?? '' });
            const took = request?.versions.filter(({ quote }) => quote.via === entry.id).length ?? 0;
            expect(took).toBeLessThanOrEqual(1);
            if (took === 1) expect(status).toBe('accepted');
            if (at === 'wanted') expect(took).toBe(1);
            const isEnded = acts.some(({ what }) =>
              ['cancel', 'closeWanted', 'closeBackup', 'removeChild'].includes(what),
            );
            if (!isEnded) expect(at).not.toBe('nowhere');
            const told = new Set(stacks.flatMap((stack) => stack.told.list().map(({ key }) => key)));
            const made = Object.values(request?.days[0]?.changes ?? {});
            expect([...told].filter((key) => key.includes('/changed/')).sort()).toEqual(
              made.map((n) => `bookings/${booked.id}/changed/${n}`).sort(),
            );
            await expectHeldAsSaid();
            clock.set('2026-11-24T01:12:00Z');
          },
        ),
        { numRuns },
      );
    },
    timeoutMs,
  );

  async function expectNoneOversold(): Promise<void> {
    for (const roster of await care.store.collection<RosterDoc>('rosters').find().toArray())
      expect(Math.max(0, ...occupancy(roster.claims).values())).toBeLessThanOrEqual(placesInForce(roster));
  }
});

function forgive(error: unknown): undefined {
  if (!(error instanceof Crash || error instanceof DomainError)) throw error;
}
