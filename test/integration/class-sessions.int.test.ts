import { afterEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { atTheDoor, districtClass, seated } from '../support/class-acts.js';
import { faultOf } from '../support/parent.js';

const test = ownTestApp();
afterEach(() => test.clock.set('2026-11-24T01:12:00Z'));

// Saturdays, ten to eleven in Shanghai.
const sessions = [
  { date: '2026-11-28', from: '10:00', to: '11:00' },
  { date: '2026-12-05', from: '10:00', to: '11:00' },
];
const [first, second] = ['2026-11-28T02:00:00.000Z', '2026-12-05T02:00:00.000Z'] as const;

describe('a class of several sessions', () => {
  it('is noted session by session, and counts in the child’s year once', async () => {
    const { desk, officer, given } = await districtClass(test, { sessions });
    const [family] = await seated(test, given.id, 1);
    if (!family) throw new Error('nobody has a seat');
    const { code, signUpId, parent } = family;
    const mark = (body: object) => desk.call('deskMarkAttendance', { params: { classId: given.id }, body });
    const contacts = async () =>
      (
        await test.app.store.collection('guidanceYears').find({ familyId: parent.familyId }).toArray()
      ).flatMap((year) => year['contacts']);
    await atTheDoor(test, officer, desk, '2026-11-28T03:00:00Z');
    expect((await mark({ signUpId, mark: 'absent' })).body).toMatchObject({
      status: 'confirmed',
      marks: [
        { session: first, mark: 'absent' },
        { session: second, mark: null },
      ],
    });
    expect(faultOf(await mark({ code, session: second, mark: 'attended' }))).toEqual([
      409,
      'check_in_not_open',
    ]);
    expect(faultOf(await mark({ code, session: '2026-12-01T02:00:00.000Z', mark: 'attended' }))).toEqual([
      ...[400, 'input_invalid'],
    ]);
    expect(await contacts()).toEqual([]);
    await atTheDoor(test, officer, desk, '2026-12-05T01:30:00Z');
    const there = (await mark({ code, mark: 'attended' })).body;
    expect(there).toMatchObject({
      status: 'attended',
      marks: [
        { session: first, mark: 'absent' },
        { session: second, mark: 'attended' },
      ],
    });
    expect(await contacts()).toMatchObject([{ sourceId: given.id, on: '2026-12-05' }]);
    // The first one was a mistake: mended, and it counts no second time.
    expect((await mark({ code, session: first, mark: 'attended' })).body.marks).toMatchObject([
      { mark: 'attended' },
      { mark: 'attended' },
    ]);
    expect(await contacts()).toHaveLength(1);
    await parent.signIn();
    const seen = (await parent.call('getSignUp', { params: { signUpId } })).body;
    expect(seen).toMatchObject({ status: 'attended', rating: { until: '2026-12-19' } });
  });

  it('has absent who was at none of them', async () => {
    const { desk, officer, given } = await districtClass(test, { sessions });
    const [family] = await seated(test, given.id, 1);
    await atTheDoor(test, officer, desk, '2026-12-05T03:00:00Z');
    const miss = async (session: string) => {
      const body = { signUpId: family?.signUpId, session, mark: 'absent' };
      return (await desk.call('deskMarkAttendance', { params: { classId: given.id }, body })).body.status;
    };
    expect([await miss(first), await miss(second)]).toEqual(['confirmed', 'absent']);
  });
});
