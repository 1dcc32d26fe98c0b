import { importGuidanceBase } from '@nearcare/bff/ops/import-guidance-base/command';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { deskHolder, officerAbove, officerOf } from '../support/desk-holder.js';
import { addDistrict } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();
const today = '2026-11-24';

/** A document as guidance keeps it, of a family that lives there and had one contact in May. */
async function reach(districtCode: string, families: number) {
  const contact = { childId: 'ch_1', sourceId: 'cl_1', on: '2026-05-02', kind: 'lecture', isDemo: false };
  const rows = Array.from({ length: families }, (_, n) => ({
    ...{ _id: `${districtCode}/${n}`, familyId: `f_${districtCode}_${n}`, year: 2026, rev: 1 },
    ...{ districtCode, declined: [], isUnfinished: false },
    contacts: [{ ...contact, isUnderThree: true, isNewborn: false, districtCode, sealedTitle: '' }],
  }));
  await test.app.store.collection<{ _id: string }>('guidanceYears').insertMany(rows);
}

describe('coverage for a level above districts', () => {
  it('adds up what everybody may read of each district below, and no more', async () => {
    const [east, west, north] = ['cb0101', 'cb0102', 'cb0103'];
    for (const [code, name] of [
      [east, '东区'],
      [west, '西区'],
      [north, '北区'],
    ] as const)
      await addDistrict(test.app.store, code, name);
    await addDistrict(test.app.store, 'cb02', '别的市');
    const header = 'districtCode,year,families,newborns,source,asOf';
    const lines = [`${east},2026,40,10,区卫健局,2026-11-01`, `${west},2026,60,20,区卫健局,2026-11-01`];
    await importGuidanceBase(test.app.store.useDb(test.app.store.name), [header, ...lines].join('\n'), today);
    await reach(east, 13);
    await reach(west, 4);
    const { holder: city } = await deskHolder(test, officerAbove('cb01', 1), '王专员');
    const { years } = (await city.call('deskListCoverageBelow')).body;
    // Four are hidden, and thirteen read as ten: so the sum is of ten.
    expect(years).toMatchObject([
      {
        ...{ year: 2026, isDemo: false, withoutFigures: ['北区'] },
        families: { total: 100, atLeast: 10, percentAtLeast: 10 },
        newborns: { total: 30, atLeast: null, percentAtLeast: null },
        districts: [
          { districtCode: east, name: '东区', families: { total: 40, atLeast: 10 } },
          { districtCode: west, name: '西区', families: { total: 60, atLeast: null } },
        ],
      },
    ]);
    const publicOf = async (districtCode: string) =>
      (await new Parent(test.app).call('getGuidanceCoverage', { query: { districtCode } })).body.years[0];
    for (const { districtCode, families } of years[0]?.districts ?? [])
      expect((await publicOf(districtCode))?.families).toEqual(families);
  });

  it('is none for the desk of a district, nor where nothing is below', async () => {
    const code = await addDistrict(test.app.store, 'cc0101');
    const { holder: district } = await deskHolder(test, officerOf(code));
    const { holder: nowhere } = await deskHolder(test, officerAbove('zz', 1));
    for (const desk of [district, nowhere])
      expect(faultOf(await desk.call('deskListCoverageBelow'))).toEqual([404, 'not_found']);
  });
});
