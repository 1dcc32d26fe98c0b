import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { districtWithDesks, filedComplaint, matter, trackingCode } from '../support/complaint-stack.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const service = { category: 'service', what: '老师总是不回话' } as const;
const looksOf = (by: Parent, id: string, more: object = {}) =>
  by.call('listComplaintLooks', { params: { complaintId: id }, ...more });

describe('who at a desk read a complaint', () => {
  it('is told to its author: which authority or centre, on which day and how often, the last look first', async () => {
    const { centreId, act, staff, officer } = await districtWithDesks(test);
    const { id, parent, params } = await filedComplaint(test, centreId, service);
    expect((await looksOf(parent, id)).body).toEqual({ items: [], nextCursor: null });
    await staff.holder.call('deskGetCentreComplaint', { params });
    test.clock.set('2026-11-24T02:00:00Z');
    await officer.holder.call('deskGetComplaint', { params });
    test.clock.set('2026-11-24T02:05:00Z');
    await act(id, 'noted', { text: '先打电话' });
    const { body } = await looksOf(parent, id);
    expect(body.items).toMatchObject([
      {
        ...{ byRole: 'officer', placeName: '河东区', on: '2026-11-24', times: 2 },
        ...{ firstAt: '2026-11-24T02:00:00.000Z', lastAt: '2026-11-24T02:05:00.000Z' },
      },
      { byRole: 'staff', on: '2026-11-24', times: 1 },
    ]);
  });

  it('names nobody who looked, and says nothing of what was done', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const { id, parent } = await filedComplaint(test, centreId);
    await act(id, 'noted', { text: '先打电话' });
    const shown = JSON.stringify((await looksOf(parent, id)).body);
    expect(shown).not.toContain('李专员');
    expect(shown).not.toContain('先打电话');
    const [look] = (await looksOf(parent, id)).body.items;
    expect(Object.keys(look ?? {}).sort()).toEqual([
      ...['byRole', 'firstAt', 'id', 'lastAt', 'on', 'placeName', 'times'],
    ]);
  });

  it('comes by the page, each line once', async () => {
    const { centreId, officer, reopen } = await districtWithDesks(test);
    const { id, parent, params } = await filedComplaint(test, centreId);
    for (const day of ['24', '25', '26']) {
      test.clock.set(`2026-11-${day}T01:12:00Z`);
      await reopen();
      await officer.holder.call('deskGetComplaint', { params });
    }
    const days: string[] = [];
    for (let cursor: string | null = null, page = 0; page < 3; page += 1) {
      const query = { limit: 1, ...(cursor === null ? {} : { cursor }) };
      const { body } = await looksOf(parent, id, { query });
      days.push(...body.items.map(({ on }) => on));
      cursor = body.nextCursor;
      expect(cursor === null).toBe(page === 2);
    }
    expect(days).toEqual(['2026-11-26', '2026-11-25', '2026-11-24']);
    const broken = await looksOf(parent, id, { query: { cursor: 'bm9uZQ' } });
    expect(faultOf(broken)).toEqual([400, 'input_invalid']);
  });

  it('is told to an anonymous author by its code, and by nothing else', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const [code, another] = [trackingCode(), trackingCode()];
    const filed = await parent.call('fileAnonymousComplaint', {
      body: { ...matter, centreId, trackingCode: code },
    });
    const { id } = filed.body;
    await parent.call('fileAnonymousComplaint', { body: { ...matter, centreId, trackingCode: another } });
    await officer.holder.call('deskGetComplaint', { params: { complaintId: id } });
    const nobody = new Parent(test.app);
    expect((await looksOf(nobody, id, { trackingCode: code })).body.items).toMatchObject([
      { byRole: 'officer', times: 1 },
    ]);
    for (const wrong of [another, 'ZZZZ-9QXP-0000-0001'])
      expect(faultOf(await looksOf(nobody, id, { trackingCode: wrong }))).toEqual([404, 'not_found']);
    expect(faultOf(await looksOf(parent, id))).toEqual([404, 'not_found']);
    expect(faultOf(await looksOf(nobody, id))).toEqual([401, 'sign_in_required']);
  });

  it('is nothing that another family, or the desk that looked, may ask for', async () => {
    const { centreId, officer, staff } = await districtWithDesks(test);
    const { id, params } = await filedComplaint(test, centreId);
    await officer.holder.call('deskGetComplaint', { params });
    const other = await new Parent(test.app).signIn();
    for (const by of [other, officer.holder, staff.holder])
      expect(faultOf(await looksOf(by, id))).toEqual([404, 'not_found']);
  });

  it('is taken along with the data of its family, and of no other', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const { parent, params } = await filedComplaint(test, centreId);
    const other = await filedComplaint(test, centreId);
    await officer.holder.call('deskGetComplaint', { params });
    const exported = async (by: Parent) => (await by.call('exportMyData')).body.complaints;
    expect(await exported(parent)).toMatchObject([
      { looks: [{ byRole: 'officer', placeName: '河东区', times: 1 }] },
    ]);
    expect(await exported(other.parent)).toMatchObject([{ looks: [] }]);
  });
});
