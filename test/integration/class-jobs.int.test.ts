import type { ClassDoc } from '@nearcare/bff/features/classes/classes.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import type { OfficerDesk } from '@nearcare/bff/plugins/session';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectSeatsToMatch } from '../support/class-invariants.js';
import { classStack, liveClass, newClass, recordedClass, updatedClass } from '../support/class-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addDistrict, childrenOf } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';

const own = ownStore();
const clock = fakeClock();
const families = ['f_aaaa', 'f_bbbb', 'f_cccc'] as const;
const [first, second, third] = families;
const children = childrenOf(families);
const desk: OfficerDesk = {
  ...{ membershipId: 'dm_0001', sessionId: 's_0001', familyId: 'f_officer', name: '李专员' },
  ...{ placeName: '桥西街道', role: 'officer', districtCode: 'test-1', level: 0 },
};
let stack: ReturnType<typeof classStack>;
let steady: ReturnType<typeof stack.process>;
beforeAll(async () => {
  await addDistrict(own.store);
  stack = classStack(own.store, clock, children);
});
beforeEach(async () => {
  clock.set('2026-11-24T01:12:00Z');
  stack.told.clear();
  stack.contacts.clear();
  steady = stack.process(asItIs);
  for (const name of ['classes', 'classSignUps', 'seatLists'])
    await own.store.collection(name).deleteMany({});
});

let count = 0;
async function publish(given: Parameters<typeof newClass>[0] = {}): Promise<string> {
  count += 1;
  return (await steady.publishing.publishClass(desk, newClass(given), `key-of-class-${count}`)).id;
}
const signUp = (classId: string, familyId: string) =>
  steady.mine.signUpForClass(
    familyId,
    classId,
    { childId: `ch_${familyId}`, waitIfFull: true },
    `key-of-${familyId}-${classId}`,
  );
const stateOf = async (id: string) =>
  (await own.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id }))?.state;
const kindsTold = (familyId: string) => stack.told.of(familyId).map(({ kind }) => kind);

