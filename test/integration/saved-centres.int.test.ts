import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { fullFamily, secondGuardian } from '../support/full-family.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();

const newParent = () => new Parent(test.app).signIn();
const add = async () => (await addCentre(test.app.store))._id;
const save = (parent: Parent, centreId: string) => parent.call('saveCentre', { params: { centreId } });
const unsave = (parent: Parent, centreId: string) => parent.call('unsaveCentre', { params: { centreId } });
async function savedOf(parent: Parent) {
  const { status, body } = await parent.call('listSavedCentres');
  expect(status).toBe(200);
  return body.items;
}
const idsOf = async (parent: Parent) => (await savedOf(parent)).map(({ centreId }) => centreId);

describe('a saved centre', () => {
  it('is listed with its card, the last saved first, until it is taken off', async () => {
    const parent = await newParent();
    const [first, second] = [await add(), await add()];
    const saved = await save(parent, first);
    expect([saved.status, saved.body.centreId, saved.body.changes]).toEqual([200, first, []]);
    test.clock.advance({ minutes: 1 });
    await save(parent, second);
    const items = await savedOf(parent);
    expect(items.map(({ centreId }) => centreId)).toEqual([second, first]);
    expect(items[1]).toEqual(saved.body);
    expect(items[1]?.card).toMatchObject({ id: first, filingStatus: 'filed', distanceMetres: null });
    expect([(await unsave(parent, first)).status, await idsOf(parent)]).toEqual([200, [second]]);
  });

  it('stays as it was when it is saved again, and is gone once however often it is taken off', async () => {
    const parent = await newParent();
    const centreId = await add();
    const { savedAt } = (await save(parent, centreId)).body;
    test.clock.advance({ minutes: 5 });
    expect((await save(parent, centreId)).body.savedAt).toBe(savedAt);
    const twins = await Promise.all(Array.from({ length: 5 }, () => save(parent, centreId)));
    expect(new Set(twins.map(({ body }) => body.savedAt))).toEqual(new Set([savedAt]));
    expect(await idsOf(parent)).toEqual([centreId]);
    for (const _ of [1, 2]) expect((await unsave(parent, centreId)).status).toBe(200);
    expect(await idsOf(parent)).toEqual([]);
  });

  it('is one for both guardians, and nobody else’s', async () => {
    const { parent, invitation, centreId } = await fullFamily(test);
    const second = await secondGuardian(test, invitation);
    expect(await idsOf(second)).toEqual([centreId]);
    const stranger = await newParent();
    expect(await idsOf(stranger)).toEqual([]);
    await unsave(stranger, centreId);
    expect(await idsOf(parent)).toEqual([centreId]);
  });

  it('tells what became known since, also that its filing ended', async () => {
    const parent = await newParent();
    const centreId = await add();
    const { centres, details } = centreModels(test.app.store);
    const event = { kind: 'penalty', on: '2026-11-20', text: '整改', source: '市场监管局' } as const;
    await details.updateOne(
      { _id: centreId },
      { $set: { disclosures: [{ ...event, recordedAt: '2026-11-20T00:00:00.000Z' }, event] } },
    );
    await save(parent, centreId);
    expect((await savedOf(parent))[0]?.changes).toEqual([]);
    const recordedAt = new Date(test.clock.now().getTime() + 60_000).toISOString();
    const change = { ...event, text: '新的', recordedAt };
    await details.updateOne({ _id: centreId }, { $push: { disclosures: change } });
    await centres.updateOne(
      { _id: centreId },
      { $set: { 'filing.status': 'cancelled' }, $inc: { rev: 1, epoch: 1 } },
    );
    const [item] = await savedOf(parent);
    expect(item?.card).toMatchObject({
      filingStatus: 'cancelled',
      price: null,
      vacancy: { state: 'closed' },
    });
    const kinds = item?.changes.map(({ kind, text }) => [kind, text]).sort();
    expect(kinds).toEqual([
      ['cancellation', '备案已注销'],
      ['penalty', '新的'],
    ]);
    expect(item?.changes).toContainEqual(change);
  });

  it('is refused where there is no such centre, no session, or no id', async () => {
    const parent = await newParent();
    const none = await save(parent, 'ce_00000000');
    expect([none.status, none.problem.code]).toEqual([404, 'not_found']);
    expect((await save(parent, '{"$ne":1}')).problem.code).toBe('input_invalid');
    const centreId = await add();
    for (const id of ['saveCentre', 'unsaveCentre', 'listSavedCentres'] as const)
      expect((await new Parent(test.app).call(id, { params: { centreId } })).problem.code).toBe(
        'sign_in_required',
      );
  });
});

describe('fifty saved centres', () => {
  it('are the most, also when more are saved at the same moment, and one taken off makes room', async () => {
    const parent = await newParent();
    const ids = await Promise.all(Array.from({ length: 58 }, add));
    for (const centreId of ids.slice(0, 45)) await save(parent, centreId);
    const answers = await Promise.all(ids.slice(45).map((centreId) => save(parent, centreId)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ problem }) => [problem.code, problem.facts])).toEqual(
      Array(8).fill(['too_many_saved_centres', { n: 50 }]),
    );
    expect(refused[0]?.problem.detail).toBe('最多收藏 50 家，先取消几家。');
    expect(await idsOf(parent)).toHaveLength(50);
    // One that stands there already is no new one.
    expect((await save(parent, ids[0] ?? '')).status).toBe(200);
    const last = answers.find(({ status }) => status === 200)?.body.centreId ?? '';
    await unsave(parent, last);
    expect((await save(parent, last)).status).toBe(200);
  });
});
