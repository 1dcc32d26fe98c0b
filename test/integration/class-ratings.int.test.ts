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
      rating: { count: 5, mean: 4.5 },
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

describe('the ratings that are shown', () => {
  it('are those of whole batches, in halves of stars, so that no one of them can be worked out', async () => {
    const { desk, given } = await districtClass(test, { seats: 20 });
    const families = await seated(test, given.id, 11);
    const stars = [5, 5, 5, 5, 5, 1, 1, 1, 1, 2, 1];
    const rateUpTo = async (count: number) => {
      for (const [nth, { signUpId }] of families.entries()) {
        const at = new Date(Date.parse('2026-11-20T01:00:00Z') + nth * 60_000);
        const sealed = null;
        const rating =
          nth < count ? { stars: stars[nth], on: '2026-11-20', at, sealed, isHeld: false } : null;
        await test.app.store
          .collection<{ _id: string }>('classSignUps')
          .updateOne({ _id: signUpId }, { $set: { rating } });
      }
      return (await desk.call('getClass', of(given.id))).body.rating;
    };
    expect(await rateUpTo(4)).toBeNull();
    // Four more come, one star each: nobody sees the mean move by any of them.
    for (const count of [5, 6, 7, 8, 9]) expect(await rateUpTo(count)).toEqual({ count: 5, mean: 5 });
    // 31 stars by ten families are 3.1.
    for (const count of [10, 11]) expect(await rateUpTo(count)).toEqual({ count: 10, mean: 3 });
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
