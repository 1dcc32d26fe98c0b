import type { ClassDoc } from '@nearcare/bff/features/classes/classes.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import { describe, expect, it } from 'vitest';
import { expectSeatsToMatch } from '../support/class-invariants.js';
import { liveClass, recordedClass, updatedClass } from '../support/class-stack.js';
import { Crash, crashAt } from '../support/crashes.js';
import { officer, ownClasses } from '../support/own-classes.js';

const families = ['f_aaaa', 'f_bbbb', 'f_cccc'] as const;
const [first, second, third] = families;
const test = ownClasses(families);

const signUp = (classId: string, familyId: string) =>
  test.steady.mine.signUpForClass(
    familyId,
    classId,
    { childId: `ch_${familyId}`, waitIfFull: true },
    `key-of-${familyId}-${classId}`,
  );
const stateOf = async (id: string) =>
  (await test.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id }))?.state;
const kindsTold = (familyId: string) => test.stack.told.of(familyId).map(({ kind }) => kind);

describe('the job that keeps classes', () => {
  /** One with the seat, two who wait. */
  async function line() {
    const classId = await test.publish({ seats: 1 });
    const ids: string[] = [];
    for (const family of families) ids.push((await signUp(classId, family)).id);
    const [holder = '', next = '', last = ''] = ids;
    return { classId, holder, next, last };
  }

  it('passes a seat on that nobody took in time, and tells both', async () => {
    const { holder, next, last } = await line();
    await test.steady.mine.cancelSignUp(first, holder);
    await test.steady.keeper.run();
    expect(kindsTold(second)).toEqual(['seatOffered']);
    test.clock.advance({ minutes: 24 * 60 });
    await test.steady.keeper.run();
    await test.steady.keeper.run();
    expect([await stateOf(next), await stateOf(last)]).toEqual(['expired', 'waiting']);
    expect(kindsTold(second)).toEqual(['seatOffered', 'seatLineChanged']);
    expect(kindsTold(third)).toEqual(['seatOffered']);
    await expectSeatsToMatch(test.store, test.stack.told);
  });

  it('ends the line when signing up is over; whoever missed out may sign up for the next', async () => {
    const { next, last } = await line();
    test.clock.set('2026-11-28T02:00:00Z');
    await test.steady.keeper.run();
    expect([await stateOf(next), await stateOf(last)]).toEqual(['over', 'over']);
    const other = await test.publish({ sessions: [{ date: '2026-12-05', from: '10:00', to: '11:00' }] });
    expect((await signUp(other, second)).status).toBe('confirmed');
  });

  it('gives back what a process kept that died after the decision, however long it has been running itself', async () => {
    const { holder, next } = await line();
    await test.steady.keeper.run();
    // The last that was written to the list, as far as the job looks back.
    test.clock.advance({ minutes: 20 });
    await test.steady.keeper.run();
    const dying = test.stack.process(crashAt(1, 'after'));
    await expect(dying.mine.cancelSignUp(first, holder)).rejects.toThrow(Crash);
    await test.steady.keeper.run();
    expect([await stateOf(holder), kindsTold(second)]).toEqual(['cancelled', ['seatOffered']]);
    expect((await test.steady.mine.acceptSeat(second, next)).status).toBe('confirmed');
    await expectSeatsToMatch(test.store, test.stack.told);
  });

  it('is not waited for by who asks again: a repeat gives back what the first left', async () => {
    const { holder } = await line();
    const dying = test.stack.process(crashAt(1, 'after'));
    await expect(dying.mine.cancelSignUp(first, holder)).rejects.toThrow(Crash);
    await test.steady.mine.cancelSignUp(first, holder);
    await test.steady.copies.idle();
    expect(
      (await test.steady.seats.find((await test.steady.signUps.find(holder))?.classId ?? ''))?.claims,
    ).toMatchObject([{ isOffer: true }]);
  });

  it('is not waited for by who removes the child again', async () => {
    const { holder } = await line();
    const dying = test.stack.process(crashAt(1, 'after'));
    await expect(dying.ofFamily.cancelAll(first, `ch_${first}`)).rejects.toThrow(Crash);
    await test.steady.ofFamily.cancelAll(first, `ch_${first}`);
    expect((await test.steady.signUps.find(holder))?.isUngiven).toBeUndefined();
  });

  it('ends in the sign-up what its family declined in the line before the process died', async () => {
    const { holder, next } = await line();
    await test.steady.mine.cancelSignUp(first, holder);
    await test.steady.keeper.run();
    const dying = test.stack.process(crashAt(1, 'after'));
    await expect(dying.mine.declineSeat(second, next)).rejects.toThrow(Crash);
    expect(await stateOf(next)).toBe('waiting');
    await test.steady.keeper.run();
    expect([await stateOf(next), kindsTold(third)]).toEqual(['declined', ['seatOffered']]);
    await expectSeatsToMatch(test.store, test.stack.told);
  });

  it('does nothing where nothing is to be done', async () => {
    await line();
    await test.steady.keeper.run();
    expect(await test.steady.keeper.run()).toBe(0);
  });

  it('tells all of a large class that it was cancelled, once each, although its desk died', async () => {
    const classId = await test.publish({ seats: 1 });
    for (const family of families) await signUp(classId, family);
    // The desk's process wrote the decision and nothing else.
    const cancelled = { kind: 'cancelled', at: test.clock.now(), reason: '停电' } as const;
    await test.steady.classes.change(classId, (given: ClassDoc) => ({
      ...given,
      ...{ status: 'cancelled', changes: [cancelled], epoch: given.epoch + 1, isUnsettled: true },
    }));
    await test.steady.keeper.run();
    await test.steady.keeper.run();
    for (const family of families) expect(kindsTold(family)).toEqual(['classCancelled']);
    expect([...test.stack.told.asked.values()]).toEqual([1, 1, 1]);
  });
});

