import type { Reply } from '@nearcare/shared/contract/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const today = '2026-11-24';
const grandmother = { name: '奶奶王桂兰', relation: 'grandparent', phone: '139 0000-4321' };

async function family() {
  const { parent, child } = await parentWithChild(test.app);
  await parent.agreeTo('pickups');
  return { parent, childId: child.id };
}
async function familyWithPickup() {
  const { parent, childId } = await family();
  const added = await parent.call('addPickup', { body: grandmother });
  expect(added.status).toBe(201);
  return { parent, childId, pickupId: added.body.id };
}
const seen = async (parent: Parent) => (await parent.call('getMyFamily')).body;
const issue = (parent: Parent, pickupId: string, childId: string, on = today, key?: string) =>
  parent.call('createPickupCode', { params: { pickupId }, body: { childId, on }, ...(key ? { key } : {}) });
function shown(issued: Reply<'createPickupCode'>): Reply<'revokePickupCode'> {
  const { code: _, qrText: __, ...rest } = issued;
  return rest;
}

describe('naming an adult who may collect', () => {
  it('keeps each once and shows the number’s tail only', async () => {
    const { parent } = await family();
    const request = { body: grandmother, key: 'pickup-key-1' };
    const answers = await Promise.all([1, 2, 3].map(() => parent.call('addPickup', request)));
    const [first] = answers;
    expect(first?.body).toMatchObject({ name: '奶奶王桂兰', relation: 'grandparent', phoneTail: '4321' });
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, first?.body]);
    expect((await seen(parent)).pickups).toEqual([first?.body]);
    const stored = JSON.stringify(
      await test.app.store.collection('pickups').find({ familyId: parent.familyId }).toArray(),
    );
    expect(stored).toContain(first?.body.id);
    expect(stored).not.toMatch(/王桂兰|4321/);
    expect((await parent.call('exportMyData')).body.pickups).toEqual([
      { ...first?.body, phone: '13900004321' },
    ]);
    const other = { ...request, body: { ...grandmother, name: '姥姥' } };
    expect(faultOf(await parent.call('addPickup', other))).toEqual([422, 'idempotency_key_reused']);
  });

  it('waits until its purpose is agreed to', async () => {
    const { parent } = await parentWithChild(test.app);
    const refused = await parent.call('addPickup', { body: grandmother });
    expect([faultOf(refused), refused.problem.facts]).toEqual([
      [409, 'consent_required'],
      { purpose: 'pickups' },
    ]);
    expect((await seen(parent)).pickups).toEqual([]);
  });

  it.each([
    ['a number that is none', { ...grandmother, phone: '12345' }, 'phone_invalid'],
    ['a name of spaces', { ...grandmother, name: '  ' }, 'input_invalid'],
    ['a relation nobody knows', { ...grandmother, relation: 'boss' }, 'input_invalid'],
    ['an identity number', { ...grandmother, idNumber: '1' }, 'input_invalid'],
  ])('refuses %s', async (_, body, code) => {
    const { parent } = await family();
    expect(faultOf(await parent.call('addPickup', { body }))).toEqual([400, code]);
    expect((await seen(parent)).pickups).toEqual([]);
  });

  it('stops at eight, also when many come at the same moment', async () => {
    const { parent } = await family();
    for (let count = 0; count < 7; count += 1) await parent.call('addPickup', { body: grandmother });
    const answers = await Promise.all([1, 2, 3].map(() => parent.call('addPickup', { body: grandmother })));
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    if ((await seen(parent)).pickups.length < 8) await parent.call('addPickup', { body: grandmother });
    expect((await seen(parent)).pickups).toHaveLength(8);
    const refused = await parent.call('addPickup', { body: grandmother });
    expect([faultOf(refused), refused.problem.facts]).toEqual([[409, 'too_many_pickups'], { n: 8 }]);
  });

  it('is over once removed, with the codes, and a late retry does not bring anybody back', async () => {
    const { parent, childId } = await family();
    const request = { body: grandmother, key: 'pickup-key-2' };
    const { id } = (await parent.call('addPickup', request)).body;
    const code = await issue(parent, id, childId);
    for (let times = 0; times < 2; times += 1) {
      const removed = await parent.call('removePickup', { params: { pickupId: id } });
      expect([removed.status, removed.body]).toEqual([200, {}]);
    }
    const { pickups, pickupCodes } = await seen(parent);
    expect([pickups, pickupCodes]).toEqual([[], [{ ...shown(code.body), state: 'revoked' }]]);
    expect(faultOf(await issue(parent, id, childId))).toEqual([404, 'not_found']);
    expect(faultOf(await parent.call('addPickup', request))).toEqual([404, 'not_found']);
    const doc = await test.app.store.collection('pickups').findOne({ _id: id as never });
    expect(doc?.sealed).toBeNull();
  });
});