describe('the job that keeps classes', () => {
  /** One with the seat, two who wait. */
  async function line() {
    const classId = await publish({ seats: 1 });
    const ids: string[] = [];
    for (const family of families) ids.push((await signUp(classId, family)).id);
    const [holder = '', next = '', last = ''] = ids;
    return { classId, holder, next, last };
  }

  it('passes a seat on that nobody took in time, and tells both', async () => {
    const { holder, next, last } = await line();
    await steady.mine.cancelSignUp(first, holder);
    await steady.keeper.run();
    expect(kindsTold(second)).toEqual(['seatOffered']);
    clock.advance({ minutes: 24 * 60 });
    await steady.keeper.run();
    await steady.keeper.run();
    expect([await stateOf(next), await stateOf(last)]).toEqual(['expired', 'waiting']);
    expect(kindsTold(second)).toEqual(['seatOffered', 'seatLineChanged']);
    expect(kindsTold(third)).toEqual(['seatOffered']);
    await expectSeatsToMatch(own.store, stack.told);
  });

  it('ends the line when signing up is over; whoever missed out may sign up for the next', async () => {
    const { next, last } = await line();
    clock.set('2026-11-28T02:00:00Z');
    await steady.keeper.run();
    expect([await stateOf(next), await stateOf(last)]).toEqual(['over', 'over']);
    const other = await publish({ sessions: [{ date: '2026-12-05', from: '10:00', to: '11:00' }] });
    expect((await signUp(other, second)).status).toBe('confirmed');
  });

  it('gives back what a process kept that died after the decision, however long it has been running itself', async () => {
    const { holder, next } = await line();
    await steady.keeper.run();
    // The last that was written to the list, as far as the job looks back.
    clock.advance({ minutes: 20 });
    await steady.keeper.run();
    const dying = stack.process(crashAt(1, 'after'));
    await expect(dying.mine.cancelSignUp(first, holder)).rejects.toThrow(Crash);
    await steady.keeper.run();
    expect([await stateOf(holder), kindsTold(second)]).toEqual(['cancelled', ['seatOffered']]);
    expect((await steady.mine.acceptSeat(second, next)).status).toBe('confirmed');
    await expectSeatsToMatch(own.store, stack.told);
  });

  it('is not waited for by who asks again: a repeat gives back what the first left', async () => {
    const { holder } = await line();
    const dying = stack.process(crashAt(1, 'after'));
    await expect(dying.mine.cancelSignUp(first, holder)).rejects.toThrow(Crash);
    await steady.mine.cancelSignUp(first, holder);
    await steady.copies.idle();
    expect(
      (await steady.seats.find((await steady.signUps.find(holder))?.classId ?? ''))?.claims,
    ).toMatchObject([{ isOffer: true }]);
  });

  it('is not waited for by who removes the child again', async () => {
    const { holder } = await line();
    const dying = stack.process(crashAt(1, 'after'));
    await expect(dying.ofFamily.cancelAll(first, `ch_${first}`)).rejects.toThrow(Crash);
    await steady.ofFamily.cancelAll(first, `ch_${first}`);
    expect((await steady.signUps.find(holder))?.isUngiven).toBeUndefined();
  });

  it('ends in the sign-up what its family declined in the line before the process died', async () => {
    const { holder, next } = await line();
    await steady.mine.cancelSignUp(first, holder);
    await steady.keeper.run();
    const dying = stack.process(crashAt(1, 'after'));
    await expect(dying.mine.declineSeat(second, next)).rejects.toThrow(Crash);
    expect(await stateOf(next)).toBe('waiting');
    await steady.keeper.run();
    expect([await stateOf(next), kindsTold(third)]).toEqual(['declined', ['seatOffered']]);
    await expectSeatsToMatch(own.store, stack.told);
  });

  it('does nothing where nothing is to be done', async () => {
    await line();
    await steady.keeper.run();
    expect(await steady.keeper.run()).toBe(0);
  });

  it('tells all of a large class that it was cancelled, once each, although its desk died', async () => {
    const classId = await publish({ seats: 1 });
    for (const family of families) await signUp(classId, family);
    // The desk's process wrote the decision and nothing else.
    const cancelled = { kind: 'cancelled', at: clock.now(), reason: '停电' } as const;
    await steady.classes.change(classId, (given: ClassDoc) => ({
      ...given,
      ...{ status: 'cancelled', changes: [cancelled], epoch: given.epoch + 1, isUnsettled: true },
    }));
    await steady.keeper.run();
    await steady.keeper.run();
    for (const family of families) expect(kindsTold(family)).toEqual(['classCancelled']);
    expect([...stack.told.asked.values()]).toEqual([1, 1, 1]);
  });
});

