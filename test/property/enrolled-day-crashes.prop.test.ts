import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookingStack, deskOf, expectClaimsToMatch, type Interrupt } from '../support/booking-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addCentre, childrenOf, makeGroup, monthlyPrices } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';

const familyId = 'f_aaaa';
const [tuesday, thursday, morning] = ['2026-11-24T01:12:00Z', '2026-11-26', '2026-11-26T01:12:00Z'] as const;

const own = ownStore();
const clock = fakeClock();

/** A child that comes on Thursdays to a centre with one place. It is Thursday morning. */
async function enrolled() {
  clock.set(tuesday);
  for (const name of ['careRequests', 'rosters', 'childDays', 'quotes', 'enrolments'])
    await own.store.collection(name).deleteMany({});
  const group = makeGroup({ places: 1 });
  const { _id: centreId } = await addCentre(own.store, { groups: [group], priceList: monthlyPrices });
  const stack = bookingStack(own.store, clock, childrenOf([familyId]));
  const steady = stack.process(asItIs);
  const desk = deskOf(centreId);
  const { id } = await steady.enrolments.applyForEnrolment(
    familyId,
    { centreId, childId: `ch_${familyId}`, mode: 'fullDay', startMonth: '2026-11', weekdays: [4] },
    'key-1',
  );
  const accept = { decision: 'accepted', groupId: group.id, firstDay: thursday } as const;
  await steady.enrolmentsAtDesk.deskDecideEnrolment(desk, id, accept);
  stack.told.clear();
  clock.set(morning);
  const at = (interrupt: Interrupt) => {
    const process = stack.process(interrupt);
    const note = (attendance: 'checkedIn' | 'checkedOut' | 'noShow') => () =>
      process.attendanceOfEnrolled.noteAttendance(desk, id, { date: thursday, attendance });
    return {
      ...{ checkedIn: note('checkedIn'), checkedOut: note('checkedOut'), noShow: note('noShow') },
      keep: async () => {
        await process.enrolledDays.run();
        await process.enrolledDays.tellAll();
      },
      count: () =>
        process.enrolmentsAtDesk.deskDecideEnrolment(desk, id, { decision: 'counted', isCounted: true }),
      close: () => process.closedDays.closeDays(centreId, { dates: [thursday], reason: '停电' }),
      reconcile: () => process.reconcile.run(),
    };
  };
  /** Late enough that nobody is behind an attempt any more. */
  const settle = async () => {
    clock.advance({ minutes: 2 });
    await at(asItIs).keep();
    await at(asItIs).reconcile();
  };
  const today = async () => (await steady.enrolments.getEnrolment(familyId, id)).careToday?.status;
  const told = () => stack.told.list().map(({ kind }) => kind);
  return { at, settle, today, told };
}

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Crash ? 'died' : 'refused'),
  );

describe.each([
  ['checks an enrolled child in', [], 'checkedIn', 'checkedIn', []],
  ['checks it out', ['checkedIn'], 'checkedOut', 'completed', []],
  ['puts it down as not come', [], 'noShow', 'noShow', ['enrolledDayMissed']],
  ['lets it in after all', ['noShow'], 'checkedIn', 'checkedIn', ['enrolledDayMissed']],
] as const)('a desk that %s and dies', (_, before, act, state, news) => {
  it.each(['before', 'after'] as const)(
    '%s any write: what is held is what was said, and asked again it is done once',
    async (when) => {
      for (let nth = 1; ; nth += 1) {
        const { at, settle, today, told } = await enrolled();
        for (const first of before) await at(asItIs)[first]();
        const outcome = await outcomeOf(at(crashAt(nth, when))[act]());
        await settle();
        await expectClaimsToMatch(own.store);
        await at(asItIs)[act]();
        expect(await today()).toBe(state);
        await settle();
        expect(await today()).toBe(state);
        expect(told()).toEqual(news);
        await expectClaimsToMatch(own.store);
        if (outcome === 'done') return expect(nth).toBeGreaterThan(1);
      }
    },
  );
});

describe('a desk that says how a day goes', () => {
  it('under any order with others of its centre and the jobs: one claim, or none, as it was said', async () => {
    const acts = ['noShow', 'checkedIn', 'checkedOut', 'count', 'keep', 'close', 'reconcile'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: 5 }),
        fc.boolean(),
        async (scheduler, others, isMissed) => {
          const { at, settle, today } = await enrolled();
          if (isMissed) await at(asItIs).noShow();
          const slow = at(
            scheduler.scheduleFunction(async (write: () => Promise<unknown>) => write()) as Interrupt,
          );
          const work = ['checkedIn' as const, ...others].map((act) => outcomeOf(slow[act]()));
          await scheduler.waitFor(Promise.all(work));
          const said = await today();
          await settle();
          expect(await today()).toBe(said);
          await expectClaimsToMatch(own.store);
        },
      ),
      { numRuns: process.env.SOAK ? 400 : 10 },
    );
  });
});
