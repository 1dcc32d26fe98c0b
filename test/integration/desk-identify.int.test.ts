import { beforeEach, describe, expect, it } from 'vitest';
import { looksOf, staffAtNewCentre } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

describe('a family at the desk', () => {
  const readOut = async (parent: Parent, purpose?: string) =>
    (
      await parent.call('requestPhoneCode', {
        body: { phone: parent.phone, ...(purpose ? { purpose } : {}) },
        token: null,
      })
    ).body.developmentCode ?? '';
  const family = async () => {
    const known = await parentWithChild(test.app);
    test.clock.advance({ minutes: 2 });
    return known;
  };

  it('is known by the code it was sent for that, and sees that it was', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent, child } = await family();
    const code = await readOut(parent, 'desk');
    const found = await holder.call('deskIdentifyFamily', { body: { phone: parent.phone, code } });
    expect([found.status, found.body.children]).toEqual([
      201,
      [{ id: child.id, nickname: '小满', ageMonths: 19 }],
    ]);
    expect(found.body.expiresAt).toBe(new Date(test.clock.now().getTime() + 20 * 60_000).toISOString());
    expect(await looksOf(parent)).toMatchObject([
      { childId: child.id, what: 'identified', byName: '王老师' },
    ]);
    const again = await holder.call('deskIdentifyFamily', { body: { phone: parent.phone, code } });
    expect(faultOf(again)).toEqual([400, 'code_expired']);
  });

  it('gets the same visit for the same request', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent } = await family();
    const input = { body: { phone: parent.phone, code: await readOut(parent, 'desk') }, key: 'visit-key-1' };
    const first = await holder.call('deskIdentifyFamily', input);
    const second = await holder.call('deskIdentifyFamily', input);
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('keeps codes for the desk and codes for signing in apart', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent } = await family();
    const forDesk = await readOut(parent, 'desk');
    const login = { phone: parent.phone, code: forDesk, client: 'weapp' };
    expect(faultOf(await parent.call('loginWithPhone', { body: login }))).toEqual([400, 'code_expired']);
    test.clock.advance({ minutes: 2 });
    const forSignIn = await readOut(parent);
    const body = { phone: parent.phone, code: forSignIn };
    expect(faultOf(await holder.call('deskIdentifyFamily', { body }))).toEqual([400, 'code_expired']);
    expect((await parent.call('loginWithPhone', { body: { ...body, client: 'weapp' } })).status).toBe(200);
  });

  it('is not found while nobody has that number, or it has no child', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent } = await family();
    await parent.call('withdrawConsent', { body: { purpose: 'childProfile' } });
    const body = { phone: parent.phone, code: await readOut(parent, 'desk') };
    expect(faultOf(await holder.call('deskIdentifyFamily', { body }))).toEqual([409, 'family_unknown']);
    const strange = { phone: '13712345678' };
    const sent = await parent.call('requestPhoneCode', { body: { ...strange, purpose: 'desk' } });
    const stranger = { ...strange, code: sent.body.developmentCode };
    expect(faultOf(await holder.call('deskIdentifyFamily', { body: stranger }))).toEqual([
      409,
      'family_unknown',
    ]);
  });

  it('is known by its card, until that is taken back', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent, child } = await family();
    const card = await parent.call('createFamilyCard', { key: 'family-card-1' });
    expect(card.status).toBe(201);
    expect((await parent.call('createFamilyCard', { key: 'family-card-1' })).body).toEqual(card.body);
    const show = (cardText = card.body.qrText) => holder.call('deskIdentifyFamily', { body: { cardText } });
    expect((await show()).body.children).toMatchObject([{ id: child.id }]);
    const { qrText: _, ...shown } = card.body;
    const lastUsedAt = test.clock.now().toISOString();
    expect((await parent.call('getMyFamily')).body.cards).toEqual([{ ...shown, lastUsedAt }]);
    expect((await parent.call('exportMyData')).body.cards).toEqual([{ ...shown, lastUsedAt }]);
    const forged = card.body.qrText.slice(0, -1) + (card.body.qrText.endsWith('A') ? 'B' : 'A');
    expect(faultOf(await show(forged))).toEqual([409, 'card_invalid']);
    const stored = await test.app.store.collection('familyCards').findOne({ _id: card.body.id as never });
    expect(Object.keys(stored ?? {}).sort()).toEqual([
      '_id',
      'familyId',
      'issuedAt',
      'lastUsedAt',
      'revokedAt',
    ]);
    for (let times = 0; times < 2; times += 1)
      expect((await parent.call('revokeFamilyCard', { params: { cardId: card.body.id } })).status).toBe(200);
    expect(faultOf(await show())).toEqual([409, 'card_invalid']);
    expect((await parent.call('getMyFamily')).body.cards).toEqual([]);
  });

  it('has three cards at most, also when many are asked for at once', async () => {
    const { parent } = await family();
    for (let count = 0; count < 2; count += 1) await parent.call('createFamilyCard');
    await Promise.all([1, 2, 3].map(() => parent.call('createFamilyCard')));
    if ((await parent.call('getMyFamily')).body.cards.length < 3) await parent.call('createFamilyCard');
    expect((await parent.call('getMyFamily')).body.cards).toHaveLength(3);
    expect(faultOf(await parent.call('createFamilyCard'))).toEqual([409, 'too_many_cards']);
  });

  it('leaves nothing at the desk when it is deleted', async () => {
    const { holder } = await staffAtNewCentre(test);
    const { parent } = await family();
    const card = (await parent.call('createFamilyCard')).body;
    await holder.call('deskIdentifyFamily', { body: { cardText: card.qrText } });
    const { familyId } = parent;
    const kept = async () =>
      Promise.all(
        ['accesses', 'deskVisits', 'familyCards'].map((name) =>
          test.app.store.collection(name).countDocuments({ familyId }),
        ),
      );
    expect(await kept()).toEqual([1, 1, 1]);
    await parent.call('deleteMyAccount', { body: { scope: 'family' } });
    await deletionStack(test)
      .process((write) => write())
      .run();
    expect(await kept()).toEqual([0, 0, 0]);
    const shown = await holder.call('deskIdentifyFamily', { body: { cardText: card.qrText } });
    expect(faultOf(shown)).toEqual([409, 'card_invalid']);
  });

  it('sees its record page by page, the last look first', async () => {
    const { parent } = await family();
    const card = (await parent.call('createFamilyCard')).body;
    for (let count = 0; count < 3; count += 1) {
      const { holder } = await staffAtNewCentre(test);
      await holder.call('deskIdentifyFamily', { body: { cardText: card.qrText } });
    }
    const first = (await parent.call('listAccesses', { query: { limit: 2 } })).body;
    const second = (await parent.call('listAccesses', { query: { limit: 2, cursor: first.nextCursor } }))
      .body;
    const all = [...first.items, ...second.items].map(({ lastAt }) => lastAt);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(all).toEqual([...all].sort().reverse());
  });
});
