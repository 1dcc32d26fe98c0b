import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import {
  askedQuestion,
  type OfficerAtDesk,
  officerAtNewDistrict,
  requestedVisit,
} from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { guidanceStack } from '../support/guidance-stack.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const begin = '2026-11-24T01:20:00Z';
const test = ownTestApp();
let desk: OfficerAtDesk;
beforeAll(async () => {
  test.clock.set(now);
  desk = await officerAtNewDistrict(test);
});
// Later than the desk was opened, or its code would come from the future.
beforeEach(() => test.clock.set(begin));

/** What is left before a write is what was left after the one before it: so one of them will do for every day. */
const moments = process.env.SOAK ? (['before', 'after'] as const) : (['after'] as const);

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Crash ? 'died' : Promise.reject(error)),
  );
const officerOf = (districtCode: string) => ({
  ...({ role: 'officer', membershipId: 'm_test', sessionId: 's_test', familyId: 'f_officer' } as const),
  ...{ name: '李专员', placeName: '河东区', districtCode, level: 0 },
});

/** A visit in the state in which a desk does that, and what it does; the same again is asked for as a phone would. */
async function visitBefore(act: 'offer' | 'end' | 'report') {
  const visit = await requestedVisit(test, desk);
  const id = visit.params.homeVisitId;
  const officer = officerOf(visit.districtCode);
  if (act !== 'offer') {
    await visit.offer();
    await visit.choose();
    test.clock.set('2026-11-26T01:30:00Z');
    await visit.parent.signIn();
  }
  const before = (await toldTo(visit.parent)).length;
  const { process } = guidanceStack(test);
  const slots = [{ date: '2026-12-01', from: '09:00', to: '10:00' }];
  const by = (interrupt: Parameters<typeof process>[0]) => {
    const { visits } = process(interrupt);
    const acts = {
      offer: () => visits.deskOfferHomeVisit(officer, id, { slots, visitor: '张医生' }, 'offer-key-1'),
      end: () => visits.deskEndHomeVisit(officer, id, { reason: '台风' }),
      report: () => visits.deskReportHomeVisit(officer, id, { text: '都好' }),
    };
    return acts[act]();
  };
  const told = async () => (await toldTo(visit.parent)).length - before;
  const contacts = async () => {
    const params = { childId: visit.child.id };
    return (await visit.parent.call('getGuidance', { params })).body.years[0]?.contacts.length;
  };
  return { ...visit, by, told, contacts, keep: () => process(asItIs).keep() };
}

describe.each([
  ['offers times', 'offer', 'offered', 0],
  ['ends a visit', 'end', 'cancelled', 0],
  ['reports a visit', 'report', 'done', 1],
] as const)('a desk that %s and dies', (_, act, status, counts) => {
  it.each(moments)(
    '%s any write: what it decided is told once and counts once, also when it is asked again',
    async (when) => {
      for (let nth = 1; ; nth += 1) {
        test.clock.set(begin);
        const { by, told, contacts, keep, mine } = await visitBefore(act);
        const outcome = await outcomeOf(by(crashAt(nth, when)));
        const decided = (await mine()).status === status;
        await keep();
        expect([nth, await told()]).toEqual([nth, decided ? 1 : 0]);
        if (decided) expect(await contacts()).toBe(counts);
        await by(asItIs);
        await keep();
        expect([nth, (await mine()).status, await told(), await contacts()]).toEqual([
          nth,
          status,
          1,
          counts,
        ]);
        if (outcome === 'done') return expect(nth).toBeGreaterThan(2);
      }
    },
    process.env.SOAK ? 300_000 : 90_000,
  );
});

describe('a desk that answers a question and dies', () => {
  it.each(moments)(
    '%s any write: the answer is told once, and stays the one that was given',
    async (when) => {
      for (let nth = 1; ; nth += 1) {
        const { parent, districtCode, params, mine } = await askedQuestion(test, desk);
        const { process } = guidanceStack(test);
        const answer = (interrupt: Parameters<typeof process>[0]) =>
          process(interrupt).questions.deskAnswerExpertQuestion(
            officerOf(districtCode),
            params.expertQuestionId,
            { kind: 'answered', text: '先固定睡前的顺序' },
          );
        const outcome = await outcomeOf(answer(crashAt(nth, when)));
        const decided = (await mine()).answer !== null;
        await process(asItIs).keep();
        expect([nth, (await toldTo(parent)).length]).toEqual([nth, decided ? 1 : 0]);
        await answer(asItIs);
        await process(asItIs).keep();
        expect((await toldTo(parent)).length).toBe(1);
        expect((await mine()).answer?.text).toBe('先固定睡前的顺序');
        if (outcome === 'done') return expect(nth).toBeGreaterThan(2);
      }
    },
    90_000,
  );
});

describe('a reminder whose process dies', () => {
  it.each(moments)(
    '%s any write is given by the next run, once',
    async (when) => {
      for (let nth = 1; ; nth += 1) {
        await test.app.store.collection('children').deleteMany({});
        const { parent } = await requestedVisit(test, desk);
        const { process } = guidanceStack(test);
        const outcome = await outcomeOf(process(crashAt(nth, when)).remind());
        await process(asItIs).remind();
        await process(asItIs).remind();
        const reminders = (await toldTo(parent)).filter(({ kind }) => kind === 'guidanceDue');
        expect([nth, reminders.length]).toEqual([nth, 1]);
        if (outcome === 'done') return expect(nth).toBeGreaterThan(2);
      }
    },
    90_000,
  );
});
