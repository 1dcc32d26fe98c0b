import type { ClassDoc } from '@nearcare/bff/features/classes/classes.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import type { DeskSession } from '@nearcare/bff/plugins/session';
import { describe, expect, it } from 'vitest';
import { expectSeatsToMatch } from '../support/class-invariants.js';
import { liveClass, newClass, updatedClass } from '../support/class-stack.js';
import { Crash, crashAt } from '../support/crashes.js';
import { addCentre } from '../support/factories.js';
import { officer, ownClasses } from '../support/own-classes.js';

const families = ['f_aaaa', 'f_bbbb', 'f_cccc'] as const;
const [first, second, third] = families;
const test = ownClasses(families);
type Given = Parameters<typeof newClass>[0];

const signUp = (classId: string, familyId: string) => {
  const body = { childId: `ch_${familyId}`, waitIfFull: true };
  return test.steady.mine.signUpForClass(familyId, classId, body, `key-of-${familyId}-${classId}`);
};
async function update(classId: string, given: Given, process = test.steady) {
  const rev = (await test.steady.classes.find(classId))?.rev ?? 0;
  return process.publishing.updateClass(officer, classId, { rev, ...updatedClass(given), reason: '调整' });
}
const stateOf = async (id: string) =>
  (await test.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id }))?.state;
const kindsTold = (familyId: string) => test.stack.told.of(familyId).map(({ kind }) => kind);
const factsTold = (familyId: string) => test.stack.told.of(familyId).map(({ facts }) => facts);
const expectOnce = () => expect([...new Set(test.stack.told.asked.values())]).toEqual([1]);

describe('who waited in vain', () => {
  it('hears, once, that no seat came free; who has the seat hears nothing', async () => {
    const classId = await test.publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    test.clock.set('2026-11-28T01:59:59Z');
    await test.steady.keeper.run();
    expect(kindsTold(second)).toEqual([]);
    test.clock.set('2026-11-28T02:00:00Z');
    await test.steady.keeper.run();
    await test.steady.keeper.run();
    expect(factsTold(second)).toMatchObject([{ change: 'missed', title: newClass().title }]);
    expect(kindsTold(first)).toEqual([]);
    expectOnce();
  });

  it('hears it although the process died with the decision', async () => {
    const classId = await test.publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    test.clock.set('2026-11-28T02:00:00Z');
    await expect(test.stack.process(crashAt(1, 'after')).keeper.run()).rejects.toThrow(Crash);
    await test.steady.keeper.run();
    expect(kindsTold(second)).toEqual(['seatLineChanged']);
    await expectSeatsToMatch(test.store, test.stack.told);
  });
});

describe('a class that becomes dearer, or is given by others', () => {
  const experts = [{ name: '王芳' }];

  it('is told once to who has a seat and to who waits, with what it was and why', async () => {
    const classId = await test.publish({ seats: 1, experts: [{ name: '周敏' }] });
    for (const family of [first, second]) await signUp(classId, family);
    test.clock.advance({ minutes: 1 });
    await update(classId, { seats: 1, priceFen: 2000, experts });
    await test.steady.keeper.run();
    for (const family of [first, second]) {
      expect(kindsTold(family)).toEqual(['classChanged']);
      expect(factsTold(family)).toMatchObject([
        {
          reason: '调整',
          price: { beforeFen: 0, fen: 2000, currency: 'CNY' },
          experts: { before: ['周敏'], now: ['王芳'] },
        },
      ]);
    }
    expectOnce();
    // Who signs up now knows.
    await signUp(classId, third);
    await test.steady.keeper.run();
    expect(kindsTold(third)).toEqual([]);
  });

  it('needs a reason; the order of its teachers and their titles are no news', async () => {
    const both = [{ name: '周敏' }, { name: '王芳' }];
    const classId = await test.publish({ experts: both });
    await signUp(classId, first);
    const told = updatedClass({ priceFen: 100, experts: both });
    await expect(
      test.steady.publishing.updateClass(officer, classId, { rev: 0, ...told }),
    ).rejects.toMatchObject({
      code: 'reason_required',
    });
    const sameOnes = [{ name: '王芳', title: '护士长' }, { name: '周敏' }];
    await test.steady.publishing.updateClass(officer, classId, {
      rev: 0,
      ...updatedClass({ experts: sameOnes }),
    });
    expect(kindsTold(first)).toEqual([]);
  });

  it('lets who signed up before cancel until it begins; a lower price does not', async () => {
    const classId = await test.publish({ priceFen: 1000, cancelHours: 48 });
    const { id } = await signUp(classId, first);
    const other = await signUp(classId, second);
    test.clock.set('2026-11-27T02:00:00Z');
    const tooLate = { code: 'class_cancel_too_late' };
    await expect(test.steady.mine.cancelSignUp(first, id)).rejects.toMatchObject(tooLate);
    await update(classId, { priceFen: 500, cancelHours: 48 });
    await expect(test.steady.mine.cancelSignUp(first, id)).rejects.toMatchObject(tooLate);
    await update(classId, { priceFen: 2000, cancelHours: 48 });
    expect(await test.steady.own.view(await test.steady.own.findOwn(first, id))).toMatchObject({
      canCancel: true,
    });
    expect((await test.steady.mine.cancelSignUp(first, id)).status).toBe('cancelled');
    test.clock.set('2026-11-28T02:00:00Z');
    await expect(test.steady.mine.cancelSignUp(second, other.id)).rejects.toMatchObject(tooLate);
  });

  it('and is moved then is heard of both, although the desk died between', async () => {
    const classId = await test.publish({ priceFen: 0 });
    await signUp(classId, first);
    await expect(
      update(classId, { priceFen: 2000 }, test.stack.process(crashAt(1, 'after'))),
    ).rejects.toThrow(Crash);
    await update(classId, {
      priceFen: 2000,
      sessions: [{ date: '2026-11-29', from: '10:00', to: '11:00' }],
    });
    expect(kindsTold(first)).toEqual(['classChanged', 'classMoved']);
    expect(factsTold(first)[1]).toMatchObject({ price: null, experts: null, date: '2026-11-29' });
    await expectSeatsToMatch(test.store, test.stack.told);
  });
});

