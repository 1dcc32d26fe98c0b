import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import { careRequestsModel } from '@nearcare/bff/features/bookings/care-requests.model';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import type { EntryDoc } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyAct, type BookingModel, emptyModel } from '../support/booking-acts.js';
import { expectInvariants } from '../support/booking-invariants.js';
import { bookingWorlds, dates, type World } from '../support/booking-world.js';
import { ownStore } from '../support/data-folder.js';

const numRuns = process.env.SOAK ? 2_000 : 12;
/** A busy machine takes its time. */
const timeoutMs = 60_000 + numRuns * 5_000;
const [thursday, friday] = dates;

const own = ownStore();
let emptyWorld: () => Promise<World>;
beforeAll(() => {
  emptyWorld = bookingWorlds(own.store);
});

describe('all that families, desks, officers and jobs do, in random histories with crashes between any two writes', () => {
  it(
    'leaves every invariant of bookings true, one run of the jobs later',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands([anyAct], { maxCommands: 40, size: 'max' }), async (acts) => {
          const model = emptyModel();
          const world = await emptyWorld();
          await fc.asyncModelRun(() => ({ model, real: world }), acts);
          await world.runJobs();
          await expectInvariants(world, model);
        }),
        { numRuns },
      );
    },
    timeoutMs,
  );
});

describe('what is held against every history would notice', () => {
  /** The first child has Thursday’s one place, the third waits for it. */
  async function someHistory() {
    const world = await emptyWorld();
    const model = emptyModel();
    const [first, , next] = world.children;
    const { id: childId, familyId } = first ?? { id: '', familyId: '' };
    const body = { centreId: world.centreId, childId, mode: 'fullDay' as const };
    const quote = await world.steady.quotes.quoteBooking(familyId, { ...body, dates: [thursday] });
    const booked = await world.steady.bookings.createBooking(familyId, { quoteId: quote.id }, 'first-1');
    model.told.set(booked.id, booked);
    await world.steady.waitlist.joinWaitlist(
      next?.familyId ?? '',
      { ...body, childId: next?.id ?? '', date: thursday },
      'waits-1',
    );
    await world.runJobs();
    await expectInvariants(world, model);
    return { world, model, familyId, childId, booked };
  }
  const rosters = () => own.store.collection<RosterDoc>('rosters');
  const childDays = () => own.store.collection<RosterDoc>('childDays');
  const requests = () => own.store.collection<CareRequestDoc>('careRequests');
  type Past = Awaited<ReturnType<typeof someHistory>>;

  const wrongs: Record<string, (past: Past) => Promise<unknown>> = {
    'a booking without its claim': () => rosters().updateOne({ date: thursday }, { $set: { claims: [] } }),
    'a claim of nobody’s': async ({ childId }) => {
      const day = await childDays().findOne({ _id: `${childId}:${thursday}` });
      if (day) await childDays().insertOne({ ...day, _id: `${childId}:${friday}`, date: friday });
    },
    'a child in two places at a time': async ({ booked }) => {
      const request = await requests().findOne({ _id: booked.request.id });
      if (request) await requests().insertOne({ ...request, _id: 'r_twin' });
    },
    'a confirmed booking that is gone': ({ booked }) => requests().deleteOne({ _id: booked.request.id }),
    'a price that was changed after it was accepted': async ({ booked, model }) => {
      const [version] = (await requests().findOne({ _id: booked.request.id }))?.versions ?? [];
      if (version) model.versions.set(booked.request.id, [version]);
      await requests().updateOne({ _id: booked.request.id }, { $set: { 'versions.0.quote.totalFen': 1 } });
    },
    'a child’s name beside its booking': ({ booked }) =>
      requests().updateOne({ _id: booked.request.id }, { $set: { nickname: '小满' } as object }),
    'a cancellation that leaves the place to nobody while one waits': async ({ booked }) => {
      await requests().updateOne({ _id: booked.request.id }, { $set: { 'days.0.state': 'cancelled' } });
      await rosters().updateOne({ date: thursday }, { $set: { claims: [] } });
      await childDays().updateMany({}, { $set: { claims: [] } });
    },
    'an entry that says something else than its line': () =>
      own.store.collection<EntryDoc>('waitlistEntries').updateMany({}, { $set: { status: 'left' } }),
  };
  for (const [what, wrong] of Object.entries(wrongs))
    it(`it would: ${what}`, async () => {
      const past = await someHistory();
      await wrong(past);
      if (what.startsWith('a cancellation')) past.model.told.clear();
      await expect(expectInvariants(past.world, past.model)).rejects.toThrow();
    });

  it('a change that is committed before its new place is held, once that process dies', async () => {
    const { world, model, familyId, childId, booked } = await someHistory();
    const wish = { centreId: world.centreId, childId, mode: 'fullDay' as const, bookingId: booked.id };
    const { id: quoteId } = await world.steady.quotes.quoteBooking(familyId, { ...wish, dates: [friday] });
    const [request, quote] = await Promise.all([
      requests().findOne({ _id: booked.request.id }),
      own.store.collection('quotes').findOne({ _id: quoteId as never }),
    ]);
    if (!request || !quote) throw new Error('nothing to change');
    const naive = careRequestsModel(own.store.useDb(own.store.name), world.clock.now);
    const slots = slotsOf('07:30', '18:00');
    const to = { date: friday, groupId: world.group.id, slots, n: 2, epoch: 1 };
    const at = world.clock.now();
    const change = { to, key: 'naive', quote: quote as never, openedAt: at };
    const opened = await naive.decideOn(request, { kind: 'openChange', index: 0, change });
    if (opened) await naive.decideOn(opened.request, { kind: 'commitChange', index: 0, n: 2, at });
    await world.runJobs();
    const forgetting: BookingModel = { ...model, told: new Map() };
    await expect(expectInvariants(world, forgetting)).rejects.toThrow(/rosters/);
  });
});
