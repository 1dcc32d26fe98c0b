import { afterEach, describe, expect, it } from 'vitest';
import { looksOf } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { atTheDoor, type Family, publish, seated } from '../support/class-acts.js';
import { deskHolder, officerAbove, officerOf, staffOf } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { faultOf, type Parent } from '../support/parent.js';

const test = ownTestApp();
afterEach(() => test.clock.set('2026-11-24T01:12:00Z'));
const doubtful = '加微信 abc123 领资料';

type Rated = Family & { signUpId: string; code: string };

/** So many families that were there and rated it; the words of the first two are doubted. */
async function ratedBy(
  desk: Parent,
  { open, classId, count }: { open: () => Promise<unknown>; classId: string; count: number },
): Promise<Rated[]> {
  const families = await seated(test, classId, count);
  await atTheDoor(test, { open }, desk);
  for (const [nth, { code, parent, signUpId }] of families.entries()) {
    await desk.call('deskMarkAttendance', { params: { classId }, body: { code, mark: 'attended' } });
    await parent.signIn();
    const comment = nth < 2 ? { comment: doubtful } : {};
    await parent.call('rateClass', { params: { signUpId }, body: { stars: 4, ...comment } });
  }
  await atTheDoor(test, { open }, desk, '2026-11-29T01:00:00Z');
  return families;
}

/** Of one district: a centre's desk, its officer, and one of the level above. */
async function desks() {
  const code = await addDistrict(test.app.store, `t${Math.random().toString(36).slice(2, 10)}`);
  const centre = await addCentre(test.app.store, { district: { code, name: '河东区' } });
  const atCentre = await deskHolder(test, staffOf(centre._id));
  const atDistrict = await deskHolder(test, officerOf(code), '李专员');
  const atCity = await deskHolder(test, officerAbove(code.slice(0, 6), 1), '王专员');
  const [staff, officer, above] = [atCentre.holder, atDistrict.holder, atCity.holder];
  /** All of them anew: desks of Tuesday are closed on Sunday. */
  const openAll = async (besides: Parent) => {
    for (const { holder, open } of [atCentre, atDistrict, atCity])
      if (holder !== besides) {
        await holder.signIn();
        await open();
      }
  };
  return { staff, officer, above, atCentre, atDistrict, openAll };
}
const listed = async (desk: Parent) => (await desk.call('deskListHeldComments')).body.items;
const shownTo = async (desk: Parent, classId: string) => {
  const { comments, heldComments } = (await desk.call('deskGetClass', { params: { classId } })).body;
  return { comments, heldComments };
};