describe('the reminder', () => {
  it('comes in the evening before, once, to who has a seat', async () => {
    const classId = await publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    clock.set('2026-11-27T09:59:00Z');
    expect(await steady.remind()).toBe(0);
    clock.set('2026-11-27T10:00:00Z');
    expect([await steady.remind(), await steady.remind()]).toEqual([1, 0]);
    expect([kindsTold(first), kindsTold(second)]).toEqual([['classTomorrow'], []]);
    clock.set('2026-11-27T13:00:00Z');
    expect(await steady.remind()).toBe(0);
  });

  it('comes again for a time to which the class was moved', async () => {
    const classId = await publish();
    await signUp(classId, first);
    clock.set('2026-11-27T10:00:00Z');
    await steady.remind();
    const rev = (await steady.classes.find(classId))?.rev ?? 0;
    const sessions = [{ date: '2026-11-29', from: '10:00', to: '11:00' }];
    await steady.publishing.updateClass(desk, classId, {
      rev,
      ...updatedClass({ sessions }),
      reason: '下雨',
    });
    clock.set('2026-11-28T10:00:00Z');
    await steady.remind();
    expect(kindsTold(first)).toEqual(['classTomorrow', 'classMoved', 'classTomorrow']);
  });

  it('comes before each session of a class, and says when that one is', async () => {
    const [firstDay, nextDay] = ['2026-11-28', '2026-12-05'];
    const sessions = [firstDay, nextDay].map((date) => ({ date, from: '10:00', to: '11:00' }));
    const classId = await publish({ sessions });
    await signUp(classId, first);
    const told = () =>
      stack.told.list().flatMap(({ kind, facts }) => (kind === 'classTomorrow' ? [facts] : []));
    for (const evening of ['2026-11-27', '2026-11-28', '2026-12-04']) {
      clock.set(`${evening}T10:00:00Z`);
      await steady.remind();
    }
    expect(told().map(({ date, isFirst }) => [date, isFirst])).toEqual([
      [firstDay, true],
      [nextDay, false],
    ]);
  });

  it('is spared who signed up this very evening, and anybody of a cancelled class', async () => {
    const classId = await publish();
    const other = await publish(liveClass);
    await signUp(other, second);
    await steady.publishing.cancelClass(desk, other, { reason: '停电' });
    clock.set('2026-11-27T10:30:00Z');
    await signUp(classId, first);
    expect(await steady.remind()).toBe(0);
  });
});

describe('a class as other features know it', () => {
  it('has who is signed up for it, not who waits', async () => {
    const classId = await publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    const { known } = steady;
    expect([await known.isSignedUp(first, classId), await known.isSignedUp(second, classId)]).toEqual([
      true,
      false,
    ]);
    expect(await known.listSignedUpChildren(first, classId)).toEqual([`ch_${first}`]);
    const other = await publish({ seats: 5 });
    await signUp(other, second);
    expect(await known.listSignedUp(classId, [first, second, 'f_stranger'])).toEqual(new Set([first]));
    expect(await known.listSignedUp(classId, [second])).toEqual(new Set());
    expect(await known.listSignedUp(classId, [])).toEqual(new Set());
    expect(await known.find(classId)).toMatchObject({
      id: classId,
      way: 'onSite',
      organiser: { kind: 'district' },
    });
    expect(await known.ofDesk(desk, classId)).toMatchObject({ id: classId });
    expect(await known.ofDesk({ ...desk, districtCode: 'else' }, classId)).toBeNull();
    expect(await known.find('cl_none')).toBeNull();
  });

  it('becomes a recorded one by its replay, once', async () => {
    const classId = await publish(liveClass);
    const replay = { title: '回放', mediaId: 'md_1', seconds: 3600 };
    const { known } = steady;
    const made = await known.publishReplay(classId, replay);
    expect(await known.publishReplay(classId, { ...replay, title: '再来' })).toEqual(made);
    expect(await known.find(made.classId)).toMatchObject({
      ...{ title: '回放', way: 'recorded', replayOf: classId, sessions: [] },
      recording: { mediaId: 'md_1', seconds: 3600 },
    });
    await expect(known.publishReplay(made.classId, replay)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that is recorded is listed with its recording, and what was learned is the family’s to rate', async () => {
    const classId = await publish(recordedClass);
    const { known } = steady;
    await expect(signUp(classId, first)).rejects.toMatchObject({ code: 'not_found' });
    await known.noteRecording(classId, { mediaId: 'md_1', seconds: 60 });
    const { id } = await signUp(classId, first);
    await known.noteLearned(classId, [`ch_${first}`, 'ch_else'], clock.now());
    await known.noteLearned(classId, [`ch_${first}`], clock.now());
    expect(await stateOf(id)).toBe('attended');
    expect((await steady.own.view(await steady.own.findOwn(first, id))).rating).toMatchObject({
      isOpen: true,
    });
    // Whoever saw it learned puts it down itself.
    expect(stack.contacts.size).toBe(0);
    await expect(known.noteRecording('cl_none', { mediaId: 'm', seconds: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
