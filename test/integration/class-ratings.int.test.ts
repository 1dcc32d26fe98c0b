import { describe, expect, it, vi } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { atTheDoor, districtClass, seated, signUp } from '../support/class-acts.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
const of = (classId: string) => ({ params: { classId } });
const tuesday = '2026-11-24T01:12:00Z';

describe('a rating', () => {
  it('is for who was there; shown as count and mean once enough gave one, from the next day on', async () => {
    const { desk, officer, given } = await districtClass(test, { seats: 8 });
    const families = await seated(test, given.id, 6);
    const rate = ({ parent, signUpId }: (typeof families)[number], body: object) =>
      parent.call('rateClass', { params: { signUpId }, body });
    const [first] = families;
    if (!first) throw new Error('nobody has a seat');
    expect(faultOf(await rate(first, { stars: 5 }))).toEqual([409, 'class_rating_closed']);
    await atTheDoor(test, officer, desk);
    for (const { code, parent } of families.slice(0, 5)) {
      await desk.call('deskMarkAttendance', { ...of(given.id), body: { code, mark: 'attended' } });
      await parent.signIn();
    }
    const stars = [5, 5, 4, 4, 4];
    for (const [nth, family] of families.slice(0, 5).entries()) {
      const comment = nth === 0 ? '老师很耐心' : '加微信 abc123 领资料';
      const rated = await rate(family, { stars: stars[nth], ...(nth < 2 ? { comment } : {}) });
      expect(rated.body.rating).toMatchObject({ stars: stars[nth], isOpen: true });
    }
    const shown = async () => (await desk.call('deskGetClass', of(given.id))).body;
    expect(await shown()).toMatchObject({ rating: null, comments: [] });
    await atTheDoor(test, officer, desk, '2026-11-29T01:00:00Z');
    expect(await shown()).toMatchObject({
      rating: { count: 5, mean: 4.4 },
      comments: [{ stars: 5, text: '老师很耐心' }],
      heldComments: 1,
    });
    // Another rating takes the place of the first: too few are left until tomorrow.
    await first.parent.signIn();
    expect((await rate(first, { stars: 1 })).body.rating).toMatchObject({ stars: 1, comment: null });
    expect((await shown()).rating).toBeNull();
    const kept = await test.app.store.collection('classSignUps').find({ classId: given.id }).toArray();
    expect(JSON.stringify(kept)).not.toContain('耐心');
    await atTheDoor(test, officer, desk, '2026-12-14T01:00:00Z');
    await first.parent.signIn();
    expect(faultOf(await rate(first, { stars: 5 }))).toEqual([409, 'class_rating_closed']);
    test.clock.set(tuesday);
  });
});

describe('a family that goes', () => {
  it('takes its sign-ups away, gives its seats back, and stands in the export before', async () => {
    const { given } = await districtClass(test, { seats: 1 });
    const [family] = await seated(test, given.id, 1);
    const waiting = await parentWithChild(test.app);
    const queued = await signUp(waiting, given.id, { waitIfFull: true });
    if (!family) throw new Error('nobody has a seat');
    const exported = (await family.parent.call('exportMyData')).body.classSignUps;
    expect(exported).toMatchObject([{ classId: given.id, status: 'confirmed', firstDay: '2026-11-28' }]);
    // Removing the child gives its seat back.
    await family.parent.call('removeChild', { params: { childId: family.child.id } });
    await vi.waitFor(async () =>
      expect(
        (await waiting.parent.call('getSignUp', { params: { signUpId: queued.body.id } })).body.status,
      ).toBe('offered'),
    );
    expect(
      (await family.parent.call('listMySignUps', { query: { group: 'past' } })).body.items,
    ).toMatchObject([{ status: 'cancelled' }]);
  });
});
