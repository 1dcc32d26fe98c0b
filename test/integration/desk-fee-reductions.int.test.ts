import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askedReduction, looksOf, toldTo } from '../support/at-desk.js';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { addDistrict } from '../support/factories.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

describe('a fee reduction at the desk of its district', () => {
  const asked = () => askedReduction(test);

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

  it('is not decided by an officer of the family that asks, but by a colleague', async () => {
    const { officer, districtCode } = await asked();
    const own = officer.holder;
    const child = await own.addChild();
    await own.agreeTo('feeReduction');
    const body = { childId: child.id, kind: 'multipleChildren', districtCode };
    const params = { feeReductionId: (await own.call('requestFeeReduction', { body })).body.id };
    const grant = (by: typeof own) =>
      by.call('deskDecideFeeReduction', { params, body: { decision: 'granted' } });
    expect(faultOf(await grant(own))).toEqual([403, 'own_family']);
    expect((await own.call('getMyFamily')).body.feeReductions[0]?.state).toBe('requested');
    const colleague = await deskHolder(test, officerOf(districtCode, '河东区'), '赵专员');
    expect((await grant(colleague.holder)).body.state).toBe('granted');
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
    const { parent, child, request, districtCode } = await asked();
    const body = { childId: child.id, kind: 'multipleChildren', districtCode: 'nowhere' };
    expect(faultOf(await parent.call('requestFeeReduction', { body }))).toEqual([400, 'place_unknown']);
    const proofFileIds = ['fl_0000000000000000'];
    const withFile = { ...body, districtCode, proofFileIds };
    expect(faultOf(await parent.call('requestFeeReduction', { body: withFile }))).toEqual([
      409,
      'file_unknown',
    ]);
    expect((await parent.call('getMyFamily')).body.feeReductions.map(({ id }) => id)).toEqual([request.id]);
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