describe('a pick-up code', () => {
  it('is shown to who asked, the same again on a retry, and without its digits afterwards', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    const code = await issue(parent, pickupId, childId, today, 'pickup-code-1');
    expect(code.status).toBe(201);
    expect(code.body).toMatchObject({ pickupId, childId, on: today, state: 'valid' });
    // Its day ends at midnight in China.
    expect(code.body.expiresAt).toBe('2026-11-24T16:00:00.000Z');
    expect(code.body.code).toMatch(/^\d{6}$/);
    expect(code.body.qrText).toBe(`nearcare:pickup:${code.body.id}:${code.body.code}`);
    const again = await issue(parent, pickupId, childId, today, 'pickup-code-1');
    expect([again.status, again.body]).toEqual([201, code.body]);
    expect((await seen(parent)).pickupCodes).toEqual([shown(code.body)]);
    const other = await issue(parent, pickupId, childId, '2026-11-25', 'pickup-code-1');
    expect(faultOf(other)).toEqual([422, 'idempotency_key_reused']);
  });

  it('stores nothing that leads to the digits', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    const { body } = await issue(parent, pickupId, childId);
    const doc = await test.app.store.collection('pickupCodes').findOne({ _id: body.id as never });
    expect(Object.keys(doc ?? {}).sort()).toEqual(
      [
        ...['_id', 'childId', 'expiresAt', 'familyId', 'issuedAt', 'on', 'pickupId', 'revokedAt'],
        ...['tries', 'usedAt', 'usedBy', 'usedMark'],
      ].sort(),
    );
  });

  it.each([
    ['yesterday', '2026-11-23', 'date_in_past', '2026-11-24'],
    ['more than seven days ahead', '2026-12-02', 'date_too_far', '2026-12-01'],
  ])('is not made for %s', async (_, on, code, date) => {
    const { parent, childId, pickupId } = await familyWithPickup();
    const refused = await issue(parent, pickupId, childId, on);
    expect([faultOf(refused), refused.problem.facts]).toEqual([[409, code], { date }]);
  });

  it('goes by the day in China, not in Greenwich', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    test.clock.set('2026-11-24T16:00:00Z');
    expect(faultOf(await issue(parent, pickupId, childId, '2026-11-24'))).toEqual([409, 'date_in_past']);
    expect((await issue(parent, pickupId, childId, '2026-12-02')).status).toBe(201);
  });

  it('is over when its day is, and leaves the list', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    const code = await issue(parent, pickupId, childId);
    const tomorrow = await issue(parent, pickupId, childId, '2026-11-25');
    test.clock.set('2026-11-24T16:00:00Z');
    expect((await seen(parent)).pickupCodes).toEqual([shown(tomorrow.body)]);
    const revoked = await parent.call('revokePickupCode', { params: { pickupCodeId: code.body.id } });
    expect([revoked.status, revoked.body.state]).toEqual([200, 'expired']);
  });

  it('is recalled at once, and stays so however often that is asked, or its making repeated', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    const code = await issue(parent, pickupId, childId, today, 'pickup-code-2');
    for (let times = 0; times < 2; times += 1) {
      const revoked = await parent.call('revokePickupCode', { params: { pickupCodeId: code.body.id } });
      expect([revoked.status, revoked.body]).toEqual([200, { ...shown(code.body), state: 'revoked' }]);
    }
    const again = await issue(parent, pickupId, childId, today, 'pickup-code-2');
    expect(again.body).toEqual({ ...code.body, state: 'revoked' });
    expect((await seen(parent)).pickupCodes).toMatchObject([{ id: code.body.id, state: 'revoked' }]);
  });

  it('ends the one before it for the same adult, child and day, and no other', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    const sister = await parent.addChild('2025-06-01', '二宝');
    const first = await issue(parent, pickupId, childId);
    const others = [
      await issue(parent, pickupId, sister.id),
      await issue(parent, pickupId, childId, '2026-11-25'),
    ];
    const second = await issue(parent, pickupId, childId);
    expect(second.body.code).not.toBe(first.body.code);
    const states = new Map((await seen(parent)).pickupCodes.map(({ id, state }) => [id, state]));
    expect(states.get(first.body.id)).toBe('revoked');
    for (const { body } of [second, ...others]) expect(states.get(body.id)).toBe('valid');
  });

  it('is valid for nobody when the adult is removed at the same moment', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { parent, childId, pickupId } = await familyWithPickup();
      const remove = () => parent.call('removePickup', { params: { pickupId } });
      await Promise.all(
        round % 2 === 0
          ? [remove(), issue(parent, pickupId, childId)]
          : [issue(parent, pickupId, childId), remove()],
      );
      expect((await seen(parent)).pickupCodes.filter(({ state }) => state === 'valid')).toEqual([]);
    }
  });
});

describe('withdrawing a consent', () => {
  it('erases the adults and their codes, and nothing else', async () => {
    const { parent, childId, pickupId } = await familyWithPickup();
    await issue(parent, pickupId, childId);
    await parent.call('withdrawConsent', { body: { purpose: 'pickups' } });
    const { pickups, pickupCodes, children } = await seen(parent);
    expect([pickups, pickupCodes, children.length]).toEqual([[], [], 1]);
    expect(faultOf(await parent.call('addPickup', { body: grandmother }))).toEqual([409, 'consent_required']);
  });
});
