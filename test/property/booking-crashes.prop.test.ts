import type { Version } from '@nearcare/bff/features/bookings/care-request.rules';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy } from '@nearcare/bff/features/bookings/roster.rules';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookingStack, deskOf, expectClaimsToMatch } from '../support/booking-stack.js';
import { type Hours, hours, wholeDay } from '../support/changing.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addCentre, childrenOf, makeGroup } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';
import { findMentions } from '../support/mentions.js';
import { expectKept, storedBooking, storedBookings, versionsIn } from '../support/stored-bookings.js';

const numRuns = process.env.SOAK ? 400 : 25;
const date = '2026-11-26';
const dayAfter = '2026-11-27';
const families = ['f_aaaa', 'f_bbbb', 'f_cccc'];
/** Two for bookings, and at most four where the desk tells so: on a day on which no enrolled child comes. */
const places = { places: 4, enrolled: 2 };

const care = { kind: 'care', isVoluntary: false } as const;
const priceList: CentreRecord['priceList'] = [
  { ...care, id: 'day', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
  { ...care, id: 'hour', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 1800 },
  { ...care, id: 'visit', mode: 'temporary', label: '临时托', unit: 'visit', amountFen: 3000 },
];

const own = ownStore();

const children = childrenOf(families);

async function emptyDay() {
  for (const name of ['careRequests', 'rosters', 'childDays', 'quotes'])
    await own.store.collection(name).deleteMany({});
  const group = makeGroup(places);
  const careRules = { temporary: { daysAhead: 5, perWeek: 99, needsAcceptance: true } };
  const careModes: CentreRecord['careModes'] = ['fullDay', 'hourly', 'temporary'];
  return { centre: await addCentre(own.store, { groups: [group], careModes, priceList, careRules }), group };
}

/** Children present, and the places that hold: the group's, unless the desk told others beside that very number. */
async function countOf(centreId: string, groupId: string, date: string) {
  const [centre, roster] = await Promise.all([
    own.store.collection<CentreRecord>('centres').findOne({ _id: centreId }),
    own.store.collection<RosterDoc>('rosters').findOne({ _id: `${groupId}:${date}` }),
  ]);
  const usual = (centre?.groups[0]?.places ?? 0) - (centre?.groups[0]?.enrolled ?? 0);
  const told = roster?.own;
  const inForce = told && told.usual === usual ? told.places : usual;
  return { present: Math.max(0, ...occupancy(roster?.claims ?? []).values()), inForce };
}

const countsOf = (centreId: string, groupId: string) =>
  Promise.all([date, dayAfter].map((day) => countOf(centreId, groupId, day)));

function forgive(error: unknown): undefined {
  if (!(error instanceof Crash || error instanceof DomainError)) throw error;
}

describe('bookings, over random histories with crashes between any two writes', () => {
  const clock = fakeClock();
  let stack: ReturnType<typeof bookingStack>;
  beforeAll(() => {
    stack = bookingStack(own.store, clock, children);
  });

  const step = fc.record({
    what: fc.constantFrom(
      ...([
        'book',
        'book',
        'book',
        'change',
        'change',
        'cancel',
        'repeat',
        'erase',
        'tell',
        'enrol',
      ] as const),
      ...(['ask', 'ask', 'accept', 'decline', 'deadline'] as const),
    ),
    wish: fc.constantFrom<Hours>(wholeDay, hours('08:00', '11:00'), hours('10:00', '13:00')),
    number: fc.integer({ min: 0, max: 4 }),
    dates: fc.constantFrom<string[][]>([date], [dayAfter], [date, dayAfter]),
    family: fc.nat(families.length - 1),
    crash: fc.option(
      fc.record({ nth: fc.integer({ min: 1, max: 10 }), when: fc.constantFrom('before', 'after' as const) }),
      {
        nil: undefined,
        freq: 2,
      },
    ),
  });

  it('one reconcile later claims and bookings agree, nobody is sold a place twice, and whoever was told keeps it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { centre, group } = await emptyDay();
        clock.set('2026-11-24T01:12:00Z');
        const told = new Map<string, string>();
        const keys = new Map<number, { key: string; quoteId: string }>();
        const erased = new Set<string>();
        const steady = stack.process(asItIs);
        const versions = new Map<string, Version[]>();

        for (const [index, { what, wish, number, dates, family, crash }] of steps.entries()) {
          const familyId = families[family] ?? '';
          const process = stack.process(crash ? crashAt(crash.nth, crash.when) : asItIs);
          const { bookings, changes, ofFamily, atDesk } = process;
          const before = await countsOf(centre._id, group.id);
          const settle = (work: Promise<{ id: string; status: string }>) =>
            work.then(({ id, status }) => void told.set(id, status), forgive);
          if (what === 'enrol') {
            const groups = [{ ...group, enrolled: number }];
            await own.store
              .collection<CentreRecord>('centres')
              .updateOne({ _id: centre._id }, { $set: { groups }, $inc: { rev: 1, epoch: 1 } });
            continue;
          }
          if (what === 'accept' || what === 'decline') {
            const [asked] = (await storedBookings(own.store)).filter(({ status }) => status === 'requested');
            if (!asked) continue;
            // As with a cancellation, an answer that crashed may have been given or not.
            told.delete(asked.id);
            const body =
              what === 'accept'
                ? ({ decision: 'accepted' } as const)
                : ({ decision: 'declined', reason: 'groupFull' } as const);
            await process.temporary.decide(deskOf(centre._id), asked.id, body).then(({ decision }) => {
              told.set(asked.id, decision === 'accepted' ? 'confirmed' : 'declined');
            }, forgive);
            continue;
          }
          if (what === 'deadline') {
            for (const [id, status] of told) if (status === 'requested') told.delete(id);
            clock.advance({ minutes: 61 });
            await process.deadlines.expireDue().catch(forgive);
            continue;
          }
          if (what === 'tell') {
            await atDesk.setPlaces(deskOf(centre._id), group.id, { date, places: number }).catch(forgive);
            continue;
          }
          // The children of a family that was erased are gone, so it books nothing any more.
          if (erased.has(familyId)) continue;
          if (what === 'erase') {
            erased.add(familyId);
            for (const { id } of await storedBookings(own.store, { familyId })) told.delete(id);
            await ofFamily.eraseFamily(familyId).catch(forgive);
            continue;
          }
          if (what === 'cancel') {
            const ours = await storedBookings(own.store, { familyId });
            const mine = ours.find(({ status }) => status === 'confirmed' || status === 'requested');
            // A cancellation that crashed may have happened or not: what was told before no longer binds.
            if (mine) told.delete(mine.id);
            if (mine) await settle(bookings.cancelBooking(familyId, mine.id));
            continue;
          }
          if (what === 'change') {
            const ours = await storedBookings(own.store, { familyId });
            const mine = ours.find(({ status }) => status === 'confirmed');
            const quoteId =
              mine && (await quoteChange(mine.id, familyId, { ...wish, dates: dates.slice(-1) }));
            if (quoteId)
              await settle(changes.rescheduleBooking(familyId, mine.id, { quoteId }, `key-${index}`));
            expectKept(versions, await versionsIn(own.store));
            continue;
          }
          const known = keys.get(family);
          const request =
            what === 'repeat' && known
              ? known
              : await newRequest(index, familyId, centre._id, dates, what === 'ask');
          keys.set(family, request);
          await settle(bookings.createBooking(familyId, { quoteId: request.quoteId }, request.key));
          for (const [day, after] of (await countsOf(centre._id, group.id)).entries())
            if (after.present > (before[day]?.present ?? 0))
              expect(after.present).toBeLessThanOrEqual(after.inForce);
        }

        clock.advance({ minutes: 2 });
        // As the deletion's job does: what a crash left is gone over again, until it is done.
        for (const familyId of erased) await steady.ofFamily.eraseFamily(familyId);
        await steady.deadlines.expireDue();
        await steady.reconcile.run();
        await expectClaimsToMatch(own.store);
        expectKept(versions, await versionsIn(own.store));
        await expectAnswersTold();
        expect(await findMentions(own.store, [...erased])).toEqual([]);
        for (const [id, status] of told) {
          const kept = await storedBooking(own.store, id);
          // What waited may have run out of time by now.
          expect(status === 'requested' ? ['requested', 'expired'] : [status]).toContain(kept?.status);
        }

        /** Null where it is that already, or may not be changed. */
        async function quoteChange(id: string, familyId: string, wanted: Hours & { dates: string[] }) {
          const asked = { centreId: centre._id, childId: `ch_${familyId}`, bookingId: id, ...wanted };
          return (await steady.quotes.quoteBooking(familyId, asked).catch(forgive))?.id ?? null;
        }

        async function newRequest(
          index: number,
          familyId: string,
          centreId: string,
          wanted: string[],
          isVisit: boolean,
        ) {
          const hours = isVisit
            ? ({ mode: 'temporary', from: '14:00', to: '16:00' } as const)
            : ({ mode: 'fullDay' } as const);
          const body = { centreId, childId: `ch_${familyId}`, ...hours, dates: wanted };
          const quote = await steady.quotes.quoteBooking(familyId, body);
          return { key: `key-${index}-${familyId}`, quoteId: quote.id };
        }
      }),
      { numRuns },
    );
  });

  /** Of whatever a centre or a deadline decided its family has a notice. */
  async function expectAnswersTold() {
    const answered = (await storedBookings(own.store)).filter(
      ({ status, answeredAt }) => status === 'expired' || answeredAt !== undefined,
    );
    const keys = new Set(stack.told.list().map(({ key }) => key));
    for (const { id } of answered) expect(keys).toContain(`bookings/${id}/answered`);
    expect((await storedBookings(own.store)).filter(({ isUntold }) => isUntold)).toEqual([]);
  }

  it('would be caught without the reconcile job (a crash does leave something to settle)', async () => {
    const { centre } = await emptyDay();
    const body = { centreId: centre._id, childId: 'ch_f_aaaa', mode: 'fullDay' as const, dates: [date] };
    const quote = await stack.process(asItIs).quotes.quoteBooking('f_aaaa', body);
    const crashing = stack.process(crashAt(3, 'after')).bookings;
    await expect(crashing.createBooking('f_aaaa', { quoteId: quote.id }, 'crash-key-1')).rejects.toThrow(
      Crash,
    );
    await expect(expectClaimsToMatch(own.store)).rejects.toThrow();
  });

  it('a request that crashed anywhere is finished by asking again with its key', async () => {
    for (const when of ['before', 'after'] as const)
      for (let nth = 1; nth <= 4; nth += 1) {
        const { centre } = await emptyDay();
        const body = { centreId: centre._id, childId: 'ch_f_aaaa', mode: 'fullDay' as const, dates: [date] };
        const steady = stack.process(asItIs);
        const quote = await steady.quotes.quoteBooking('f_aaaa', body);
        const input = ['f_aaaa', { quoteId: quote.id }, 'again-key-1'] as const;
        await expect(stack.process(crashAt(nth, when)).bookings.createBooking(...input)).rejects.toThrow(
          Crash,
        );
        expect((await steady.bookings.createBooking(...input)).status).toBe('confirmed');
        clock.advance({ minutes: 2 });
        await steady.reconcile.run();
        await expectClaimsToMatch(own.store);
      }
  });

  it('a suspended centre’s bookings are ended once and their places given back; later ones are left alone', async () => {
    const { centre } = await emptyDay();
    const steady = stack.process(asItIs);
    const body = { centreId: centre._id, childId: 'ch_f_aaaa', mode: 'fullDay' as const, dates: [date] };
    const quote = await steady.quotes.quoteBooking('f_aaaa', body);
    const booked = await steady.bookings.createBooking('f_aaaa', { quoteId: quote.id }, 'suspended-1');
    const centres = own.store.collection('centres');
    await centres.updateOne(
      { _id: centre._id as never },
      { $set: { 'filing.status': 'suspended' }, $inc: { epoch: 1 } },
    );
    await steady.reconcile.run();
    expect(await steady.bookings.getBooking('f_aaaa', booked.id)).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'closure',
    });
    await expectClaimsToMatch(own.store);

    await centres.updateOne(
      { _id: centre._id as never },
      { $set: { 'filing.status': 'filed' }, $inc: { epoch: 1 } },
    );
    const again = await steady.quotes.quoteBooking('f_aaaa', body);
    await steady.bookings.createBooking('f_aaaa', { quoteId: again.id }, 'suspended-2');
    await steady.reconcile.run();
    await expectClaimsToMatch(own.store);
  });
});
