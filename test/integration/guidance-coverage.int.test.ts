import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guidanceBasesModel } from '@nearcare/bff/features/guidance/coverage/bases.model';
import { importGuidanceBase } from '@nearcare/bff/ops/import-guidance-base/command';
import { beforeEach, describe, expect, it } from 'vitest';
import { officerAtNewDistrict } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addDistrict } from '../support/factories.js';
import { guidanceStack } from '../support/guidance-stack.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';
import { runOps } from '../support/processes.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const today = '2026-11-24';
const test = ownTestApp();
beforeEach(() => test.clock.set(now));

const store = () => test.app.store.useDb(test.app.store.name);
const header = 'districtCode,year,families,newborns,source,asOf';
const importBase = (...lines: string[]) => importGuidanceBase(store(), [header, ...lines].join('\n'), today);
const coverageOf = async (districtCode: string) =>
  (await new Parent(test.app).call('getGuidanceCoverage', { query: { districtCode } })).body;

let count = 0;
/** Families that say that they live in that district and had one contact on that day. */
async function reach(homes: string | null, families: number, given: object = {}, birthOn?: string) {
  const { log } = guidanceStack(test);
  for (let n = 0; n < families; n += 1) {
    count += 1;
    const { parent, child } = await parentWithChild(test.app, birthOn);
    if (homes !== null) await parent.call('tellHomeDistrict', { body: { districtCode: homes } });
    await log.note({
      ...{ familyId: parent.familyId, childId: child.id, on: '2026-05-02', kind: 'lecture' },
      ...{ sourceId: `cl_reach${count}`, title: '睡整觉', districtCode: 'elsewhere', isDemo: false },
      ...given,
    });
  }
}

describe('the figures that coverage is counted against', () => {
  it('are taken once, corrected by a later file, and leave other years alone', async () => {
    const code = await addDistrict(test.app.store, 'base-1', '河东区');
    const line = `${code},2026,400,120,区卫健局,2026-11-01`;
    expect(await importBase(line)).toMatchObject({ added: 1, changed: 0, unchanged: 0 });
    expect(await importBase(line)).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    const corrected = [line.replace('400', '410'), `${code},2025,380,110,区卫健局,2026-01-10`];
    expect(await importBase(...corrected)).toMatchObject({ added: 1, changed: 1, unchanged: 0 });
    const { years } = await coverageOf(code);
    expect(years.map(({ year, families }) => [year, families.total])).toEqual([
      [2026, 410],
      [2025, 380],
    ]);
  });

  it.each([
    ['a district that nobody knows', 'nowhere,2026,400,120,甲,2026-11-01', /nowhere is no district/],
    ['more newborns than families', 'base-2,2026,100,120,甲,2026-11-01', /newborns/],
    ['no families at all', 'base-2,2026,0,0,甲,2026-11-01', /families/],
    ['a count that is none', 'base-2,2026,-5,1,甲,2026-11-01', /families/],
    ['a fraction', 'base-2,2026,10.5,1,甲,2026-11-01', /families/],
    ['a year to come', 'base-2,2027,100,20,甲,2026-11-01', /year/],
    ['a day to come', 'base-2,2026,100,20,甲,2026-11-25', /asOf/],
    ['nobody who says so', 'base-2,2026,100,20,,2026-11-01', /source/],
    ['a cell too few', 'base-2,2026,100,20,甲', /as many cells/],
    ['a year twice', 'base-2,2025,90,20,甲,2026-11-01', /no line before/],
  ])('with %s are refused whole, and nothing of the file is taken', async (_, line, reason) => {
    await addDistrict(test.app.store, 'base-2', '河西区');
    await expect(importBase('base-2,2025,100,20,甲,2026-11-01', line)).rejects.toThrow(reason);
    expect((await coverageOf('base-2')).years).toEqual([]);
  });
});

