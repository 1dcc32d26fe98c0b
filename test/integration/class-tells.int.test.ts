import type { ClassDoc } from '@nearcare/bff/features/classes/classes.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import type { DeskSession } from '@nearcare/bff/plugins/session';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectSeatsToMatch } from '../support/class-invariants.js';
import { classStack, liveClass, newClass, updatedClass } from '../support/class-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addCentre, addDistrict, childrenOf } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';

const own = ownStore();
const clock = fakeClock();
const families = ['f_aaaa', 'f_bbbb', 'f_cccc'] as const;
const [first, second, third] = families;
const person = { membershipId: 'dm_0001', sessionId: 's_0001', familyId: 'f_officer', name: '李专员' };
const officer: DeskSession = {
  ...{ ...person, placeName: '桥西街道', role: 'officer', districtCode: 'test-1', level: 0 },
};
let stack: ReturnType<typeof classStack>;
let steady: ReturnType<typeof stack.process>;
beforeAll(async () => {
  await addDistrict(own.store);
  stack = classStack(own.store, clock, childrenOf(families));
});
beforeEach(async () => {
  clock.set('2026-11-24T01:12:00Z');
  stack.told.clear();
  steady = stack.process(asItIs);
  for (const name of ['classes', 'classSignUps', 'seatLists'])
    await own.store.collection(name).deleteMany({});
});

let count = 0;
type Given = Parameters<typeof newClass>[0];
async function publish(given: Given = {}, desk: DeskSession = officer): Promise<string> {
  count += 1;
  return (await steady.publishing.publishClass(desk, newClass(given), `key-of-class-${count}`)).id;
}
const signUp = (classId: string, familyId: string) => {
  const body = { childId: `ch_${familyId}`, waitIfFull: true };
  return steady.mine.signUpForClass(familyId, classId, body, `key-of-${familyId}-${classId}`);
};
async function update(classId: string, given: Given, process = steady) {
  const rev = (await steady.classes.find(classId))?.rev ?? 0;
  return process.publishing.updateClass(officer, classId, { rev, ...updatedClass(given), reason: '调整' });
}
const stateOf = async (id: string) =>
  (await own.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id }))?.state;
const kindsTold = (familyId: string) => stack.told.of(familyId).map(({ kind }) => kind);
const factsTold = (familyId: string) => stack.told.of(familyId).map(({ facts }) => facts);
const expectOnce = () => expect([...new Set(stack.told.asked.values())]).toEqual([1]);

describe('who waited in vain', () => {
  it('hears, once, that no seat came free; who has the seat hears nothing', async () => {
    const classId = await publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    clock.set('2026-11-28T01:59:59Z');
    await steady.keeper.run();
    expect(kindsTold(second)).toEqual([]);
    clock.set('2026-11-28T02:00:00Z');
    await steady.keeper.run();
    await steady.keeper.run();
    expect(factsTold(second)).toMatchObject([{ change: 'missed', title: newClass().title }]);
    expect(kindsTold(first)).toEqual([]);
    expectOnce();
  });

  it('hears it although the process died with the decision', async () => {
    const classId = await publish({ seats: 1 });
    for (const family of [first, second]) await signUp(classId, family);
    clock.set('2026-11-28T02:00:00Z');
    await expect(stack.process(crashAt(1, 'after')).keeper.run()).rejects.toThrow(Crash);
    await steady.keeper.run();
    expect(kindsTold(second)).toEqual(['seatLineChanged']);
    await expectSeatsToMatch(own.store, stack.told);
  });
});