describe('the reminder', () => {
  it('comes in the evening before, once, to who has a seat', async () => {
    const classId = await test.publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    test.clock.set('2026-11-27T09:59:00Z');
    expect(await test.steady.remind()).toBe(0);
    test.clock.set('2026-11-27T10:00:00Z');
    expect([await test.steady.remind(), await test.steady.remind()]).toEqual([1, 0]);
    expect([kindsTold(first), kindsTold(second)]).toEqual([['classTomorrow'], []]);
    test.clock.set('2026-11-27T13:00:00Z');
    expect(await test.steady.remind()).toBe(0);
  });

  it('comes again for a time to which the class was moved', async () => {
    const classId = await test.publish();
    await signUp(classId, first);
    test.clock.set('2026-11-27T10:00:00Z');
    await test.steady.remind();
    const rev = (await test.steady.classes.find(classId))?.rev ?? 0;
    const sessions = [{ date: '2026-11-29', from: '10:00', to: '11:00' }];
    await test.steady.publishing.updateClass(officer, classId, {
      rev,
      ...updatedClass({ sessions }),
      reason: '下雨',
    });
    test.clock.set('2026-11-28T10:00:00Z');
    await test.steady.remind();
    expect(kindsTold(first)).toEqual(['classTomorrow', 'classMoved', 'classTomorrow']);
  });

  it('comes before each session of a class, and says when that one is', async () => {
    const [firstDay, nextDay] = ['2026-11-28', '2026-12-05'];
    const sessions = [firstDay, nextDay].map((date) => ({ date, from: '10:00', to: '11:00' }));
    const classId = await test.publish({ sessions });
    await signUp(classId, first);
    const told = () =>
      test.stack.told.list().flatMap(({ kind, facts }) => (kind === 'classTomorrow' ? [facts] : []));
    for (const evening of ['2026-11-27', '2026-11-28', '2026-12-04']) {
      test.clock.set(`${evening}T10:00:00Z`);
      await test.steady.remind();
    }
    expect(told().map(({ date, isFirst }) => [date, isFirst])).toEqual([
      [firstDay, true],
      [nextDay, false],
    ]);
  });

  it('is spared who signed up this very evening, and anybody of a cancelled class', async () => {
    const classId = await test.publish();
    const other = await test.publish(liveClass);
    await signUp(other, second);
    await test.steady.publishing.cancelClass(officer, other, { reason: '停电' });
    test.clock.set('2026-11-27T10:30:00Z');
    await signUp(classId, first);
    expect(await test.steady.remind()).toBe(0);
  });
});

describe('a class as other features know it', () => {
  it('has who is signed up for it, not who waits', async () => {
    const classId = await test.publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    const { known } = test.steady;
    expect([await known.isSignedUp(first, classId), await known.isSignedUp(second, classId)]).toEqual([
      true,
      false,
    ]);
    expect(await known.listSignedUpChildren(first, classId)).toEqual([`ch_${first}`]);
    const other = await test.publish({ seats: 5 });
    await signUp(other, second);
    expect(await known.listSignedUp(classId, [first, second, 'f_stranger'])).toEqual(new Set([first]));
    expect(await known.listSignedUp(classId, [second])).toEqual(new Set());
    expect(await known.listSignedUp(classId, [])).toEqual(new Set());
    expect(await known.find(classId)).toMatchObject({
      id: classId,
      way: 'onSite',
      organiser: { kind: 'district' },
    });
    expect(await known.ofDesk(officer, classId)).toMatchObject({ id: classId });
    expect(await known.ofDesk({ ...officer, districtCode: 'else' }, classId)).toBeNull();
    expect(await known.find('cl_none')).toBeNull();
  });

  it('becomes a recorded one by its replay, once', async () => {
    const classId = await test.publish(liveClass);
    const replay = { title: '回放', mediaId: 'md_1', seconds: 3600 };
    const { known } = test.steady;
    const made = await known.publishReplay(classId, replay);
    expect(await known.publishReplay(classId, { ...replay, title: '再来' })).toEqual(made);
    expect(await known.find(made.classId)).toMatchObject({
      ...{ title: '回放', way: 'recorded', replayOf: classId, sessions: [] },
      recording: { mediaId: 'md_1', seconds: 3600 },
    });
    await expect(known.publishReplay(made.classId, replay)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that is recorded is listed with its recording, and what was learned is the family’s to rate', async () => {
    const classId = await test.publish(recordedClass);
    const { known } = test.steady;
    await expect(signUp(classId, first)).rejects.toMatchObject({ code: 'not_found' });
    await known.noteRecording(classId, { mediaId: 'md_1', seconds: 60 });
    const { id } = await signUp(classId, first);
    await known.noteLearned(classId, [`ch_${first}`, 'ch_else'], test.clock.now());
    await known.noteLearned(classId, [`ch_${first}`], test.clock.now());
    expect(await stateOf(id)).toBe('attended');
    expect((await test.steady.own.view(await test.steady.own.findOwn(first, id))).rating).toMatchObject({
      isOpen: true,
    });
    // Whoever saw it learned puts it down itself.
    expect(test.stack.contacts.size).toBe(0);
    await expect(known.noteRecording('cl_none', { mediaId: 'm', seconds: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
