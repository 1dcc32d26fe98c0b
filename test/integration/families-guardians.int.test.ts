import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
// A phone may ask for its next sign-in code after a minute.
beforeEach(() => test.clock.advance({ minutes: 2 }));

const expired = [409, 'invitation_expired'];

async function invite(parent: Parent, key?: string) {
  const answer = await parent.call('inviteGuardian', key ? { key } : {});
  expect(answer.status).toBe(201);
  return answer.body;
}
const accept = (parent: Parent, code: string) => parent.call('acceptInvitation', { body: { code } });
const familyOf = async (parent: Parent) => (await parent.call('getMyFamily')).body;
const stored = (familyId: string) =>
  test.app.store.collection('families').findOne({ _id: familyId as never });

describe('inviting the second guardian', () => {
  it('shows a code for two days, the same one when the request is repeated', async () => {
    const mother = await new Parent(test.app).signIn();
    const first = await invite(mother, 'invitation-1');
    expect(first.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(first.expiresInSeconds).toBe(48 * 3600);
    test.clock.advance({ minutes: 10 });
    const again = await invite(mother, 'invitation-1');
    expect(again).toEqual({ ...first, expiresInSeconds: 48 * 3600 - 600 });
    const { invitedAt, expiresAt, id } = first;
    expect((await familyOf(mother)).invitations).toEqual([{ id, invitedAt, expiresAt }]);
  });

  it('stores nothing that leads to the code', async () => {
    const mother = await new Parent(test.app).signIn();
    const { code, id } = await invite(mother);
    const text = JSON.stringify(await stored(mother.familyId));
    expect(text).toContain(id);
    expect(text).not.toContain(code);
    expect(text).not.toContain(code.replace('-', ''));
  });

  it('stops at three that are open', async () => {
    const mother = await new Parent(test.app).signIn();
    const [first] = [await invite(mother), await invite(mother), await invite(mother)];
    expect(faultOf(await mother.call('inviteGuardian'))).toEqual([409, 'too_many_invitations']);
    await mother.call('revokeInvitation', { params: { invitationId: first.id } });
    await invite(mother);
    expect((await familyOf(mother)).invitations).toHaveLength(3);
  });

  it('stops at three, also when many come at the same moment', async () => {
    const mother = await new Parent(test.app).signIn();
    const answers = await Promise.all(Array.from({ length: 6 }, () => mother.call('inviteGuardian')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect((await familyOf(mother)).invitations).toHaveLength(3);
  });

  it('is taken back at once, and stays so when either request is repeated', async () => {
    const mother = await new Parent(test.app).signIn();
    const father = await new Parent(test.app).signIn();
    const { id, code } = await invite(mother, 'invitation-2');
    for (let times = 0; times < 2; times += 1) {
      const revoked = await mother.call('revokeInvitation', { params: { invitationId: id } });
      expect([revoked.status, revoked.body]).toEqual([200, {}]);
    }
    expect((await invite(mother, 'invitation-2')).code).toBe(code);
    expect(faultOf(await accept(father, code))).toEqual(expired);
    expect((await familyOf(mother)).invitations).toEqual([]);
  });
});

describe('accepting an invitation', () => {
  it('puts both guardians into one family, with everything in it, and ends the empty one', async () => {
    const { parent: mother, child } = await parentWithChild(test.app);
    const father = await new Parent(test.app).signIn();
    const left = father.familyId;
    const keys = familyKeys({ ring: test.config.keyRing, vault: folderVault(test.config.keysDir) });
    expect(await keys.find(left)).not.toBeNull();
    const { code } = await invite(mother);
    test.clock.advance({ minutes: 2 });
    const answer = await accept(father, ` ${code.toLowerCase().replace('-', ' ')}`);
    expect([answer.status, answer.body]).toEqual([200, { familyId: mother.familyId }]);

    expect(faultOf(await father.call('getMyFamily'))).toEqual([401, 'session_expired']);
    test.clock.advance({ minutes: 2 });
    await father.signIn();
    expect(father.familyId).toBe(mother.familyId);
    const [hers, his] = [await familyOf(mother), await familyOf(father)];
    expect(his.children).toEqual([child]);
    expect(his.phoneTail).toBe(father.phone.slice(-4));
    expect(hers.guardians.map(({ isMe, phoneTail }) => [isMe, phoneTail])).toEqual([
      [true, mother.phone.slice(-4)],
      [false, father.phone.slice(-4)],
    ]);
    expect(his.guardians.map(({ isMe }) => isMe)).toEqual([false, true]);
    expect(his.invitations).toEqual([]);
    const keysAfter = familyKeys({ ring: test.config.keyRing, vault: folderVault(test.config.keysDir) });
    expect([await stored(left), await keysAfter.find(left)]).toEqual([null, null]);
    // Both can act for the child, and neither needs to agree again to what the family agreed to.
    const body = { nickname: '满满', birthOn: '2025-04-08' };
    expect((await father.call('updateChild', { params: { childId: child.id }, body })).status).toBe(200);
    expect((await familyOf(mother)).children).toMatchObject([{ nickname: '满满' }]);
  });

  it('answers the same again, before and after the session was refreshed', async () => {
    const mother = await new Parent(test.app).signIn();
    const father = await new Parent(test.app).signIn();
    const { code } = await invite(mother);
    const twice = await Promise.all([accept(father, code), accept(father, code)]);
    for (const answer of twice)
      expect([answer.status, answer.body]).toEqual([200, { familyId: mother.familyId }]);
    test.clock.advance({ minutes: 2 });
    await father.signIn();
    expect((await accept(father, code)).body).toEqual({ familyId: mother.familyId });
    expect((await familyOf(mother)).guardians).toHaveLength(2);
  });

  it('works once, and for two days', async () => {
    const [mother, father, aunt, uncle] = await Promise.all(
      [1, 2, 3, 4].map(() => new Parent(test.app).signIn()),
    );
    if (!mother || !father || !aunt || !uncle) throw new Error('four parents');
    const { code } = await invite(mother);
    await accept(father, code);
    expect(faultOf(await accept(aunt, code))).toEqual(expired);

    const late = await invite(aunt);
    test.clock.advance({ days: 2 });
    expect(faultOf(await accept(uncle, late.code))).toEqual(expired);
    expect((await familyOf(aunt)).guardians).toHaveLength(1);
  });

  it('is refused alike for a wrong code, one’s own, and one that was never given out', async () => {
    const mother = await new Parent(test.app).signIn();
    const { code } = await invite(mother);
    const own = await accept(mother, code);
    const wrong = await accept(mother, '0000-0000');
    expect([faultOf(own), faultOf(wrong)]).toEqual([expired, expired]);
    const { requestId: _, ...ownProblem } = own.problem;
    const { requestId: __, ...wrongProblem } = wrong.problem;
    expect(ownProblem).toEqual(wrongProblem);
    // It still is for somebody else.
    expect((await accept(await new Parent(test.app).signIn(), code)).status).toBe(200);
  });

  it('lets a guardian try ten codes a day and no more, also many at once', async () => {
    const mother = await new Parent(test.app).signIn();
    const father = await new Parent(test.app).signIn();
    const { code } = await invite(mother);
    const tries = await Promise.all(
      Array.from({ length: 14 }, (_, n) => accept(father, `0000-000${n % 10}`)),
    );
    const refused = tries.filter(({ problem }) => problem.code === 'rate_limited');
    expect(refused).toHaveLength(4);
    expect(faultOf(await accept(father, code))).toEqual([429, 'rate_limited']);
    // Until midnight in China.
    const seconds = Number((await accept(father, code)).headers['retry-after']);
    test.clock.advance({ seconds: seconds - 1 });
    expect(faultOf(await accept(father, code))).toEqual([429, 'rate_limited']);
    test.clock.advance({ seconds: 1 });
    expect((await accept(father, code)).status).toBe(200);
  });
});

describe('a guardian whose own family is not empty', () => {
  it('is not taken over with a child, nor with an adult who collects, and may come once both are gone', async () => {
    const mother = await new Parent(test.app).signIn();
    const { parent: father, child } = await parentWithChild(test.app);
    await father.agreeTo('pickups');
    const pickup = await father.call('addPickup', {
      body: { name: '爷爷', relation: 'grandparent', phone: '13900000002' },
    });
    const { code } = await invite(mother);
    expect(faultOf(await accept(father, code))).toEqual([409, 'family_not_empty']);
    await father.call('removeChild', { params: { childId: child.id } });
    expect(faultOf(await accept(father, code))).toEqual([409, 'family_not_empty']);
    await father.call('removePickup', { params: { pickupId: pickup.body.id } });
    expect((await accept(father, code)).status).toBe(200);
    for (const collection of ['children', 'pickups'])
      expect(await test.app.store.collection(collection).countDocuments({ familyId: father.familyId })).toBe(
        0,
      );
  });

  it('is not taken over while it has bookings, past ones too', async () => {
    const centre = await addCentre(test.app.store);
    const mother = await new Parent(test.app).signIn();
    const { parent: father, child } = await parentWithChild(test.app);
    const booked = await father.book(centre._id, child.id, '2026-12-10');
    expect(booked.status).toBe(201);
    await father.call('removeChild', { params: { childId: child.id } });
    const { code } = await invite(mother);
    const refused = await accept(father, code);
    expect(faultOf(refused)).toEqual([409, 'family_not_empty']);
    expect(refused.problem.detail).toContain('预约');
    const kept = await father.call('getBooking', { params: { bookingId: booked.body.id } });
    expect(kept.body.status).toBe('cancelled');
  });

  it('leaves the other guardian in it what is theirs', async () => {
    const [mother, father, aunt] = await Promise.all([1, 2, 3].map(() => new Parent(test.app).signIn()));
    if (!mother || !father || !aunt) throw new Error('three parents');
    await accept(father, (await invite(mother)).code);
    test.clock.advance({ minutes: 2 });
    await father.signIn();
    expect((await accept(father, (await invite(aunt)).code)).status).toBe(200);
    const hers = await familyOf(mother);
    expect(hers.guardians.map(({ phoneTail }) => phoneTail)).toEqual([mother.phone.slice(-4)]);
    // The family that was left still opens and takes things in.
    await mother.addChild();
    expect((await familyOf(mother)).children).toHaveLength(1);
    await invite(mother);
  });
});

describe('two at the same moment', () => {
  it('accepting one invitation: one of them joins', async () => {
    const mother = await new Parent(test.app).signIn();
    const { code } = await invite(mother);
    const others = await Promise.all([1, 2, 3, 4].map(() => new Parent(test.app).signIn()));
    const answers = await Promise.all(others.map((other) => accept(other, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect((await familyOf(mother)).guardians).toHaveLength(2);
    // Who came too late goes on as before.
    for (const [index, other] of others.entries())
      if (answers[index]?.status === 409) expect((await familyOf(other)).id).toBe(other.familyId);
  });

  it('accepting two invitations of one family: one of them joins', async () => {
    const mother = await new Parent(test.app).signIn();
    const codes = [await invite(mother), await invite(mother), await invite(mother)];
    const others = await Promise.all(codes.map(() => new Parent(test.app).signIn()));
    const answers = await Promise.all(others.map((other, index) => accept(other, codes[index]?.code ?? '')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await familyOf(mother)).guardians).toHaveLength(2);
    const full = await mother.call('inviteGuardian');
    expect(faultOf(full)).toEqual([409, 'family_is_full']);
  });

  it('taking an invitation back while it is accepted: one of both happens, and both say which', async () => {
    for (let round = 0; round < 8; round += 1) {
      const mother = await new Parent(test.app).signIn();
      const father = await new Parent(test.app).signIn();
      const { id, code } = await invite(mother);
      const revoke = () => mother.call('revokeInvitation', { params: { invitationId: id } });
      const [revoked, accepted] =
        round % 2 === 0
          ? await Promise.all([revoke(), accept(father, code)])
          : (await Promise.all([accept(father, code), revoke()])).reverse();
      const isIn = (await familyOf(mother)).guardians.length === 2;
      expect([revoked?.status, accepted?.status]).toEqual(isIn ? [404, 200] : [200, 409]);
    }
  });

  it('one guardian accepting invitations of two families: it joins one of them', async () => {
    const [mother, aunt, father] = await Promise.all([1, 2, 3].map(() => new Parent(test.app).signIn()));
    if (!mother || !aunt || !father) throw new Error('three parents');
    const codes = [(await invite(mother)).code, (await invite(aunt)).code];
    const answers = await Promise.all(codes.map((code) => accept(father, code)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    const sizes = [(await familyOf(mother)).guardians.length, (await familyOf(aunt)).guardians.length];
    expect(sizes.sort()).toEqual([1, 2]);
  });

  it('inviting each other and accepting at once: each family keeps whoever is in it', async () => {
    const mother = await new Parent(test.app).signIn();
    const father = await new Parent(test.app).signIn();
    const [hers, his] = [await invite(mother), await invite(father)];
    await Promise.all([accept(mother, his.code), accept(father, hers.code)]);
    test.clock.advance({ minutes: 2 });
    await Promise.all([mother.signIn(), father.signIn()]);
    for (const parent of [mother, father]) {
      const family = await familyOf(parent);
      expect(family.guardians.some(({ isMe }) => isMe)).toBe(true);
      await parent.addChild();
    }
  });
});
