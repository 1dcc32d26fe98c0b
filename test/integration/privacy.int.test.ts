import type { Reply } from '@nearcare/shared/contract/types';
import { describe, expect, it, vi } from 'vitest';
import { looksOf, staffAtNewCentre } from '../support/at-desk.js';
import { expectClaimsToMatch } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { terminal } from '../support/desk-holder.js';
import { fullFamily, secondGuardian } from '../support/full-family.js';
import { findMentions } from '../support/mentions.js';
import { nextNumber, Parent } from '../support/parent.js';

const test = ownTestApp();

const asItIs = <T>(write: () => Promise<T>) => write();

const doneReceipt = async (receiptId: string): Promise<Reply<'getDeletionReceipt'>> =>
  vi.waitFor(async () => {
    const { body } = await new Parent(test.app).call('getDeletionReceipt', { params: { receiptId } });
    expect(body.state).toBe('done');
    return body;
  }, 10_000);

/** What the job does when it looks again, minutes later. */
async function lookAgain() {
  test.clock.advance({ minutes: 3 });
  await deletionStack(test).process(asItIs).run();
}

describe('deleting the account', () => {
  it('says before what goes, what stays, why and until when', async () => {
    const { parent } = await fullFamily(test);
    const { body } = await parent.call('previewDeletion');
    expect([body.scope, body.upcomingBookings]).toEqual(['family', 1]);
    expect(body.erased.length).toBeGreaterThan(5);
    expect(body.kept.map(({ until }) => until)).toEqual(['2029-11-24', null, '2029-11-24', '2026-12-24']);
    for (const { what, why } of body.kept) expect(Math.min(what.length, why.length)).toBeGreaterThan(5);
  });

  it('leaves nothing in any collection but what the receipt says, and other families as they were', async () => {
    const { parent, booked, ids } = await fullFamily(test);
    const neighbour = await fullFamily(test);
    const before = (await neighbour.parent.call('exportMyData')).body;
    expect((await findMentions(test.app.store, ids)).length).toBeGreaterThan(10);
    const { receiptId } = (await parent.call('previewDeletion')).body;

    const asked = await parent.call('deleteMyAccount', { body: { scope: 'family' } });
    expect([asked.status, asked.body.id, asked.body.state]).toEqual([201, receiptId, 'requested']);
    const receipt = await doneReceipt(receiptId);
    expect(receipt).toMatchObject({ scope: 'family', upcomingBookings: 1, erased: asked.body.erased });
    expect(JSON.stringify(receipt)).not.toContain(parent.phone.slice(-4));

    const log = ['consentEvents'];
    const kept = (await findMentions(test.app.store, ids)).map((place) => place.split('/')[0]);
    expect([...new Set(kept)]).toEqual([...log, 'deletions']);
    await lookAgain();
    const forGood = (await findMentions(test.app.store, ids)).map((place) => place.split('/')[0]);
    expect([...new Set(forGood)]).toEqual(log);
    expect(await findMentions(test.app.store, [booked.id])).toEqual([]);
    await expectClaimsToMatch(test.app.store);

    expect((await parent.call('getMyFamily')).problem.code).toBe('session_expired');
    expect((await neighbour.parent.call('exportMyData')).body).toEqual({
      ...before,
      exportedAt: expect.any(String),
    });
  });

  it('ends the consents, and lets the log and the receipt run out after three years', async () => {
    const { parent } = await fullFamily(test);
    const { id } = (await parent.call('deleteMyAccount', { body: { scope: 'family' } })).body;
    await doneReceipt(id);
    const { familyId } = parent;
    const until = new Date('2029-11-24T16:00:00Z');
    const log = await test.app.store.collection('consentEvents').find({ familyId }).toArray();
    expect(log.map(({ decision }) => decision).sort()).toEqual([
      ...Array<string>(3).fill('given'),
      ...Array<string>(3).fill('withdrawn'),
    ]);
    const receipt = await test.app.store.collection('deletions').findOne({ _id: id as never });
    for (const doc of [...log, receipt]) expect(doc).toMatchObject({ forgetAt: until });
    for (const name of ['consentEvents', 'deletions'])
      expect(await test.app.store.collection(name).indexes()).toContainEqual(
        expect.objectContaining({ key: { forgetAt: 1 }, expireAfterSeconds: 0 }),
      );
  });

  it('answers the same receipt however often it is asked, also who lost the answer and the session with it', async () => {
    const { parent } = await fullFamily(test);
    const { receiptId } = (await parent.call('previewDeletion')).body;
    const asked = await Promise.all(
      [1, 2, 3].map(() => parent.call('deleteMyAccount', { body: { scope: 'family' } })),
    );
    // Whoever comes after the guardian is gone has no session any more.
    for (const { status, body, problem } of asked)
      expect(status === 201 ? body.id : problem.code).toBe(status === 201 ? receiptId : 'session_expired');
    expect(asked.some(({ status }) => status === 201)).toBe(true);
    expect((await doneReceipt(receiptId)).id).toBe(receiptId);
    const withOldToken = await parent.call('getDeletionReceipt', { params: { receiptId } });
    expect([withOldToken.status, withOldToken.body.state]).toEqual([200, 'done']);
    expect(await test.app.store.collection('deletions').countDocuments({ _id: receiptId as never })).toBe(1);
  });

  it('is not the end of the phone number: signing in again makes a new family with nothing in it', async () => {
    const { parent } = await fullFamily(test);
    const { id } = (await parent.call('deleteMyAccount', { body: { scope: 'family' } })).body;
    await doneReceipt(id);
    const again = await new Parent(test.app, parent.phone).signIn();
    expect(again.familyId).not.toBe(parent.familyId);
    const { guardians, ...rest } = (await again.call('exportMyData')).body;
    expect(guardians).toHaveLength(1);
    expect(rest).toMatchObject({ children: [], pickups: [], consents: [], bookings: [] });
    await lookAgain();
    expect((await again.call('getMyFamily')).status).toBe(200);
  });

  it('also takes what a request wrote that was under way meanwhile', async () => {
    const { parent, ids } = await fullFamily(test);
    const { id } = (await parent.call('deleteMyAccount', { body: { scope: 'family' } })).body;
    await doneReceipt(id);
    const { familyId } = parent;
    await test.app.store
      .collection('children')
      .insertOne({ _id: `ch_late${nextNumber()}` as never, familyId, sealed: null });
    await test.app.store
      .collection('quotes')
      .insertOne({ _id: `q_late${nextNumber()}` as never, familyId, forgetAt: new Date() });
    await test.app.store
      .collection('savedCentres')
      .insertOne({ _id: `${familyId}:0` as never, familyId, centreId: 'c_late' });
    await lookAgain();
    const left = (await findMentions(test.app.store, ids)).map((place) => place.split('/')[0]);
    expect([...new Set(left)]).toEqual(['consentEvents']);
  });

  it('of somebody who looked at children at a desk says that those families keep who looked', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent } = await fullFamily(test);
    const ofParent = (await parent.call('previewDeletion')).body;
    expect(JSON.stringify(ofParent)).not.toContain('工作台');
    const card = (await parent.call('createFamilyCard')).body;
    await holder.call('deskIdentifyFamily', { body: { cardText: card.qrText } });
    const { erased, kept } = (await holder.call('previewDeletion')).body;
    expect(erased).toContain('你在工作台的称呼和验证器');
    expect(kept.slice(4)).toMatchObject([
      { what: '你看过哪些孩子的记录，有你当时的称呼', until: '2029-11-24' },
      { what: '你的工作台从哪天到哪天', until: '2029-11-24' },
    ]);

    const { id } = (await holder.call('deleteMyAccount', { body: { scope: 'family' } })).body;
    // Also once the membership names nobody any more.
    expect((await doneReceipt(id)).kept).toEqual(kept);
    expect(await looksOf(parent)).toMatchObject([{ what: 'identified', byName: '王老师' }]);
    const memberships = await terminal(test).listAll();
    expect(memberships.map(({ name, state }) => [name, state])).toEqual([[null, 'ended']]);
  });

  it('answers 404 for a receipt there is none of', async () => {
    const none = await new Parent(test.app).call('getDeletionReceipt', {
      params: { receiptId: 'd_0000000000' },
    });
    expect([none.status, none.problem.code]).toEqual([404, 'not_found']);
  });
});

