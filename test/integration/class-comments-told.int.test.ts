import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import type { OfficerDesk } from '@nearcare/bff/plugins/session';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { classStack, newClass } from '../support/class-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addDistrict, childrenOf } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';

const own = ownStore();
const clock = fakeClock();
const family = 'f_aaaa';
const person = { membershipId: 'dm_0001', sessionId: 's_0001', familyId: 'f_officer', name: '李专员' };
const ofDistrict = { ...person, placeName: '桥西街道', role: 'officer', districtCode: 'test-1' } as const;
const officer: OfficerDesk = { ...ofDistrict, level: 0 };
const judge: OfficerDesk = { ...ofDistrict, membershipId: 'dm_0002', districtCode: 'test', level: 1 };
const children = childrenOf([family]);
const doubtful = '加微信 abc123 领资料';
let stack: ReturnType<typeof classStack>;
let steady: ReturnType<typeof stack.process>;
beforeAll(async () => {
  await addDistrict(own.store);
  stack = classStack(own.store, clock, children);
});
beforeEach(async () => {
  clock.set('2026-11-24T01:12:00Z');
  stack.told.clear();
  steady = stack.process(asItIs);
  for (const name of ['classes', 'classSignUps', 'seatLists'])
    await own.store.collection(name).deleteMany({});
});

let count = 0;
const who = { familyId: family, guardianId: 'g_0001' };
const rate = (id: string, stars: number, comment = doubtful) =>
  steady.mine.rateClass(who, id, { stars, comment });
const told = () => stack.told.of(family).map(({ facts }) => facts);
const checkOf = async (id: string) =>
  (await steady.own.view(await steady.own.findOwn(family, id))).rating?.commentCheck;

/** A family that was there and wrote words that are held. */
async function held() {
  count += 1;
  const { id: classId } = await steady.publishing.publishClass(officer, newClass(), `key-of-class-${count}`);
  const body = { childId: `ch_${family}` };
  const signUp = await steady.mine.signUpForClass(family, classId, body, `key-of-${classId}`);
  clock.set('2026-11-28T02:00:00Z');
  await steady.attendance.markAttendance(officer, classId, { signUpId: signUp.id, mark: 'attended' });
  await rate(signUp.id, 4);
  const givenAt = clock.now().toISOString();
  clock.advance({ minutes: 5 });
  const withheld = { givenAt, decision: 'withheld', reason: '写了联系方式' } as const;
  return { id: signUp.id, givenAt, withheld };
}

describe('what a desk decides about held words', () => {
  it('is told to their family once, with the reason, however often it is decided', async () => {
    const { id, withheld, givenAt } = await held();
    expect(await checkOf(id)).toEqual({ state: 'held', reason: null });
    await steady.held.decide(judge, id, withheld);
    await steady.held.decide(judge, id, withheld);
    await steady.held.decide(judge, id, { givenAt, decision: 'released' });
    await steady.keeper.run();
    expect(told()).toMatchObject([
      { decision: 'withheld', reason: '写了联系方式', until: '2026-12-12', title: newClass().title },
    ]);
    expect(await checkOf(id)).toEqual({ state: 'withheld', reason: '写了联系方式' });
  });

  it('is told although the process died with the decision, and once though it died with the notice', async () => {
    for (const [nth, when] of [
      [1, 'after'],
      [2, 'before'],
      [2, 'after'],
      [3, 'before'],
    ] as const) {
      stack.told.clear();
      clock.set('2026-11-24T01:12:00Z');
      const { id, withheld } = await held();
      const dying = stack.process(crashAt(nth, when));
      await expect(dying.held.decide(judge, id, withheld)).rejects.toThrow(Crash);
      await steady.keeper.run();
      await steady.keeper.run();
      expect([nth, when, told().length]).toEqual([nth, when, 1]);
      const kept = await own.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id });
      expect([kept?.isUntold, kept?.untold]).toEqual([undefined, []]);
    }
  });

  it('is no news about words that were written anew meanwhile', async () => {
    const { id, withheld } = await held();
    await expect(stack.process(crashAt(1, 'after')).held.decide(judge, id, withheld)).rejects.toThrow(Crash);
    await rate(id, 4, `${doubtful}，快来`);
    await steady.keeper.run();
    expect(told()).toEqual([]);
    expect(await checkOf(id)).toEqual({ state: 'held', reason: null });
  });

  it('stands where the same words come again with other stars, and is still told', async () => {
    const { id, withheld } = await held();
    await expect(stack.process(crashAt(1, 'after')).held.decide(judge, id, withheld)).rejects.toThrow(Crash);
    await rate(id, 5);
    await steady.keeper.run();
    expect(told()).toMatchObject([{ decision: 'withheld' }]);
    expect(await checkOf(id)).toEqual({ state: 'withheld', reason: '写了联系方式' });
    expect((await steady.held.list(judge, {})).items).toEqual([]);
    // Words that nobody doubts leave nothing behind of what was decided about others.
    await rate(id, 5, '讲得清楚');
    expect(await checkOf(id)).toBeNull();
  });

  it('is told also to who removed the child meanwhile: the words are the family’s', async () => {
    const { id, withheld } = await held();
    const child = [...children];
    children.clear();
    await steady.held.decide(judge, id, withheld);
    for (const [childId, known] of child) children.set(childId, known);
    expect(told()).toMatchObject([{ decision: 'withheld', reason: '写了联系方式' }]);
  });

  it('says no day to write them anew where that is over', async () => {
    const { id, withheld } = await held();
    clock.set('2026-12-20T02:00:00Z');
    await steady.held.decide(judge, id, withheld);
    expect(told()).toMatchObject([{ decision: 'withheld', until: null }]);
  });
});
