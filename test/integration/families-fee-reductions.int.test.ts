import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addDistrict } from '../support/factories.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
const districtCode = 'test-1';
beforeAll(() => addDistrict(test.app.store, districtCode));

describe('asking for a fee reduction', () => {
  async function asking() {
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('feeReduction');
    return { parent, childId: child.id };
  }

  it('shows the request to the own family only, its kind and note sealed', async () => {
    const { parent, childId } = await asking();
    const body = { childId, kind: 'martyrsChild', districtCode, note: '烈士证明在社区' };
    const asked = await parent.call('requestFeeReduction', { body, key: 'fee-reduction-1' });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ childId, kind: 'martyrsChild', state: 'requested', decidedAt: null });
    expect((await parent.call('getMyFamily')).body.feeReductions).toEqual([asked.body]);
    expect((await parent.call('exportMyData')).body.feeReductions).toEqual([
      { ...asked.body, note: '烈士证明在社区' },
    ]);
    const stored = JSON.stringify(
      await test.app.store.collection('feeReductions').find({ familyId: parent.familyId }).toArray(),
    );
    expect(stored).toContain(asked.body.id);
    expect(stored).not.toMatch(/martyrsChild|烈士/);
    const again = await parent.call('requestFeeReduction', { body, key: 'fee-reduction-1' });
    expect([again.status, again.body]).toEqual([201, asked.body]);
    const other = { body: { ...body, note: '别的' }, key: 'fee-reduction-1' };
    expect(faultOf(await parent.call('requestFeeReduction', other))).toEqual([422, 'idempotency_key_reused']);
  });

  it('takes one of a kind for each child, also of two at the same moment', async () => {
    const { parent, childId } = await asking();
    const body = { childId, kind: 'multipleChildren', districtCode };
    const answers = await Promise.all([1, 2, 3].map(() => parent.call('requestFeeReduction', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe(
      'fee_reduction_already_requested',
    );
    const otherKind = { body: { childId, kind: 'childInNeed', districtCode } };
    expect((await parent.call('requestFeeReduction', otherKind)).status).toBe(201);
    const sister = await parent.addChild('2025-06-01', '二宝');
    const otherChild = { body: { childId: sister.id, kind: 'multipleChildren', districtCode } };
    expect((await parent.call('requestFeeReduction', otherChild)).status).toBe(201);
  });

  it('waits until its purpose is agreed to', async () => {
    const { parent, child } = await parentWithChild(test.app);
    const body = { childId: child.id, kind: 'childInNeed', districtCode };
    expect(faultOf(await parent.call('requestFeeReduction', { body }))).toEqual([409, 'consent_required']);
  });

  it('refuses a kind that is none, a note without end, and a child that is gone', async () => {
    const { parent, childId } = await asking();
    const refused = async (body: object) => faultOf(await parent.call('requestFeeReduction', { body }));
    expect(await refused({ childId, kind: 'rich' })).toEqual([400, 'input_invalid']);
    expect(await refused({ childId, kind: 'childInNeed', districtCode, note: '长'.repeat(201) })).toEqual([
      400,
      'input_invalid',
    ]);
    await parent.call('removeChild', { params: { childId } });
    expect(await refused({ childId, kind: 'childInNeed', districtCode })).toEqual([404, 'not_found']);
  });
});