describe('deleting one of two guardians', () => {
  it('takes only that one away; the family stays with the other', async () => {
    const { parent, child, guardianId, invitation, booked } = await fullFamily(test);
    const second = await secondGuardian(test, invitation);
    const preview = (await parent.call('previewDeletion')).body;
    expect([preview.scope, preview.upcomingBookings]).toEqual(['guardian', 0]);

    const whole = await parent.call('deleteMyAccount', { body: { scope: 'family' } });
    expect([whole.status, whole.problem.code]).toEqual([409, 'deletion_scope_changed']);
    const { id } = (await parent.call('deleteMyAccount', { body: { scope: 'guardian' } })).body;
    expect((await doneReceipt(id)).scope).toBe('guardian');
    await lookAgain();

    expect(await findMentions(test.app.store, [guardianId])).toEqual([]);
    const family = (await second.call('getMyFamily')).body;
    expect([family.guardians.length, family.children[0]?.id]).toEqual([1, child.id]);
    const mine = await second.call('getBooking', { params: { bookingId: booked.id } });
    expect(mine.body.status).toBe('confirmed');
    const { scope } = (await second.call('previewDeletion')).body;
    expect(scope).toBe('family');
    const alone = await second.call('deleteMyAccount', { body: { scope: 'guardian' } });
    expect(alone.problem.code).toBe('deletion_scope_changed');
  });

  it('and both at once leaves no family without guardians behind', async () => {
    const { parent, invitation, ids } = await fullFamily(test);
    const second = await secondGuardian(test, invitation);
    const asked = await Promise.all(
      [parent, second].map((one) => one.call('deleteMyAccount', { body: { scope: 'guardian' } })),
    );
    for (const { body } of asked) await doneReceipt(body.id);
    await lookAgain();
    const left = (await findMentions(test.app.store, ids)).map((place) => place.split('/')[0]);
    expect([...new Set(left)]).toEqual(['consentEvents']);
    await expectClaimsToMatch(test.app.store);
  });
});