describe('a class that becomes dearer, or is given by others', () => {
  const experts = [{ name: '王芳' }];

  it('is told once to who has a seat and to who waits, with what it was and why', async () => {
    const classId = await publish({ seats: 1, experts: [{ name: '周敏' }] });
    for (const family of [first, second]) await signUp(classId, family);
    clock.advance({ minutes: 1 });
    await update(classId, { seats: 1, priceFen: 2000, experts });
    await steady.keeper.run();
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
    await steady.keeper.run();
    expect(kindsTold(third)).toEqual([]);
  });

  it('needs a reason; the order of its teachers and their titles are no news', async () => {
    const both = [{ name: '周敏' }, { name: '王芳' }];
    const classId = await publish({ experts: both });
    await signUp(classId, first);
    const told = updatedClass({ priceFen: 100, experts: both });
    await expect(steady.publishing.updateClass(officer, classId, { rev: 0, ...told })).rejects.toMatchObject({
      code: 'reason_required',
    });
    const sameOnes = [{ name: '王芳', title: '护士长' }, { name: '周敏' }];
    await steady.publishing.updateClass(officer, classId, { rev: 0, ...updatedClass({ experts: sameOnes }) });
    expect(kindsTold(first)).toEqual([]);
  });

  it('lets who signed up before cancel until it begins; a lower price does not', async () => {
    const classId = await publish({ priceFen: 1000, cancelHours: 48 });
    const { id } = await signUp(classId, first);
    const other = await signUp(classId, second);
    clock.set('2026-11-27T02:00:00Z');
    const tooLate = { code: 'class_cancel_too_late' };
    await expect(steady.mine.cancelSignUp(first, id)).rejects.toMatchObject(tooLate);
    await update(classId, { priceFen: 500, cancelHours: 48 });
    await expect(steady.mine.cancelSignUp(first, id)).rejects.toMatchObject(tooLate);
    await update(classId, { priceFen: 2000, cancelHours: 48 });
    expect(await steady.own.view(await steady.own.findOwn(first, id))).toMatchObject({ canCancel: true });
    expect((await steady.mine.cancelSignUp(first, id)).status).toBe('cancelled');
    clock.set('2026-11-28T02:00:00Z');
    await expect(steady.mine.cancelSignUp(second, other.id)).rejects.toMatchObject(tooLate);
  });

  it('and is moved then is heard of both, although the desk died between', async () => {
    const classId = await publish({ priceFen: 0 });
    await signUp(classId, first);
    await expect(update(classId, { priceFen: 2000 }, stack.process(crashAt(1, 'after')))).rejects.toThrow(
      Crash,
    );
    await update(classId, {
      priceFen: 2000,
      sessions: [{ date: '2026-11-29', from: '10:00', to: '11:00' }],
    });
    expect(kindsTold(first)).toEqual(['classChanged', 'classMoved']);
    expect(factsTold(first)[1]).toMatchObject({ price: null, experts: null, date: '2026-11-29' });
    await expectSeatsToMatch(own.store, stack.told);
  });
});

describe('classes of a centre', () => {
  async function centreClass(given: Given = {}) {
    const { _id: centreId, name } = await addCentre(own.store);
    const desk: DeskSession = { ...person, placeName: name, role: 'staff', centreId };
    const setFiling = (status: string) =>
      own.store
        .collection('centres')
        .updateOne(
          { _id: centreId as never },
          { $set: { 'filing.status': status }, $inc: { rev: 1, epoch: 1 } },
        );
    return { centreId, desk, setFiling, classId: await publish(given, desk) };
  }
  const statusOf = async (id: string) => (await steady.classes.find(id))?.status;

  it('are cancelled by the job once the register says that it is filed no longer, whatever died meanwhile', async () => {
    const { classId, setFiling } = await centreClass({ seats: 1 });
    const { id } = await signUp(classId, first);
    await signUp(classId, second);
    await steady.keeper.run();
    expect(await statusOf(classId)).toBe('published');
    await setFiling('cancelled');
    for (const nth of [1, 2, 3])
      await stack
        .process(crashAt(nth, 'after'))
        .keeper.run()
        .catch(() => undefined);
    await steady.keeper.run();
    await steady.keeper.run();
    expect([await statusOf(classId), await stateOf(id)]).toEqual(['cancelled', 'closed']);
    for (const family of [first, second])
      expect(factsTold(family)).toMatchObject([{ reason: '机构备案已注销' }]);
    await expectSeatsToMatch(own.store, stack.told);
  });

  it('of a district, of another centre, that are over or recorded, stay', async () => {
    const { centreId, desk, setFiling, classId } = await centreClass();
    const ofDistrict = await publish();
    const other = await centreClass();
    const recorded = await publish({ way: 'recorded' }, desk);
    clock.set('2026-11-28T04:00:00Z');
    await setFiling('suspended');
    expect(await steady.closing.cancelAll(centreId, new Date(0))).toBe(0);
    await steady.keeper.run();
    for (const id of [classId, ofDistrict, other.classId, recorded])
      expect([id, await statusOf(id)]).toEqual([id, 'published']);
  });

  it('that were published after the look at its filing stay: it may open again by then', async () => {
    const { centreId, setFiling, classId } = await centreClass();
    const later = new Date(clock.now().getTime() + 1);
    await own.store
      .collection<ClassDoc>('classes')
      .updateOne({ _id: classId }, { $set: { publishedAt: later } });
    await setFiling('suspended');
    expect(await steady.closing.cancelAll(centreId, new Date(0))).toBe(0);
    clock.advance({ seconds: 1 });
    expect(await steady.closing.cancelAll(centreId, new Date(0))).toBe(1);
  });
});

