import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy } from '@nearcare/bff/features/bookings/roster.rules';
import type { EnrolmentDoc } from '@nearcare/bff/features/enrolments/enrolments.model';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import { addDays } from '@nearcare/shared/rules/civil-date';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookingStack, deskOf, expectClaimsToMatch } from '../support/booking-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addCentre, childrenOf, makeGroup } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';
import { findMentions } from '../support/mentions.js';

const numRuns = process.env.SOAK ? 300 : 6;
const families = ['f_aaaa', 'f_bbbb', 'f_cccc', 'f_dddd'];
/** Few weekdays, so that a history has many enrolments and not many writes: Thursdays and Fridays. */
const weekdaysOf = [[4], [5], [4, 5]];
const dated = ['2026-11-26', '2026-11-27', '2026-12-03', '2026-12-04'];
const places = 2;
const start = '2026-11-24T01:12:00Z';

const own = ownStore();
const children = childrenOf(families);
const care = { kind: 'care', mode: 'fullDay', isVoluntary: false } as const;

async function emptyCentre() {
  for (const name of ['careRequests', 'rosters', 'childDays', 'quotes', 'enrolments'])
    await own.store.collection(name).deleteMany({});
  const group = makeGroup({ places });
  const priceList = [
    { ...care, id: 'day', label: '全日托', unit: 'day' as const, amountFen: 9900 },
    { ...care, id: 'month', label: '全日托', unit: 'month' as const, amountFen: 160_000 },
  ];
  return { centre: await addCentre(own.store, { groups: [group], priceList }), group };
}

/** Invariants 1 and 2, on every roster and every child's day there is. */
async function expectNoneTooMany(): Promise<void> {
  const allowed = { rosters: places, childDays: 1 } as const;
  for (const name of ['rosters', 'childDays'] as const)
    for (const { _id, claims } of await own.store.collection<RosterDoc>(name).find().toArray())
      for (const [slot, present] of occupancy(claims))
        expect([_id, slot, present <= allowed[name]]).toEqual([_id, slot, true]);
}

/**
 * Who was collected or did not come holds nothing that day; who is there holds its place, unless its enrolment ended or
 * that day is past: what nobody ended by the day after is let go with it.
 */
async function expectDaysAsSaid(now: Date): Promise<void> {
  const yesterday = addDays(now.toISOString().slice(0, 10), -1);
  for (const { state, days, attendance = [] } of await own.store
    .collection<EnrolmentDoc>('enrolments')
    .find()
    .toArray())
    for (const { date, state: said } of attendance) {
      const isHeld = days.some((day) => day.date === date);
      if (said !== 'checkedIn') expect([date, said, isHeld]).toEqual([date, said, false]);
      else if (state === 'accepted' && date >= yesterday)
        expect([date, said, isHeld]).toEqual([date, said, true]);
    }
}

