import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { fullFamily, secondGuardian } from '../support/full-family.js';
import { Parent } from '../support/parent.js';

const thursday = '2026-11-26';
const test = ownTestApp();

describe('taking one’s data away', () => {
  it('gives everything kept about the family in one file, and of the other guardian only what both see', async () => {
    const { parent, child, guardianId, invitation, booked, centreId } = await fullFamily(test);
    const second = await secondGuardian(test, invitation);
    const { status, body, headers } = await parent.call('exportMyData');
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe('attachment; filename="nearcare-2026-11-24.json"');
    expect(headers['cache-control']).toBe('no-store');
    const { guardians, ...rest } = body;
    expect(guardians).toHaveLength(2);
    expect(guardians.find(({ isMe }) => isMe)).toMatchObject({ id: guardianId, phone: parent.phone });
    const theirs = { phone: null, phoneTail: second.phone.slice(-4) };
    expect(guardians.find(({ isMe }) => !isMe)).toMatchObject(theirs);
    expect(rest).toMatchObject({
      familyId: parent.familyId,
      children: [{ id: child.id, nickname: '小满', birthOn: '2025-04-08' }],
      pickups: [{ name: '外婆', phone: '13900001111' }],
      feeReductions: [{ kind: 'multipleChildren', note: '家里三个孩子', state: 'requested' }],
      devices: [{ client: 'weapp' }],
      bookings: [{ id: booked.id, childId: child.id, date: thursday, status: 'confirmed', totalFen: 9900 }],
      savedCentres: [{ centreId, centreName: '测试托育中心', savedAt: '2026-11-24T01:12:00.000Z' }],
      notices: [{ title: '家里多了一位家长', isRead: false }],
    });
    expect(rest.consents.map(({ purpose, decision }) => [purpose, decision])).toEqual([
      ['childProfile', 'given'],
      ['feeReduction', 'given'],
      ['pickups', 'given'],
    ]);
  });

  it('holds nothing of another family, and nothing at all for a stranger', async () => {
    const { ids } = await fullFamily(test);
    const { body } = await (await new Parent(test.app).signIn()).call('exportMyData');
    for (const id of ids) expect(JSON.stringify(body)).not.toContain(id);
    expect(body).toMatchObject({
      children: [],
      pickups: [],
      feeReductions: [],
      consents: [],
      bookings: [],
      savedCentres: [],
      notices: [],
    });
    for (const id of ['exportMyData', 'previewDeletion'] as const)
      expect((await new Parent(test.app).call(id)).problem.code).toBe('sign_in_required');
  });
});