describe('from the terminal', () => {
  it('files end with 1 where nothing is taken, with 0 where rows are rejected, with 2 for wrong arguments', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nearcare-guidance-'));
    const ops = async (...args: string[]) => {
      const { code, stdout } = await runOps({ DATA_DIR: folder, MONGODB_URI: '' }, args);
      return [code, stdout];
    };
    try {
      const [bases, experts] = [join(folder, 'bases.csv'), join(folder, 'experts.csv')];
      await writeFile(bases, `${header}\nnowhere,2025,400,120,甲,2026-01-01\n`);
      await writeFile(
        experts,
        'key,name,title,employerKind,employer,fields,languages,districtCode,introduction,status\n' +
          '1,甲医生,主任医师,hospital,妇幼保健院,sleep,普通话,nowhere,,active\n',
      );
      expect(await ops('import-guidance-base', bases)).toEqual([1, '']);
      expect(await ops('import-experts', experts)).toEqual([
        0,
        'experts 1: added 0, changed 0, unchanged 0, rejected 1\n' +
          '  line 2: needs the code of a district that is known here\n',
      ]);
      expect((await ops('import-experts', experts, '--mapping', 'x'))[0]).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('coverage', () => {
  it('counts families where they live, wherever the class was, and nobody who lives elsewhere or did not say', async () => {
    const { districtCode, officer } = await officerAtNewDistrict(test);
    await importBase(`${districtCode},2026,100,40,区卫健局,2026-11-01`);
    await addDistrict(test.app.store, 'neighbour', '邻区');
    await reach(districtCode, 2);
    await reach(districtCode, 1, {}, '2026-03-01');
    await reach('neighbour', 2, { districtCode });
    await reach(null, 1, { districtCode });
    const [year] = (await officer.call('deskGetGuidanceCoverage')).body.years;
    expect(year).toMatchObject({
      ...{ year: 2026, until: today, isOver: false, unplaced: 1, isDemo: false },
      families: { total: 100, reached: 3, percent: 3 },
      newborns: { total: 40, reached: 1, percent: 2 },
    });
    const shown = await coverageOf(districtCode);
    expect([shown.name, shown.goalNewbornsPercent]).toEqual(['河东区', 50]);
    expect(shown.years[0]).toMatchObject({
      until: '2026-10-31',
      families: { total: 100, atLeast: null, percentAtLeast: null },
      newborns: { total: 40, atLeast: null },
    });
  });

  it('is published for whole months, in steps of five', async () => {
    const { districtCode, officer } = await officerAtNewDistrict(test);
    await importBase(`${districtCode},2026,100,40,区卫健局,2026-11-01`);
    await reach(districtCode, 5, { on: '2026-10-31' });
    await reach(districtCode, 1, { on: '2026-11-01' });
    expect((await coverageOf(districtCode)).years[0]?.families).toEqual({
      ...{ total: 100, atLeast: 5, percentAtLeast: 5 },
    });
    const [year] = (await officer.call('deskGetGuidanceCoverage')).body.years;
    expect(year?.families.reached).toBe(6);
  });

  it('leaves the demo out of a real district', async () => {
    const { districtCode, officer } = await officerAtNewDistrict(test);
    await importBase(`${districtCode},2026,100,40,区卫健局,2026-11-01`);
    await reach(districtCode, 1, { isDemo: true });
    const [year] = (await officer.call('deskGetGuidanceCoverage')).body.years;
    expect(year?.families.reached).toBe(0);
  });

  it('of a year that is over stays as it was, whoever deletes an account later', async () => {
    const { districtCode, officer, reopen } = await officerAtNewDistrict(test);
    await importBase(`${districtCode},2026,100,40,区卫健局,2026-11-01`);
    const { parent, child } = await parentWithChild(test.app);
    await parent.call('tellHomeDistrict', { body: { districtCode } });
    const stack = guidanceStack(test);
    await stack.log.note({
      ...{ familyId: parent.familyId, childId: child.id, on: '2026-12-30', kind: 'homeVisit' },
      ...{ sourceId: 'hv_last1', title: '入户指导', districtCode, isDemo: false },
    });
    const reached = async () => {
      await officer.signIn();
      await reopen();
      const { years } = (await officer.call('deskGetGuidanceCoverage')).body;
      return years.find(({ year }) => year === 2026)?.families.reached;
    };
    test.clock.set('2027-01-31T15:00:00Z');
    await stack.coverage.finishYears();
    expect((await guidanceBasesModel(store()).listOfDistrict(districtCode))[0]?.final).toBeNull();
    test.clock.set('2027-01-31T16:00:00Z');
    await stack.coverage.finishYears();
    await stack.guided.eraseFamily(parent.familyId);
    expect(await reached()).toBe(1);
  });

  it('is of districts: one that nobody knows is not found, and levels above have none', async () => {
    const none = await new Parent(test.app).call('getGuidanceCoverage', {
      query: { districtCode: 'nowhere' },
    });
    expect(faultOf(none)).toEqual([404, 'not_found']);
    const empty = await addDistrict(test.app.store, 'empty-1', '空区');
    expect((await coverageOf(empty)).years).toEqual([]);
  });
});