describe('classes of a centre', () => {
  async function centreClass(given: Given = {}) {
    const { _id: centreId, name } = await addCentre(test.store);
    const { districtCode: _, level: __, ...person } = officer;
    const desk: DeskSession = { ...person, placeName: name, role: 'staff', centreId };
    const setFiling = (status: string) =>
      test.store
        .collection('centres')
        .updateOne(
          { _id: centreId as never },
          { $set: { 'filing.status': status }, $inc: { rev: 1, epoch: 1 } },
        );
    return { centreId, desk, setFiling, classId: await test.publish(given, desk) };
  }
  const statusOf = async (id: string) => (await test.steady.classes.find(id))?.status;

  it('are cancelled by the job once the register says that it is filed no longer, whatever died meanwhile', async () => {
    const { classId, setFiling } = await centreClass({ seats: 1 });
    const { id } = await signUp(classId, first);
    await signUp(classId, second);
    await test.steady.keeper.run();
    expect(await statusOf(classId)).toBe('published');
    await setFiling('cancelled');
    for (const nth of [1, 2, 3])
      await test.stack
        .process(crashAt(nth, 'after'))
        .keeper.run()
        .catch(() => undefined);
    await test.steady.keeper.run();
    await test.steady.keeper.run();
    expect([await statusOf(classId), await stateOf(id)]).toEqual(['cancelled', 'closed']);
    for (const family of [first, second])
      expect(factsTold(family)).toMatchObject([{ reason: '机构备案已注销' }]);
    await expectSeatsToMatch(test.store, test.stack.told);
  });

  it('of a district, of another centre, that are over or recorded, stay', async () => {
    const { centreId, desk, setFiling, classId } = await centreClass();
    const ofDistrict = await test.publish();
    const other = await centreClass();
    const recorded = await test.publish({ way: 'recorded' }, desk);
    test.clock.set('2026-11-28T04:00:00Z');
    await setFiling('suspended');
    expect(await test.steady.closing.cancelAll(centreId, new Date(0))).toBe(0);
    await test.steady.keeper.run();
    for (const id of [classId, ofDistrict, other.classId, recorded])
      expect([id, await statusOf(id)]).toEqual([id, 'published']);
  });

  it('that were published after the look at its filing stay: it may open again by then', async () => {
    const { centreId, setFiling, classId } = await centreClass();
    const later = new Date(test.clock.now().getTime() + 1);
    await test.store
      .collection<ClassDoc>('classes')
      .updateOne({ _id: classId }, { $set: { publishedAt: later } });
    await setFiling('suspended');
    expect(await test.steady.closing.cancelAll(centreId, new Date(0))).toBe(0);
    test.clock.advance({ seconds: 1 });
    expect(await test.steady.closing.cancelAll(centreId, new Date(0))).toBe(1);
  });
});