const step = fc.record({
  what: fc.constantFrom(
    ...(['enrol', 'enrol', 'enrol', 'book', 'book', 'leave', 'withdraw', 'close', 'reopen'] as const),
    ...(['suspend', 'restore', 'count', 'tick', 'erase'] as const),
    ...(['checkIn', 'checkIn', 'checkOut', 'miss', 'settle'] as const),
  ),
  family: fc.nat(families.length - 1),
  weekdays: fc.constantFrom(...weekdaysOf),
  date: fc.constantFrom(...dated),
  crash: fc.option(
    fc.record({ nth: fc.integer({ min: 1, max: 60 }), when: fc.constantFrom('before', 'after' as const) }),
    { nil: undefined, freq: 2 },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('enrolled children, over random histories with crashes between any two writes', () => {
  const clock = fakeClock();
  let stack: ReturnType<typeof bookingStack>;
  beforeAll(() => {
    stack = bookingStack(own.store, clock, children);
  });
  type Process = ReturnType<typeof stack.process>;

  async function settle(): Promise<void> {
    clock.advance({ minutes: 2 });
    const steady = stack.process(asItIs);
    await steady.enrolledDays.run();
    await steady.reconcile.run();
    // What was reopened or restored meanwhile is taken up again, and nothing is left to do after that.
    await steady.enrolledDays.run();
  }

  const isExpected = (error: unknown) => error instanceof Crash || error instanceof DomainError;

  it('one run of the jobs later claims and enrolments agree, and no place is held twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        clock.set(start);
        const { centre, group } = await emptyCentre();
        const erased = new Set<string>();
        for (const [index, one] of steps.entries()) {
          if (erased.has(families[one.family] ?? '')) continue;
          if (one.what === 'erase') erased.add(families[one.family] ?? '');
          const process = stack.process(one.crash ? crashAt(one.crash.nth, one.crash.when) : asItIs);
          await take(one, index, { process, centreId: centre._id, groupId: group.id }).catch(
            (error: unknown) => {
              if (!isExpected(error)) throw error;
            },
          );
          await expectNoneTooMany();
        }
        for (const familyId of erased) {
          await stack.process(asItIs).enrolmentsOfFamily.eraseFamily(familyId);
          await stack.process(asItIs).ofFamily.eraseFamily(familyId);
        }
        await settle();
        await expectNoneTooMany();
        await expectDaysAsSaid(clock.now());
        await expectClaimsToMatch(own.store);
        expect(await findMentions(own.store, [...erased])).toEqual([]);
      }),
      { numRuns },
    );
  });

  async function take(
    { what, family, weekdays, date }: Step,
    index: number,
    { process, centreId, groupId }: { process: Process; centreId: string; groupId: string },
  ): Promise<void> {
    const familyId = families[family] ?? '';
    const childId = `ch_${familyId}`;
    const steady = stack.process(asItIs);
    const desk = deskOf(centreId);
    const mine = async () => (await steady.enrolments.listMyEnrolments(familyId)).items;
    const accepted = async () =>
      (await mine()).find(({ placement, canWithdraw }) => placement && canWithdraw);
    const centres = own.store.collection<{ _id: string; epoch: number; rev: number }>('centres');
    const fileAs = (status: string) =>
      centres.updateOne({ _id: centreId }, { $set: { 'filing.status': status }, $inc: { epoch: 1, rev: 1 } });
    switch (what) {
      case 'enrol': {
        const body = { centreId, childId, mode: 'fullDay' as const, startMonth: '2026-11', weekdays };
        const { id } = await steady.enrolments.applyForEnrolment(familyId, body, `key-${index}`);
        const firstDay = (await steady.enrolmentsAtDesk.deskGetEnrolment(desk, id)).firstDay ?? date;
        const asked = { decision: 'accepted', groupId, firstDay } as const;
        const { shortDates, busyDates } = await steady.enrolmentsAtDesk.deskPreviewEnrolment(desk, id, asked);
        // Every second one is tried against the preview: it must be refused then.
        const withoutDates = index % 2 === 0 ? [...shortDates, ...busyDates] : [];
        const isShort = shortDates.length + busyDates.length > withoutDates.length;
        const decided = process.enrolmentsAtDesk.deskDecideEnrolment(desk, id, { ...asked, withoutDates });
        const outcome = await decided.then(
          ({ status }) => status as string,
          (error: unknown) => (error instanceof DomainError ? error.code : 'crashed'),
        );
        if (isShort) expect(['places_short', 'crashed', 'retry']).toContain(outcome);
        return;
      }
      case 'book': {
        const body = { centreId, childId, mode: 'fullDay' as const, dates: [date] };
        const quote = await steady.quotes.quoteBooking(familyId, body);
        await process.bookings.createBooking(familyId, { quoteId: quote.id }, `book-${index}`);
        return;
      }
      case 'leave': {
        clock.set('2026-12-01T01:12:00Z');
        const one = await accepted();
        if (one) await process.enrolments.withdrawEnrolment(familyId, one.id, { lastDay: '2026-12-10' });
        return;
      }
      case 'withdraw': {
        const [one] = await mine();
        if (one?.canWithdraw && !one.needsLastDay)
          await process.enrolments.withdrawEnrolment(familyId, one.id, {});
        return;
      }
      case 'count': {
        const one = await accepted();
        if (one)
          await process.enrolmentsAtDesk.deskDecideEnrolment(desk, one.id, {
            ...{ decision: 'counted', isCounted: index % 3 > 0 },
          });
        return;
      }
      case 'close':
        await process.closedDays.closeDays(centreId, { dates: [date], reason: '消毒' });
        return;
      case 'reopen':
        await process.closedDays.reopenDay(centreId, date);
        return;
      case 'suspend':
        await fileAs('suspended');
        return;
      case 'restore':
        await fileAs('filed');
        return;
      case 'tick':
        clock.advance({ minutes: 24 * 60 });
        await process.enrolledDays.run();
        return;
      case 'checkIn':
      case 'checkOut':
      case 'miss': {
        const one = await accepted();
        // On the first of its days that is not over, in the morning.
        const next = dated.find((day) => `${day}T01:12:00Z` >= clock.now().toISOString().slice(0, 10));
        if (!one || !next) return;
        if (clock.now().toISOString() < `${next}T01:12:00Z`) clock.set(`${next}T01:12:00Z`);
        const attendance = { checkIn: 'checkedIn', checkOut: 'checkedOut', miss: 'noShow' } as const;
        const body = { date: next, attendance: attendance[what] };
        await process.attendanceOfEnrolled.noteAttendance(desk, one.id, body);
        return;
      }
      case 'settle':
        await process.settleAttendance.run({ isHeld: () => true });
        return;
      case 'erase':
        await process.enrolmentsOfFamily.eraseFamily(familyId);
    }
  }

  it('would be caught if a claim were taken without asking (the same check fails on a naive one)', async () => {
    clock.set(start);
    const { centre, group } = await emptyCentre();
    const desk = deskOf(centre._id);
    const steady = stack.process(asItIs);
    // A group that seems to have room for all: what a service would do that did not ask the rosters.
    const centres = own.store.collection<{ _id: string }>('centres');
    for (const familyId of families.slice(0, 3)) {
      await centres.updateOne({ _id: centre._id }, { $set: { 'groups.0.places': 9 }, $inc: { epoch: 1 } });
      const body = { centreId: centre._id, childId: `ch_${familyId}`, mode: 'fullDay' as const };
      const asked = { ...body, startMonth: '2026-11', weekdays: [4] };
      const { id } = await steady.enrolments.applyForEnrolment(familyId, asked, `naive-${familyId}`);
      const decision = { decision: 'accepted', groupId: group.id, firstDay: '2026-11-26' } as const;
      await steady.enrolmentsAtDesk.deskDecideEnrolment(desk, id, decision);
    }
    await expect(expectNoneTooMany()).rejects.toThrow();
  });
});
