import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { guidanceModels, guidanceParts } from '@nearcare/bff/wiring/guidance';
import { beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addDistrict } from '../support/factories.js';
import { fakeNotices } from '../support/fake-notices.js';
import { guidanceStack } from '../support/guidance-stack.js';
import { faultOf, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const test = ownTestApp();
beforeEach(() => test.clock.set(now));

let count = 0;
async function family(birthOn?: string) {
  count += 1;
  const { parent, child } = await parentWithChild(test.app, birthOn);
  const params = { childId: child.id };
  const { log } = guidanceStack(test);
  const note = (given: object = {}) =>
    log.note({
      ...{ familyId: parent.familyId, childId: child.id, on: '2026-05-02', kind: 'lecture' },
      ...{ sourceId: `cl_source${count}`, title: '听懂宝宝的哭声', districtCode: 'test-1', isDemo: false },
      ...given,
    });
  const get = async () => (await parent.call('getGuidance', { params })).body;
  const decline = (isDeclined: boolean, year = 2026) =>
    parent.call('declineGuidance', { params, body: { year, isDeclined } });
  return { parent, child, params, note, get, decline };
}

describe('the yearly guidance of a child', () => {
  it('shows every year from birth on, with what counted and where it came from', async () => {
    const { note, get } = await family('2025-04-08');
    await note();
    await note({ sourceId: 'cl_other1', on: '2025-12-31', kind: 'recorded', title: '睡整觉' });
    const guidance = await get();
    expect(guidance).toMatchObject({ wantedPerYear: 1, thisYear: 2026, isUnderThree: true });
    expect(guidance.years).toMatchObject([
      {
        year: 2026,
        hasEnough: true,
        isDeclined: false,
        contacts: [{ kind: 'lecture', title: '听懂宝宝的哭声' }],
      },
      { year: 2025, contacts: [{ on: '2025-12-31', sourceId: 'cl_other1', title: '睡整觉' }] },
    ]);
  });

  it('counts one source once, also when it is told at once, with another day, or again next year', async () => {
    const { note, get } = await family();
    await Promise.all([note(), note(), note()]);
    await note({ on: '2026-06-01' });
    await note({ on: '2025-06-01' });
    expect((await get()).years.map(({ contacts }) => contacts.length)).toEqual([1, 0]);
  });

  it('keeps titles sealed', async () => {
    const { parent, note } = await family();
    await note({ title: '自闭症早期的样子' });
    const stored = await test.app.store.collection('guidanceYears').findOne({ familyId: parent.familyId });
    expect(JSON.stringify(stored)).not.toContain('自闭症');
    expect(stored?.contacts).toHaveLength(1);
  });

  it('is nobody’s else: another family’s child is not found, and a child that is gone takes nothing in', async () => {
    const { parent, child, params, note, get } = await family();
    await note();
    const other = await family();
    expect(faultOf(await other.parent.call('getGuidance', { params }))).toEqual([404, 'not_found']);
    await note({ familyId: other.parent.familyId, sourceId: 'cl_stolen1' });
    expect((await get()).years[0]?.contacts).toHaveLength(1);
    await parent.call('removeChild', { params });
    await note({ sourceId: 'cl_late1' });
    const stored = await test.app.store.collection('guidanceYears').findOne({ familyId: parent.familyId });
    expect(JSON.stringify(stored)).not.toContain(child.id);
  });
});

describe('a child that is removed while something is put down for it', () => {
  it('has nothing of it left', async () => {
    const { parent, child } = await family();
    const known = [{ id: child.id, nickname: child.nickname, birthOn: child.birthOn }, null];
    const { log } = guidanceParts({
      models: guidanceModels(test.app.store.useDb(test.app.store.name)),
      centres: { findStanding: async () => null },
      families: {
        findChild: async () => known.shift() ?? null,
        hasChild: async () => true,
        listChildren: async () => [],
      },
      notices: fakeNotices().notices,
      keys: familyKeys({ ring: test.config.keyRing, vault: folderVault(test.config.keysDir) }),
      clock: test.clock,
    });
    await log.note({
      ...{ familyId: parent.familyId, childId: child.id, on: '2026-05-02', kind: 'lecture' },
      ...{ sourceId: 'cl_removed1', title: '睡整觉', districtCode: 'test-1', isDemo: false },
    });
    const stored = await test.app.store.collection('guidanceYears').findOne({ familyId: parent.familyId });
    expect(JSON.stringify(stored)).not.toContain(child.id);
    expect(known).toEqual([]);
  });
});

describe('a family that needs none this year', () => {
  it('says so, once or twice, and can take it back', async () => {
    const { decline } = await family();
    for (const isDeclined of [true, true, false, false]) {
      const { status, body } = await decline(isDeclined);
      expect([status, body.years[0]?.isDeclined]).toEqual([200, isDeclined]);
    }
  });

  it('says it of the year that runs, by the clocks at home', async () => {
    const { decline } = await family();
    for (const year of [2025, 2027]) {
      const refused = await decline(true, year);
      expect(faultOf(refused)).toEqual([409, 'guidance_year_over']);
      expect(refused.problem.detail).toContain('2026');
    }
    // 2027 has begun in Shanghai, not yet in Greenwich.
    test.clock.set('2026-12-31T16:00:00Z');
    const { parent, child } = await parentWithChild(test.app);
    const body = (year: number) => ({ params: { childId: child.id }, body: { year, isDeclined: true } });
    expect((await parent.call('declineGuidance', body(2027))).status).toBe(200);
    expect((await parent.call('declineGuidance', body(2026))).status).toBe(409);
  });
});

describe('where a family lives', () => {
  it('is told by its district or not at all, and stays in the years to come', async () => {
    const districtCode = await addDistrict(test.app.store, 'home-1', '河东区');
    const { parent, get } = await family();
    const tell = (code: string | null) => parent.call('tellHomeDistrict', { body: { districtCode: code } });
    expect((await tell(districtCode)).body.homeDistrict).toEqual({ code: 'home-1', name: '河东区' });
    expect(faultOf(await tell('nowhere'))).toEqual([400, 'place_unknown']);
    expect((await get()).homeDistrict?.code).toBe('home-1');
    test.clock.set('2027-01-05T01:12:00Z');
    await parent.signIn();
    expect((await get()).homeDistrict?.code).toBe('home-1');
    expect((await tell(null)).body.homeDistrict).toBeNull();
  });
});

describe('the yearly reminder', () => {
  const remind = () => guidanceStack(test).remind();
  const reminders = async (parent: Awaited<ReturnType<typeof family>>['parent']) =>
    (await toldTo(parent)).filter(({ kind }) => kind === 'guidanceDue');

  it('comes once to a family whose year has none, and leads to the child', async () => {
    const { parent, child } = await family();
    await Promise.all([remind(), remind()]);
    await remind();
    test.clock.set('2026-12-20T02:00:00Z');
    await remind();
    await parent.signIn();
    const told = await reminders(parent);
    expect(told).toMatchObject([{ title: '今年还没有育儿指导', target: { kind: 'guidance', id: child.id } }]);
    expect(told[0]?.text).toContain('小满 2026 年');
  });

  it('comes again the year after', async () => {
    const { parent } = await family();
    await remind();
    test.clock.set('2027-11-02T02:00:00Z');
    await remind();
    await parent.signIn();
    const years = (await reminders(parent)).map(({ text }) => /20\d\d/.exec(text)?.[0]);
    expect(years).toEqual(['2027', '2026']);
  });

  it('does not come before the season, to who had one, who declined, who is too old or just born', async () => {
    test.clock.set('2026-10-31T15:55:00Z');
    const early = await family();
    const old = await family('2023-11-01');
    await remind();
    await early.note();
    test.clock.set('2026-10-31T16:00:00Z');
    const [had, declined, born] = [await family(), await family(), await family('2026-11-01')];
    await had.note();
    await declined.decline(true);
    await remind();
    for (const { parent } of [early, had, declined, old, born]) expect(await reminders(parent)).toEqual([]);
  });

  it('of a child that was removed meanwhile says nothing', async () => {
    const { parent, params } = await family();
    await parent.call('removeChild', { params });
    await remind();
    expect(await reminders(parent)).toEqual([]);
  });
});

describe('what a family takes along', () => {
  it('holds its contacts, what it declined, where it lives, and is gone with the child’s consent', async () => {
    await addDistrict(test.app.store, 'home-2', '河西区');
    const { parent, child, note, decline } = await family();
    await note();
    await decline(true);
    await parent.call('tellHomeDistrict', { body: { districtCode: 'home-2' } });
    const { guidance } = (await parent.call('exportMyData')).body;
    expect(guidance).toMatchObject({
      contacts: [{ childId: child.id, title: '听懂宝宝的哭声', kind: 'lecture' }],
      declined: [{ childId: child.id, year: 2026 }],
      homeDistrictCode: 'home-2',
    });
    await parent.call('withdrawConsent', { body: { purpose: 'childProfile' } });
    const after = (await parent.call('exportMyData')).body.guidance;
    expect([after.contacts, after.declined]).toEqual([[], []]);
  });
});
