import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { deskHolder, officerOf, staffOf } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { type Parent, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const tomorrow = '2026-11-25';
const faultOf = ({ status, problem }: { status: number; problem: { code: string } }) => [
  status,
  problem.code,
];
const toldTo = async (parent: Parent) => (await parent.call('listNotices')).body.items;
const looksOf = async (parent: Parent) => (await parent.call('listAccesses')).body.items;
const staffAtNewCentre = async () => {
  const centre = await addCentre(test.app.store);
  return { centreId: centre._id, ...(await deskHolder(test, staffOf(centre._id))) };
};

describe('the code of whoever collects a child, at the gate', () => {
  async function collecting() {
    const { centreId, ...staff } = await staffAtNewCentre();
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('pickups');
    const pickup = (
      await parent.call('addPickup', {
        body: { name: '奶奶王桂兰', relation: 'grandparent', phone: '13900004321' },
      })
    ).body;
    await parent.book(centreId, child.id, tomorrow);
    const code = (
      await parent.call('createPickupCode', {
        params: { pickupId: pickup.id },
        body: { childId: child.id, on: tomorrow },
      })
    ).body;
    const nextDay = async () => {
      test.clock.set('2026-11-25T01:12:00Z');
      await staff.open();
    };
    const redeem = (by: Parent = staff.holder, text = code.qrText, key?: string) =>
      by.call('deskRedeemPickupCode', { body: { text }, ...(key ? { key } : {}) });
    const stateNow = async () =>
      (await parent.call('getMyFamily')).body.pickupCodes.find(({ id }) => id === code.id)?.state;
    return { centreId, staff, parent, child, pickup, code, nextDay, redeem, stateNow };
  }
  const invalid = [409, 'pickup_code_invalid'];

  it('hands the child over once, and the family sees that and who looked', async () => {
    const { parent, child, nextDay, redeem, stateNow } = await collecting();
    await nextDay();
    const used = await redeem();
    expect([used.status, used.body]).toEqual([
      200,
      {
        ...{ childId: child.id, nickname: '小满', pickupName: '奶奶王桂兰', relation: 'grandparent' },
        usedAt: test.clock.now().toISOString(),
      },
    ]);
    expect(faultOf(await redeem())).toEqual(invalid);
    expect(await toldTo(parent)).toMatchObject([
      { kind: 'pickupCodeUsed', text: expect.stringMatching(/^奶奶王桂兰.*在测试托育中心接小满/) },
    ]);
    expect(await stateNow()).toBe('used');
    expect(await looksOf(parent)).toMatchObject([
      { childId: child.id, what: 'pickup', byName: '王老师', placeName: '测试托育中心', times: 1 },
    ]);
  });

  it('hands over once also when several try at once, and answers a lost answer’s request again', async () => {
    const { nextDay, redeem } = await collecting();
    await nextDay();
    const answers = await Promise.all([1, 2, 3, 4].map((n) => redeem(undefined, undefined, `gate-key-${n}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const again = await redeem(undefined, undefined, `gate-key-${winner + 1}`);
    expect([again.status, again.body]).toEqual([200, answers[winner]?.body]);
  });

  it('is nothing on another day, at another centre, when recalled, or without a booking', async () => {
    const { parent, code, centreId, nextDay, redeem, stateNow } = await collecting();
    expect(faultOf(await redeem())).toEqual(invalid);
    await nextDay();
    const elsewhere = await staffAtNewCentre();
    expect(faultOf(await redeem(elsewhere.holder))).toEqual(invalid);
    const [id] = code.qrText.split(':').slice(2);
    expect(faultOf(await redeem(undefined, `nearcare:pickup:${id}0:000000`))).toEqual(invalid);
    await parent.call('revokePickupCode', { params: { pickupCodeId: code.id } });
    expect(faultOf(await redeem())).toEqual(invalid);
    expect(await stateNow()).toBe('revoked');
    expect(await looksOf(parent)).toEqual([]);
    expect(centreId).toBeTruthy();
  });

  it('needs a booking of this day that is not cancelled', async () => {
    const { parent, nextDay, redeem } = await collecting();
    const [booking] = (await parent.call('listMyBookings')).body.items;
    await parent.call('cancelBooking', { params: { bookingId: booking?.id ?? '' }, body: {} });
    await nextDay();
    expect(faultOf(await redeem())).toEqual(invalid);
  });

  it('stays used when it is recalled afterwards', async () => {
    const { parent, code, nextDay, redeem, stateNow } = await collecting();
    await nextDay();
    await redeem();
    await parent.call('revokePickupCode', { params: { pickupCodeId: code.id } });
    expect(await stateNow()).toBe('used');
  });

  it('is worth nothing after five wrong readings', async () => {
    const { code, nextDay, redeem } = await collecting();
    await nextDay();
    const wrong = `nearcare:pickup:${code.id}:${code.code === '000000' ? '000001' : '000000'}`;
    for (let tries = 0; tries < 5; tries += 1)
      expect(faultOf(await redeem(undefined, wrong))).toEqual(invalid);
    expect(faultOf(await redeem())).toEqual([429, 'rate_limited']);
  });
});

describe('a fee reduction at the desk of its district', () => {
  let count = 0;
  async function asked() {
    count += 1;
    const districtCode = `district-${count}`;
    await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
    await addDistrict(test.app.store, districtCode, '河东区');
    const officer = await deskHolder(test, officerOf(districtCode, '河东区'), '李专员');
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('feeReduction');
    const body = { childId: child.id, kind: 'childInNeed', districtCode, note: '低保证在社区' };
    const ask = () => parent.call('requestFeeReduction', { body });
    const request = await ask();
    if (request.status !== 201) throw new Error(JSON.stringify(request.problem));
    const params = { feeReductionId: request.body.id };
    const decide = (decision: string, reason?: string, by = officer.holder) =>
      by.call('deskDecideFeeReduction', { params, body: { decision, ...(reason ? { reason } : {}) } });
    const mine = async () => (await parent.call('getMyFamily')).body.feeReductions;
    return { officer, parent, child, ask, params, request: request.body, decide, mine };
  }

  it('waits in the inbox with its deadline of fifteen working days, naming nobody', async () => {
    const { officer, request } = await asked();
    // Tuesday 24 November and fifteen working days: until the end of Tuesday 15 December.
    expect(request).toMatchObject({
      ...{ state: 'requested', districtName: '河东区', proofs: 0 },
      answerBy: '2026-12-15T16:00:00.000Z',
    });
    const item = { kind: 'feeReduction', id: request.id, title: '减免申请', answerBy: request.answerBy };
    expect((await officer.holder.call('deskListInbox')).body.items).toMatchObject([
      { ...item, isOverdue: false },
    ]);
    test.clock.set('2026-12-15T16:00:00Z');
    await officer.open();
    expect((await officer.holder.call('deskListInbox')).body.items).toMatchObject([
      { ...item, isOverdue: true },
    ]);
  });

  it('is read by its officer, and each look is on record', async () => {
    const { officer, parent, child, params } = await asked();
    for (let times = 0; times < 3; times += 1) {
      const seen = await officer.holder.call('deskGetFeeReduction', { params });
      expect(seen.body).toMatchObject({
        ...{
          kind: 'childInNeed',
          note: '低保证在社区',
          childNickname: '小满',
          childAgeMonths: 19,
          proofs: [],
        },
      });
    }
    expect(await looksOf(parent)).toMatchObject([
      {
        ...{
          childId: child.id,
          what: 'feeReduction',
          byRole: 'officer',
          byName: '李专员',
          placeName: '河东区',
        },
        ...{ on: '2026-11-24', times: 3 },
      },
    ]);
    expect((await parent.call('exportMyData')).body.accesses).toEqual(await looksOf(parent));
  });

  it('is not there for another district’s officer, whatever is asked', async () => {
    const { params, parent, mine } = await asked();
    const other = (await asked()).officer.holder;
    const asks = [
      ['deskGetFeeReduction', { params }],
      ['deskGetProofLink', { params: { ...params, fileId: 'fl_0000000000000000' } }],
      ['deskDecideFeeReduction', { params, body: { decision: 'granted' } }],
    ] as const;
    const none = { feeReductionId: 'fr_0000000000000000' };
    for (const [id, input] of asks) {
      const foreign = await other.call(id, input);
      const missing = await other.call(id, { ...input, params: { ...input.params, ...none } });
      expect([id, faultOf(foreign)]).toEqual([id, [404, 'not_found']]);
      expect({ ...foreign.problem, requestId: '' }).toEqual({ ...missing.problem, requestId: '' });
    }
    expect([(await mine())[0]?.state, await looksOf(parent)]).toEqual(['requested', []]);
  });

  it('is decided once, with a reason where it is refused, and may then be asked for again', async () => {
    const { officer, parent, ask, decide, mine } = await asked();
    expect(faultOf(await decide('refused'))).toEqual([400, 'reason_required']);
    expect(faultOf(await ask())).toEqual([409, 'fee_reduction_already_requested']);
    const refused = await decide('refused', '材料不全，请补户口簿');
    expect(refused.body).toMatchObject({ state: 'refused', reason: '材料不全，请补户口簿' });
    expect((await decide('refused', '材料不全，请补户口簿')).body).toEqual(refused.body);
    expect(faultOf(await decide('granted'))).toEqual([409, 'already_decided']);
    expect(await toldTo(parent)).toMatchObject([
      {
        kind: 'feeReductionDecided',
        text: expect.stringContaining('没有通过'),
        target: { id: refused.body.id },
      },
    ]);
    expect(await mine()).toMatchObject([
      { state: 'refused', reason: '材料不全，请补户口簿', decidedAt: test.clock.now().toISOString() },
    ]);
    expect((await officer.holder.call('deskListInbox')).body.items).toEqual([]);
    expect((await ask()).status).toBe(201);
    const stored = JSON.stringify(await test.app.store.collection('feeReductions').find().toArray());
    expect(stored).not.toMatch(/材料|低保|childInNeed/);
  });

  it('has one decision of two made at once, and who granted it can’t be asked anew', async () => {
    const { decide, ask, mine } = await asked();
    const answers = await Promise.all([
      decide('granted'),
      decide('refused', '不符合'),
      decide('granted', '符合'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = answers.find(({ status }) => status === 200)?.body;
    expect((await mine())[0]?.state).toBe(winner?.state);
    expect((await ask()).status).toBe(winner?.state === 'granted' ? 409 : 201);
  });

  it('is gone once the consent is withdrawn or the child removed', async () => {
    for (const end of ['withdrawConsent', 'removeChild'] as const) {
      const { officer, parent, child, params, decide } = await asked();
      await (end === 'removeChild'
        ? parent.call(end, { params: { childId: child.id } })
        : parent.call(end, { body: { purpose: 'feeReduction' } }));
      expect(faultOf(await officer.holder.call('deskGetFeeReduction', { params }))).toEqual([
        404,
        'not_found',
      ]);
      expect(faultOf(await decide('granted'))).toEqual([404, 'not_found']);
      expect((await officer.holder.call('deskListInbox')).body.items).toEqual([]);
    }
  });

  it('is refused for a district that nobody knows, and with a file that is not the family’s', async () => {
    const { parent, child, request } = await asked();
    const body = { childId: child.id, kind: 'multipleChildren', districtCode: 'nowhere' };
    expect(faultOf(await parent.call('requestFeeReduction', { body }))).toEqual([400, 'place_unknown']);
    const proofFileIds = ['fl_0000000000000000'];
    const withFile = { ...body, districtCode: `district-${count}`, proofFileIds };
    expect(faultOf(await parent.call('requestFeeReduction', { body: withFile }))).toEqual([
      409,
      'file_unknown',
    ]);
    expect((await parent.call('getMyFamily')).body.feeReductions.map(({ id }) => id)).toEqual([request.id]);
  });
});

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
    const { holder } = await staffAtNewCentre();
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
    const { holder } = await staffAtNewCentre();
    const { parent } = await family();
    const input = { body: { phone: parent.phone, code: await readOut(parent, 'desk') }, key: 'visit-key-1' };
    const first = await holder.call('deskIdentifyFamily', input);
    const second = await holder.call('deskIdentifyFamily', input);
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('keeps codes for the desk and codes for signing in apart', async () => {
    const { holder } = await staffAtNewCentre();
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
    const { holder } = await staffAtNewCentre();
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
    const { holder } = await staffAtNewCentre();
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
    const { holder } = await staffAtNewCentre();
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
      const { holder } = await staffAtNewCentre();
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

describe('a look that can’t be put on record', () => {
  it('shows nothing', async () => {
    const broken = await buildTestApp();
    try {
      const districtCode = await addDistrict(broken.app.store);
      const { holder } = await deskHolder(broken, officerOf(districtCode));
      const { parent, child } = await parentWithChild(broken.app);
      await parent.agreeTo('feeReduction');
      const body = { childId: child.id, kind: 'childInNeed', districtCode };
      const { id } = (await parent.call('requestFeeReduction', { body })).body;
      const record = broken.app.store.model('Access');
      vi.spyOn(record, 'updateOne').mockRejectedValue(new Error('no record can be made'));
      const answer = await holder.call('deskGetFeeReduction', { params: { feeReductionId: id } });
      expect([faultOf(answer), JSON.stringify(answer.body)]).toEqual([
        [500, 'server_error'],
        expect.not.stringContaining('小满'),
      ]);
    } finally {
      await broken.close();
    }
  });
});
