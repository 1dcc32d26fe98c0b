import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { districtWithDesks, filedComplaint } from '../support/complaint-stack.js';
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

  it('has the earliest deadline first', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const ordinary = await filedComplaint(test, centreId);
    const urgent = await filedComplaint(test, centreId, { category: 'abuse' });
    expect(await ids(officer.holder)).toEqual([urgent.id, ordinary.id]);
  });
});
