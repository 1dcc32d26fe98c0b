import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint } from '../support/complaint-stack.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import type { Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

/** Looked after by the centre first. */
const service = { category: 'service', what: '老师说话很凶' };
const inbox = async (by: Parent) => (await by.call('deskListInbox')).body.items;
const ids = async (by: Parent) => (await inbox(by)).map(({ id }) => id);

describe('the inbox of a desk', () => {
  it('has what nobody accepted yet, with its deadline and without a name, until that is done', async () => {
    const { centreId, officer, staff, act } = await districtWithDesks(test);
    const { id, filed, parent } = await filedComplaint(test, centreId, { category: 'injury', who: '王老师' });
    const items = await inbox(officer.holder);
    expect(items).toEqual([
      {
        ...{ kind: 'complaint', id, title: '投诉 受伤、事故', isUrgent: true, isOverdue: false },
        ...{ askedAt: filed.filedAt, answerBy: filed.clocks[0]?.dueAt },
      },
    ]);
    expect(JSON.stringify(items)).not.toContain(parent.phone);
    expect(await test.app.store.collection('complaintLooks').countDocuments({ complaintId: id })).toBe(0);
    expect(await ids(staff.holder)).toEqual([]);
    expect(await ids((await districtWithDesks(test)).officer.holder)).toEqual([]);
    await act(id, 'accepted');
    await act(id, 'closed', { text: '办好了', result: 'solved' });
    expect(await ids(officer.holder)).toEqual([id]);
    await act(id, 'replied', { text: '已经送医' });
    await act(id, 'closed', { text: '办好了', result: 'solved' });
    expect(await ids(officer.holder)).toEqual([]);
  });

  it('has what was accepted again a day before its next deadline', async () => {
    const { centreId, officer, act, reopen } = await districtWithDesks(test);
    const { id, filed } = await filedComplaint(test, centreId);
    await act(id, 'accepted');
    expect(await ids(officer.holder)).toEqual([]);
    const replyBy = Date.parse(filed.clocks.find(({ name }) => name === 'reply')?.dueAt ?? '');
    test.clock.set(new Date(replyBy - 86_400_000 - 600_000).toISOString());
    await reopen();
    expect(await ids(officer.holder)).toEqual([]);
    test.clock.set(new Date(replyBy - 86_400_000 + 600_000).toISOString());
    await reopen();
    expect(await ids(officer.holder)).toEqual([id]);
  });

  it('has what is with the centre at the centre, and at the district once the centre is late', async () => {
    const { centreId, officer, staff, reopen } = await districtWithDesks(test);
    const { id, filed } = await filedComplaint(test, centreId, service);
    expect([await ids(staff.holder), await ids(officer.holder)]).toEqual([[id], []]);
    test.clock.set(filed.clocks[0]?.dueAt ?? '');
    await reopen();
    expect(await ids(staff.holder)).toEqual([id]);
    expect(await inbox(officer.holder)).toMatchObject([{ id, isOverdue: true }]);
  });

  it('has nothing for the very account that is complained of', async () => {
    const { centreId, staff } = await districtWithDesks(test);
    await filedComplaint(test, centreId, { ...service, who: '王老师' });
    const other = await filedComplaint(test, centreId, service);
    expect(await ids(staff.holder)).toEqual([other.id]);
  });

  it('has what its handler was reminded of from then on, days before its deadline', async () => {
    const { centreId, officer, act, reopen } = await districtWithDesks(test);
    const { id } = await filedComplaint(test, centreId);
    await act(id, 'accepted');
    await act(id, 'replied', { text: '机构周五答复' });
    // 70 % of the fifteen working days, which end on 15 December.
    for (const [at, expected] of [
      ['2026-12-09T00:00:00Z', []],
      ['2026-12-10T00:00:00Z', [id]],
    ] as const) {
      test.clock.set(at);
      await complaintStack(test).keep();
      await reopen();
      expect(await ids(officer.holder)).toEqual(expected);
    }
    await act(id, 'extended', { until: '2026-12-31', text: '等检测结果' });
    expect(await ids(officer.holder)).toEqual([]);
  });

  it('has what its author wrote to a centre’s complaint, which the centre does not read, until it was read', async () => {
    const { centreId, officer, staff } = await districtWithDesks(test);
    const { id, parent, params } = await filedComplaint(test, centreId, service);
    await staff.holder.call('deskAnswerComplaint', { params, body: { move: 'accepted' } });
    await parent.call('addToComplaint', { params, body: { text: '老师让孩子不要说' } });
    expect([await ids(staff.holder), await ids(officer.holder)]).toEqual([[], [id]]);
    await officer.holder.call('deskGetComplaint', { params });
    expect(await ids(officer.holder)).toEqual([]);
  });

  it('keeps what an author wrote for its handler, whoever else of the desks has read it', async () => {
    const { centreId, districtCode, officer, act } = await districtWithDesks(test);
    const place = { ...officerOf(districtCode, '市卫生健康委员会'), level: 1 };
    const above = await deskHolder(test, place, '周专员');
    const { id, parent, params } = await filedComplaint(test, centreId);
    await act(id, 'refused', { text: '不归我们管', body: 'market' });
    await parent.call('escalateComplaint', { params, body: { text: '还是没人管' } });
    const isNew = async (by: Parent) =>
      (await by.call('deskListComplaints', { query: { group: 'newWords' } })).body.items.length === 1;
    await officer.holder.call('deskGetComplaint', { params });
    expect(await isNew(above.holder)).toBe(true);
    await above.holder.call('deskGetComplaint', { params });
    expect(await isNew(above.holder)).toBe(false);
  });

  it('has nothing for the officer whom it names', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    await filedComplaint(test, centreId, { what: '李专员收了礼' });
    const other = await filedComplaint(test, centreId);
    expect(await ids(officer.holder)).toEqual([other.id]);
  });

  it('has the earliest deadline first', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const ordinary = await filedComplaint(test, centreId);
    const urgent = await filedComplaint(test, centreId, { category: 'abuse' });
    expect(await ids(officer.holder)).toEqual([urgent.id, ordinary.id]);
  });
});