describe('a live class', () => {
  // From ten to half past eleven in Shanghai.
  const onAir = (from: string, to: string | null = null) => ({
    plannedFrom: new Date('2026-11-28T02:00:00Z'),
    ...{ from: new Date(from), to: to === null ? null : new Date(to) },
  });
  const timeOf = async (classId: string) => {
    const given = await test.steady.classes.find(classId);
    return given && (await test.steady.own.listMySignUps(first, {})).items[0]?.class.time;
  };

  it('calls who signed up some minutes before it begins, once; who signed up after that, when it does', async () => {
    const classId = await test.publish(liveClass);
    await signUp(classId, first);
    test.clock.set('2026-11-28T01:49:59Z');
    expect(await test.steady.callToLive()).toBe(0);
    test.clock.set('2026-11-28T01:51:00Z');
    await signUp(classId, second);
    expect([await test.steady.callToLive(), await test.steady.callToLive()]).toEqual([1, 0]);
    expect([kindsTold(first), kindsTold(second)]).toEqual([['liveStarting'], []]);
    expect(factsTold(first)).toMatchObject([{ from: '10:00', date: '2026-11-28', isOn: false }]);
    // Its host is punctual: for the first that is no second news.
    test.clock.set('2026-11-28T02:00:30Z');
    await test.steady.known.noteOnAir(classId, onAir('2026-11-28T02:00:10Z'));
    expect([await test.steady.callToLive(), await test.steady.callToLive()]).toEqual([1, 0]);
    expect([kindsTold(first), factsTold(second)]).toMatchObject([['liveStarting'], [{ isOn: true }]]);
  });

  it('that its host begins early is running from then on, and calls at once', async () => {
    const classId = await test.publish(liveClass);
    await signUp(classId, first);
    test.clock.set('2026-11-28T01:35:00Z');
    expect(await timeOf(classId)).toBe('upcoming');
    await test.steady.known.noteOnAir(classId, onAir('2026-11-28T01:34:00Z'));
    expect(await timeOf(classId)).toBe('running');
    expect(await test.steady.callToLive()).toBe(1);
    expect(factsTold(first)).toMatchObject([{ isOn: true }]);
    test.clock.set('2026-11-28T01:55:00Z');
    expect(await test.steady.callToLive()).toBe(0);
  });

  it('is over when its host ends it, and a late word that it began says nothing', async () => {
    const classId = await test.publish(liveClass);
    await signUp(classId, first);
    test.clock.set('2026-11-28T02:30:00Z');
    await test.steady.known.noteOnAir(classId, onAir('2026-11-28T02:00:00Z', '2026-11-28T02:29:00Z'));
    await test.steady.known.noteOnAir(classId, onAir('2026-11-28T02:00:00Z'));
    expect((await test.steady.own.listMySignUps(first, { group: 'past' })).items[0]?.class.time).toBe('over');
    await expect(signUp(classId, second)).rejects.toMatchObject({ code: 'class_over' });
    expect(await test.steady.callToLive()).toBe(0);
  });

  it('calls to each of its sessions, also who attended the first', async () => {
    const sessions = [
      { date: '2026-11-28', from: '10:00', to: '11:00' },
      { date: '2026-12-05', from: '10:00', to: '11:00' },
    ];
    const classId = await test.publish({ ...liveClass, sessions });
    await signUp(classId, first);
    test.clock.set('2026-11-28T01:55:00Z');
    await test.steady.callToLive();
    await test.steady.known.noteLearned(classId, [`ch_${first}`], test.clock.now());
    test.clock.set('2026-12-05T01:55:00Z');
    await test.steady.callToLive();
    expect(factsTold(first).map((facts) => 'date' in facts && facts.date)).toEqual([
      '2026-11-28',
      '2026-12-05',
    ]);
  });

  it('tells all who had a seat that its replay is there, once each', async () => {
    const classId = await test.publish({ ...liveClass, seats: 2, mostPerFamily: 1 });
    for (const family of families) await signUp(classId, family);
    await test.steady.mine.cancelSignUp(
      second,
      (await test.steady.signUps.listOfFamily(second))[0]?._id ?? '',
    );
    test.clock.set('2026-11-28T04:00:00Z');
    await test.steady.keeper.run();
    test.stack.told.clear();
    const replay = await test.steady.known.publishReplay(classId, {
      title: '回放',
      mediaId: 'md_1',
      seconds: 60,
    });
    await test.steady.keeper.run();
    // Its lesson is not there yet.
    expect(kindsTold(first)).toEqual([]);
    await test.steady.known.noteReplayOut(replay.classId);
    await test.stack
      .process(crashAt(1, 'after'))
      .keeper.run()
      .catch(() => undefined);
    await test.steady.known.noteReplayOut(replay.classId);
    await test.steady.keeper.run();
    expect(factsTold(first)).toMatchObject([{ classId: replay.classId, title: liveClass.title }]);
    expect(kindsTold(second)).toEqual([]);
    expectOnce();
  });
});