describe('a live class', () => {
  // From ten to half past eleven in Shanghai.
  const onAir = (from: string, to: string | null = null) => ({
    plannedFrom: new Date('2026-11-28T02:00:00Z'),
    ...{ from: new Date(from), to: to === null ? null : new Date(to) },
  });
  const timeOf = async (classId: string) => {
    const given = await steady.classes.find(classId);
    return given && (await steady.own.listMySignUps(first, {})).items[0]?.class.time;
  };

  it('calls who signed up some minutes before it begins, once; who signed up after that, when it does', async () => {
    const classId = await publish(liveClass);
    await signUp(classId, first);
    clock.set('2026-11-28T01:49:59Z');
    expect(await steady.callToLive()).toBe(0);
    clock.set('2026-11-28T01:51:00Z');
    await signUp(classId, second);
    expect([await steady.callToLive(), await steady.callToLive()]).toEqual([1, 0]);
    expect([kindsTold(first), kindsTold(second)]).toEqual([['liveStarting'], []]);
    expect(factsTold(first)).toMatchObject([{ from: '10:00', date: '2026-11-28', isOn: false }]);
    // Its host is punctual: for the first that is no second news.
    clock.set('2026-11-28T02:00:30Z');
    await steady.known.noteOnAir(classId, onAir('2026-11-28T02:00:10Z'));
    expect([await steady.callToLive(), await steady.callToLive()]).toEqual([1, 0]);
    expect([kindsTold(first), factsTold(second)]).toMatchObject([['liveStarting'], [{ isOn: true }]]);
  });

  it('that its host begins early is running from then on, and calls at once', async () => {
    const classId = await publish(liveClass);
    await signUp(classId, first);
    clock.set('2026-11-28T01:35:00Z');
    expect(await timeOf(classId)).toBe('upcoming');
    await steady.known.noteOnAir(classId, onAir('2026-11-28T01:34:00Z'));
    expect(await timeOf(classId)).toBe('running');
    expect(await steady.callToLive()).toBe(1);
    expect(factsTold(first)).toMatchObject([{ isOn: true }]);
    clock.set('2026-11-28T01:55:00Z');
    expect(await steady.callToLive()).toBe(0);
  });

  it('is over when its host ends it, and a late word that it began says nothing', async () => {
    const classId = await publish(liveClass);
    await signUp(classId, first);
    clock.set('2026-11-28T02:30:00Z');
    await steady.known.noteOnAir(classId, onAir('2026-11-28T02:00:00Z', '2026-11-28T02:29:00Z'));
    await steady.known.noteOnAir(classId, onAir('2026-11-28T02:00:00Z'));
    expect((await steady.own.listMySignUps(first, { group: 'past' })).items[0]?.class.time).toBe('over');
    await expect(signUp(classId, second)).rejects.toMatchObject({ code: 'class_over' });
    expect(await steady.callToLive()).toBe(0);
  });

  it('calls to each of its sessions, also who attended the first', async () => {
    const sessions = [
      { date: '2026-11-28', from: '10:00', to: '11:00' },
      { date: '2026-12-05', from: '10:00', to: '11:00' },
    ];
    const classId = await publish({ ...liveClass, sessions });
    await signUp(classId, first);
    clock.set('2026-11-28T01:55:00Z');
    await steady.callToLive();
    await steady.known.noteLearned(classId, [`ch_${first}`], clock.now());
    clock.set('2026-12-05T01:55:00Z');
    await steady.callToLive();
    expect(factsTold(first).map((facts) => 'date' in facts && facts.date)).toEqual([
      '2026-11-28',
      '2026-12-05',
    ]);
  });

  it('tells all who had a seat that its replay is there, once each', async () => {
    const classId = await publish({ ...liveClass, seats: 2, mostPerFamily: 1 });
    for (const family of families) await signUp(classId, family);
    await steady.mine.cancelSignUp(second, (await steady.signUps.listOfFamily(second))[0]?._id ?? '');
    clock.set('2026-11-28T04:00:00Z');
    await steady.keeper.run();
    stack.told.clear();
    const replay = await steady.known.publishReplay(classId, { title: '回放', mediaId: 'md_1', seconds: 60 });
    await steady.keeper.run();
    // Its lesson is not there yet.
    expect(kindsTold(first)).toEqual([]);
    await steady.known.noteReplayOut(replay.classId);
    await stack
      .process(crashAt(1, 'after'))
      .keeper.run()
      .catch(() => undefined);
    await steady.known.noteReplayOut(replay.classId);
    await steady.keeper.run();
    expect(factsTold(first)).toMatchObject([{ classId: replay.classId, title: liveClass.title }]);
    expect(kindsTold(second)).toEqual([]);
    expectOnce();
  });
});
