import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import type { OfficerDesk } from '@nearcare/bff/plugins/session';
import { describe, expect, it } from 'vitest';
import { newClass } from '../support/class-stack.js';
import { Crash, crashAt } from '../support/crashes.js';
import { officer, ownClasses } from '../support/own-classes.js';

const family = 'f_aaaa';
const judge: OfficerDesk = { ...officer, membershipId: 'dm_0002', districtCode: 'test', level: 1 };
const doubtful = '加微信 abc123 领资料';
const test = ownClasses([family]);

const who = { familyId: family, guardianId: 'g_0001' };
const rate = (id: string, stars: number, comment = doubtful) =>
  test.steady.mine.rateClass(who, id, { stars, comment });
const told = () => test.stack.told.of(family).map(({ facts }) => facts);
const checkOf = async (id: string) =>
  (await test.steady.own.view(await test.steady.own.findOwn(family, id))).rating?.commentCheck;

/** A family that was there and wrote words that are held. */
async function held() {
  const classId = await test.publish();
  const body = { childId: `ch_${family}` };
  const signUp = await test.steady.mine.signUpForClass(family, classId, body, `key-of-${classId}`);
  test.clock.set('2026-11-28T02:00:00Z');
  await test.steady.attendance.markAttendance(officer, classId, { signUpId: signUp.id, mark: 'attended' });
  await rate(signUp.id, 4);
  const givenAt = test.clock.now().toISOString();
  test.clock.advance({ minutes: 5 });
  const withheld = { givenAt, decision: 'withheld', reason: '写了联系方式' } as const;
  return { id: signUp.id, givenAt, withheld };
}

describe('what a desk decides about held words', () => {
  it('is told to their family once, with the reason, however often it is decided', async () => {
    const { id, withheld, givenAt } = await held();
    expect(await checkOf(id)).toEqual({ state: 'held', reason: null });
    await test.steady.held.decide(judge, id, withheld);
    await test.steady.held.decide(judge, id, withheld);
    await test.steady.held.decide(judge, id, { givenAt, decision: 'released' });
    await test.steady.keeper.run();
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
      test.stack.told.clear();
      test.clock.set('2026-11-24T01:12:00Z');
      const { id, withheld } = await held();
      const dying = test.stack.process(crashAt(nth, when));
      await expect(dying.held.decide(judge, id, withheld)).rejects.toThrow(Crash);
      await test.steady.keeper.run();
      await test.steady.keeper.run();
      expect([nth, when, told().length]).toEqual([nth, when, 1]);
      const kept = await test.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id });
      expect([kept?.isUntold, kept?.untold]).toEqual([undefined, []]);
    }
  });

  it('is no news about words that were written anew meanwhile', async () => {
    const { id, withheld } = await held();
    await expect(test.stack.process(crashAt(1, 'after')).held.decide(judge, id, withheld)).rejects.toThrow(
      Crash,
    );
    await rate(id, 4, `${doubtful}，快来`);
    await test.steady.keeper.run();
    expect(told()).toEqual([]);
    expect(await checkOf(id)).toEqual({ state: 'held', reason: null });
  });

  it('stands where the same words come again with other stars, and is still told', async () => {
    const { id, withheld } = await held();
    await expect(test.stack.process(crashAt(1, 'after')).held.decide(judge, id, withheld)).rejects.toThrow(
      Crash,
    );
    await rate(id, 5);
    await test.steady.keeper.run();
    expect(told()).toMatchObject([{ decision: 'withheld' }]);
    expect(await checkOf(id)).toEqual({ state: 'withheld', reason: '写了联系方式' });
    expect((await test.steady.held.list(judge, {})).items).toEqual([]);
    // Words that nobody doubts leave nothing behind of what was decided about others.
    await rate(id, 5, '讲得清楚');
    expect(await checkOf(id)).toBeNull();
  });

  it('is told also to who removed the child meanwhile: the words are the family’s', async () => {
    const { id, withheld } = await held();
    const child = [...test.children];
    test.children.clear();
    await test.steady.held.decide(judge, id, withheld);
    for (const [childId, known] of child) test.children.set(childId, known);
    expect(told()).toMatchObject([{ decision: 'withheld', reason: '写了联系方式' }]);
  });

  it('says no day to write them anew where that is over', async () => {
    const { id, withheld } = await held();
    test.clock.set('2026-12-20T02:00:00Z');
    await test.steady.held.decide(judge, id, withheld);
    expect(told()).toMatchObject([{ decision: 'withheld', until: null }]);
  });
});