describe('a comment that the content check holds back', () => {
  it('is decided about by the district of its centre, and is then the centre’s to read; the look is on record', async () => {
    const { staff, officer, above, atCentre, openAll } = await desks();
    const { id: classId } = await publish(staff, { seats: 8 });
    const [first, second] = await ratedBy(staff, { open: atCentre.open, classId, count: 5 });
    await openAll(staff);
    if (!first || !second) throw new Error('nobody has a seat');
    const mine = await listed(officer);
    expect(mine.map(({ id }) => id).sort()).toEqual([first.signUpId, second.signUpId].sort());
    expect(mine[0]).toMatchObject({ stars: 4, text: doubtful, organiserName: '测试托育中心' });
    expect(JSON.stringify(mine)).not.toContain('小满');
    expect(await listed(above)).toEqual([]);
    await first.parent.signIn();
    expect((await looksOf(first.parent)).map(({ what, byName }) => [what, byName])).toContainEqual([
      ...['classComment', '李专员'],
    ]);
    const givenAt = (signUpId: string) => mine.find(({ id }) => id === signUpId)?.givenAt;
    const decide = (desk: Parent, signUpId: string, decision: string, at = givenAt(signUpId)) =>
      desk.call('deskDecideComment', {
        params: { signUpId },
        body: { givenAt: at, decision, ...(decision === 'withheld' && { reason: '写了联系方式' }) },
      });
    expect((await decide(staff, first.signUpId, 'released')).status).toBe(404);
    expect(faultOf(await decide(above, first.signUpId, 'released'))).toEqual([404, 'not_found']);
    // Words that were changed since are others.
    const before = '2026-11-28T00:00:00.000Z';
    expect(faultOf(await decide(officer, first.signUpId, 'released', before))).toEqual([404, 'not_found']);
    expect(await shownTo(staff, classId)).toEqual({ comments: [], heldComments: 2 });
    const released = { id: first.signUpId, decision: 'released' };
    expect((await decide(officer, first.signUpId, 'released')).body).toEqual(released);
    expect((await decide(officer, first.signUpId, 'withheld')).body).toEqual(released);
    const unexplained = { givenAt: givenAt(second.signUpId), decision: 'withheld' };
    const params = { signUpId: second.signUpId };
    expect(faultOf(await officer.call('deskDecideComment', { params, body: unexplained }))).toEqual([
      400,
      'reason_required',
    ]);
    await decide(officer, second.signUpId, 'withheld');
    expect(await shownTo(staff, classId)).toEqual({
      comments: [{ stars: 4, text: doubtful }],
      heldComments: 1,
    });
    expect(await listed(officer)).toEqual([]);
  });

  it('is told to its own family and to nobody else: that it is held, what became of it, and why', async () => {
    const { staff, officer, atCentre, openAll } = await desks();
    const { id: classId } = await publish(staff, { seats: 8 });
    const [first, second, other] = await ratedBy(staff, { open: atCentre.open, classId, count: 5 });
    await openAll(staff);
    if (!first || !second || !other) throw new Error('nobody has a seat');
    const viewOf = async ({ parent, signUpId }: Rated) => {
      const { rating } = (await parent.call('getSignUp', { params: { signUpId } })).body;
      const exported = (await parent.call('exportMyData')).body.classSignUps[0];
      const heard = (await parent.call('listNotices')).body.items;
      return {
        check: rating?.commentCheck,
        isExported: JSON.stringify(exported?.commentCheck) === JSON.stringify(rating?.commentCheck),
        heard: heard.filter(({ kind }) => kind === 'commentDecided').map(({ text }) => text),
      };
    };
    const held = { check: { state: 'held', reason: null }, isExported: true, heard: [] };
    expect([await viewOf(first), await viewOf(second)]).toEqual([held, held]);
    const mine = await listed(officer);
    for (const [{ signUpId }, told] of [
      [first, { decision: 'released', reason: '没有问题' }],
      [second, { decision: 'withheld', reason: '写了联系方式' }],
    ] as const) {
      const givenAt = mine.find(({ id }) => id === signUpId)?.givenAt;
      await officer.call('deskDecideComment', { params: { signUpId }, body: { givenAt, ...told } });
    }
    expect(await viewOf(first)).toEqual({
      ...{ check: { state: 'released', reason: null }, isExported: true },
      heard: [expect.stringContaining('核对过了，主办方会看到')],
    });
    expect(await viewOf(second)).toEqual({
      ...{ check: { state: 'withheld', reason: '写了联系方式' }, isExported: true },
      heard: [expect.stringContaining('原因：写了联系方式。')],
    });
    expect(await viewOf(other)).toEqual({ check: null, isExported: true, heard: [] });
    const stored = await test.app.store.collection('classSignUps').find({ classId }).toArray();
    expect(JSON.stringify(stored)).not.toContain('联系方式');
    expect(JSON.stringify((await staff.call('deskGetClass', { params: { classId } })).body)).not.toContain(
      '联系方式',
    );
  });

  it('of a district’s own class is the level above’s to decide; written anew it is looked at anew', async () => {
    const { officer, above, atDistrict, openAll } = await desks();
    const { id: classId } = await publish(officer, { seats: 8 });
    const [first] = await ratedBy(officer, { open: atDistrict.open, classId, count: 1 });
    await openAll(officer);
    const params = { signUpId: first?.signUpId ?? '' };
    const [mine] = await listed(above);
    expect(mine).toMatchObject({ id: params.signUpId, text: doubtful });
    expect(await listed(officer)).toEqual([]);
    const body = { givenAt: mine?.givenAt, decision: 'withheld', reason: '写了联系方式' };
    expect(faultOf(await officer.call('deskDecideComment', { params, body }))).toEqual([404, 'not_found']);
    const decided = await above.call('deskDecideComment', { params, body });
    expect(decided.body).toEqual({ id: params.signUpId, decision: 'withheld' });
    expect(await listed(above)).toEqual([]);
    test.clock.advance({ minutes: 2 });
    await first?.parent.signIn();
    await first?.parent.call('rateClass', { params, body: { stars: 4, comment: `${doubtful}！` } });
    expect(await listed(above)).toHaveLength(1);
  });
});