describe('accepting an invitation of a family that is just being deleted', () => {
  it('costs nobody anything: they go on in a family of their own', async () => {
    const { parent, guardianId, invitation, ids } = await fullFamily(test);
    const steady = deletionStack(test).process(asItIs);
    // Asked for in the last moment in which nobody else was there; the job is still to come.
    await steady.deleteMyAccount({ familyId: parent.familyId, guardianId }, { scope: 'family' });
    const second = await secondGuardian(test, invitation);
    expect(second.familyId).toBe(parent.familyId);
    await steady.run();
    test.clock.advance({ minutes: 2 });
    await second.signIn();
    expect(second.familyId).not.toBe(parent.familyId);
    // Moved by another process, which this one hears of within two seconds.
    const { guardians, children } = await vi.waitFor(async () => {
      const { status, body } = await second.call('getMyFamily');
      expect(status).toBe(200);
      return body;
    }, 10_000);
    expect([guardians.length, guardians[0]?.phoneTail, children]).toEqual([1, second.phone.slice(-4), []]);
    await lookAgain();
    // The session that came along names the family that sealed its device until it is refreshed next.
    const left = (await findMentions(test.app.store, ids)).map((place) => place.split('/')[0]);
    expect([...new Set(left)]).toEqual(['consentEvents', 'sessions']);
    expect(await findMentions(test.app.store, ids.slice(1))).toEqual([]);
  });
});

describe('deleting who came by invitation', () => {
  it('leaves no trace of them in the family that stays', async () => {
    const { parent, invitation } = await fullFamily(test);
    const second = await secondGuardian(test, invitation);
    const other = (await second.call('getMyFamily')).body.guardians.find(({ isMe }) => isMe);
    const { id } = (await second.call('deleteMyAccount', { body: { scope: 'guardian' } })).body;
    await doneReceipt(id);
    await lookAgain();
    expect(await findMentions(test.app.store, [other?.id ?? ''])).toEqual([]);
    expect((await parent.call('getMyFamily')).body.guardians).toHaveLength(1);
  });
});

describe('a deletion cut short at any write', () => {
  class Killed extends Error {}

  it(
    'is finished by the next process, with nothing left',
    async () => {
      const stack = deletionStack(test);
      let writes = 0;
      const counting = <T>(write: () => Promise<T>) => {
        writes += 1;
        return write();
      };
      const whole = await fullFamily(test);
      const whoOf = ({ parent, guardianId }: Awaited<ReturnType<typeof fullFamily>>) => ({
        familyId: parent.familyId,
        guardianId,
      });
      const steady = stack.process(counting);
      await steady.deleteMyAccount(whoOf(whole), { scope: 'family' });
      await steady.run();
      expect(writes).toBeGreaterThan(20);
      const inAll = writes;

      // Every fifth write, beginning anywhere; all of them when there is time.
      const [first, stride] = process.env.SOAK ? [1, 1] : [1 + Math.floor(Math.random() * 5), 5];
      for (let nth = first; nth <= inAll; nth += stride) {
        const family = await fullFamily(test);
        let done = 0;
        const dying = stack.process(async (write) => {
          if (done === nth) throw new Killed();
          const result = await write();
          done += 1;
          if (done === nth) throw new Killed();
          return result;
        });
        const start = dying.deleteMyAccount(whoOf(family), { scope: 'family' });
        await expect(start.then(() => dying.run())).rejects.toThrow(Killed);
        const receipt = await steady.deleteMyAccount(whoOf(family), { scope: 'family' });
        await Promise.all([steady.run(), stack.process(asItIs).run()]);
        expect([nth, (await steady.getDeletionReceipt(receipt.id)).state]).toEqual([nth, 'done']);
        await lookAgain();
        const left = (await findMentions(test.app.store, family.ids)).map((place) => place.split('/')[0]);
        expect([nth, [...new Set(left)]]).toEqual([nth, ['consentEvents']]);
      }
      await expectClaimsToMatch(test.app.store);
    },
    process.env.SOAK ? 1_800_000 : 120_000,
  );
});
