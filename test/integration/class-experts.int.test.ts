import { expertsModel } from '@nearcare/bff/features/experts/experts.model';
import { describe, expect, it } from 'vitest';
import { addExpert, officerAtNewDistrict } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { publish } from '../support/class-acts.js';
import { newClass, updatedClass } from '../support/class-stack.js';
import { deskHolder, staffOf } from '../support/desk-holder.js';
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
        expect([...faultOf(refused), pathOf(refused)]).toEqual([400, 'input_invalid', '/experts/1/id']);
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
