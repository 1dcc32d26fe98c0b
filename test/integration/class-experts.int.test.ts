import { expertsModel } from '@nearcare/bff/features/experts/experts.model';
import { describe, expect, it } from 'vitest';
import { addExpert, officerAtNewDistrict } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { publish } from '../support/class-acts.js';
import { newClass, updatedClass } from '../support/class-stack.js';
import { deskHolder, officerAbove, staffOf } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';
import { faultOf } from '../support/parent.js';

const test = ownTestApp();
const pathOf = (answer: { problem: { errors?: { path: string }[] } }) => answer.problem.errors?.[0]?.path;

describe('an expert who is named by id in a class', () => {
  it('is one of the pool of its district, or of a level above, under the name that the pool has', async () => {
    const { districtCode, officer } = await officerAtNewDistrict(test);
    const centre = await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
    const { holder: staff } = await deskHolder(test, staffOf(centre._id));
    const own = await addExpert(test, districtCode);
    const above = await addExpert(test, districtCode.slice(0, 4), { name: '王芳' });
    const experts = [
      { id: own, name: '别的名字' },
      { id: above, name: '王芳', title: '院长' },
      { name: '李强' },
    ];
    for (const desk of [officer, staff])
      expect((await publish(desk, { experts })).experts).toEqual([
        { id: own, name: '周敏', title: '主任医师' },
        { id: above, name: '王芳', title: '主任医师' },
        { id: null, name: '李强', title: null },
      ]);
  });

  it('can be nobody who is unknown, has left, or is of another district', async () => {
    const { districtCode, officer } = await officerAtNewDistrict(test);
    const elsewhere = await officerAtNewDistrict(test);
    const other = await addExpert(test, elsewhere.districtCode);
    const left = await addExpert(test, districtCode, { isActive: false });
    const { id: classId, rev } = await publish(officer);
    for (const id of ['ex_none', other, left]) {
      const experts = [{ name: '李强' }, { id, name: '周敏' }];
      const published = await officer.call('deskPublishClass', { body: newClass({ experts }) });
      const body = { rev, ...updatedClass({ experts }), reason: '换人' };
      const updated = await officer.call('deskUpdateClass', { params: { classId }, body });
      for (const refused of [published, updated])
        expect([...faultOf(refused), pathOf(refused), refused.problem.facts]).toEqual([
          ...[409, 'expert_not_in_pool', '/experts/1/id', { n: 2 }],
        ]);
    }
  });

  it('stays in the class after leaving the pool', async () => {
    const { districtCode, officer } = await officerAtNewDistrict(test);
    const id = await addExpert(test, districtCode);
    const given = await publish(officer, { experts: [{ id, name: '周敏' }] });
    const pool = expertsModel(test.app.store.useDb(test.app.store.name));
    const known = await pool.findActive(id);
    if (known) await pool.put([{ ...known, isActive: false }]);
    const experts = [{ id, name: '周敏' }];
    const body = { rev: given.rev, ...updatedClass({ experts, about: '带水杯。' }) };
    const updated = await officer.call('deskUpdateClass', { params: { classId: given.id }, body });
    expect(updated.body).toMatchObject({ about: '带水杯。', experts: [{ id, title: '主任医师' }] });
  });
});

/** A district with its officer, and a centre there with its staff. */
async function districtWithCentre() {
  const { districtCode, officer } = await officerAtNewDistrict(test);
  const centre = await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
  const { holder: staff } = await deskHolder(test, staffOf(centre._id));
  return { districtCode, officer, staff };
}

describe('the pool of experts at the desk of a centre', () => {
  it('is that of its district and of the levels above, page by page, the same as its officer has', async () => {
    const { districtCode, officer, staff } = await districtWithCentre();
    const above = await addExpert(test, districtCode.slice(0, 4), { name: '王芳', districtName: '本市' });
    const own = await addExpert(test, districtCode);
    await addExpert(test, districtCode, { name: '离开的', isActive: false });
    await addExpert(test, (await officerAtNewDistrict(test)).districtCode, { name: '别区的' });
    await addExpert(test, `${districtCode}1`, { name: '下一级的' });
    const first = (await staff.call('deskListExperts', { query: { limit: 1 } })).body;
    const query = { limit: 1, cursor: first.nextCursor };
    const second = (await staff.call('deskListExperts', { query })).body;
    expect(first.district).toEqual({ code: districtCode, name: '河东区' });
    expect([...first.items, ...second.items].map(({ id, district }) => [id, district.name])).toEqual(
      [own, above].map((id) => [id, id === own ? '河东区' : '本市']),
    );
    expect(second.nextCursor).toBeNull();
    const { items } = (await officer.call('deskListExperts')).body;
    expect(items).toEqual([...first.items, ...second.items]);
    const faulty = await staff.call('deskListExperts', { query: { cursor: 'abc' } });
    expect(faultOf(faulty)).toEqual([400, 'input_invalid']);
  });

  it('says nothing of them that is not public', async () => {
    const { districtCode, staff } = await districtWithCentre();
    await addExpert(test, districtCode, { introduction: '三十年儿科' });
    const { items } = (await staff.call('deskListExperts')).body;
    const seen = (await staff.call('listExperts', { query: { districtCode }, token: null })).body.items;
    expect(items).toHaveLength(1);
    expect(items).toEqual(seen);
    expect(faultOf(await staff.call('deskListExpertQuestions'))).toEqual([404, 'not_found']);
  });

  it('is not there for a level that gives no classes', async () => {
    const { holder } = await deskHolder(
      test,
      officerAbove((await officerAtNewDistrict(test)).districtCode, 1),
    );
    expect(faultOf(await holder.call('deskListExperts'))).toEqual([404, 'not_found']);
  });

  it('is what its classes are checked against: who left since it was read is refused, and the class shows who stayed', async () => {
    const { districtCode, staff } = await districtWithCentre();
    const [zhou, wang] = [
      await addExpert(test, districtCode),
      await addExpert(test, districtCode, { name: '王芳' }),
    ];
    const read = (await staff.call('deskListExperts')).body.items;
    const pool = expertsModel(test.app.store.useDb(test.app.store.name));
    const known = await pool.findActive(wang);
    if (known) await pool.put([{ ...known, isActive: false }]);
    const experts = read.map(({ id, name }) => ({ id, name }));
    const body = newClass({ experts });
    const refused = await staff.call('deskPublishClass', { body, key: 'centre-names-experts' });
    expect(faultOf(refused)).toEqual([409, 'expert_not_in_pool']);
    expect(refused.problem.detail).toContain(`第 ${read.findIndex(({ id }) => id === wang) + 1} 位`);
    const { id: classId } = await publish(staff, { experts: experts.filter(({ id }) => id === zhou) });
    const shown = (await staff.call('getClass', { params: { classId }, token: null })).body;
    expect(shown.experts).toEqual([{ id: zhou, name: '周敏', title: '主任医师' }]);
    expect((await staff.call('getExpert', { params: { expertId: zhou }, token: null })).status).toBe(200);
  });
});
