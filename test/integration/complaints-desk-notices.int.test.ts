import { beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint, matter } from '../support/complaint-stack.js';
import { Crash, crashAt } from '../support/crashes.js';
import { deskHolder, officerAbove, officerOf, staffOf, terminal } from '../support/desk-holder.js';
import { secondGuardian } from '../support/full-family.js';
import type { Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const keep = () => complaintStack(test).keep();
const urgent = { category: 'injury', what: '额头缝了三针' } as const;
const service = { category: 'service', what: '老师总是不回话' } as const;
let codes = 3300;
const province = () => {
  codes += 1;
  return String(codes);
};
/** What somebody was told of complaints at a desk, the first first. */
const atDesk = async (by: Parent) =>
  (await toldTo(by)).filter(({ kind }) => kind === 'complaintAtDesk').reverse();
const textsOf = async (by: Parent) => (await atDesk(by)).map(({ text }) => text);

describe('who holds the desk of a complaint', () => {
  it('is told of a new urgent one: its number and deadline, and nothing of what it says or of whom', async () => {
    const { centreId, officer, staff } = await districtWithDesks(test);
    const other = await districtWithDesks(test);
    const { id, filed, parent } = await filedComplaint(test, centreId, { ...urgent, who: '王某某' });
    await filedComplaint(test, centreId);
    await keep();
    await keep();
    const [told, ...more] = await atDesk(officer.holder);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      ...{ title: '工作台：有一件紧急投诉', target: { kind: 'deskComplaint', id }, isRead: false },
      text: expect.stringMatching(/^\d{6}-\d{6}（紧急）：最迟 11月24日 周二 10:1\d，先看这件。$/),
    });
    expect(told?.text).toContain(filed.number);
    for (const secret of [urgent.what, '王某某', parent.phone, filed.place.name, filed.categoryLabel])
      expect(JSON.stringify(told)).not.toContain(secret);
    for (const by of [staff.holder, other.officer.holder, parent]) expect(await atDesk(by)).toEqual([]);
  });

  it('is told before a deadline and after it, each once, of an ordinary one as well', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const { filed } = await filedComplaint(test, centreId);
    test.clock.set('2026-11-27T08:00:00Z');
    await keep();
    expect(await textsOf(officer.holder)).toEqual([`${filed.number}：最迟 11月27日 周五，已经排在待办里。`]);
    test.clock.set('2026-11-28T01:00:00Z');
    await keep();
    await keep();
    expect(await textsOf(officer.holder)).toEqual([
      `${filed.number}：最迟 11月27日 周五，已经排在待办里。`,
      `${filed.number}：期限是 11月27日 周五，还没有办完。`,
    ]);
  });

  it('reads once of each after a time in which the service was away', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    await filedComplaint(test, centreId, urgent);
    test.clock.set('2026-12-20T01:00:00Z');
    await keep();
    expect((await atDesk(officer.holder)).map(({ title }) => title).sort()).toEqual([
      '工作台：一件投诉快到期了',
      '工作台：一件投诉超期了',
      '工作台：有一件紧急投诉',
    ]);
  });

  it('reads it once, whichever write of the job the process died at', async () => {
    for (const nth of [1, 2, 3]) {
      const { centreId, officer } = await districtWithDesks(test);
      await filedComplaint(test, centreId, urgent);
      const dying = complaintStack(test, crashAt(nth, 'after')).keep();
      await dying.catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      await keep();
      await keep();
      expect([nth, (await atDesk(officer.holder)).length]).toEqual([nth, 1]);
    }
  });

  it('is the centre’s while it is the centre’s to answer; once that is late, the district as well', async () => {
    const { centreId, officer, staff } = await districtWithDesks(test);
    const { id } = await filedComplaint(test, centreId, service);
    test.clock.set('2026-11-27T08:00:00Z');
    await keep();
    expect((await atDesk(staff.holder)).map(({ target }) => target)).toEqual([
      { kind: 'deskCentreComplaint', id },
    ]);
    expect(await atDesk(officer.holder)).toEqual([]);
    test.clock.set('2026-11-28T01:00:00Z');
    await keep();
    expect(await atDesk(staff.holder)).toHaveLength(2);
    expect((await atDesk(officer.holder)).map(({ title }) => title)).toEqual(['工作台：一件投诉超期了']);
  });

  it('is the level above too once it is late, and who had it is told that it was taken over', async () => {
    const code = province();
    const { centreId, officer } = await districtWithDesks(test, `${code}02`);
    const above = await deskHolder(test, officerAbove(code, 1), '赵专员');
    const { id, filed } = await filedComplaint(test, centreId, urgent);
    await keep();
    expect(await atDesk(above.holder)).toEqual([]);
    test.clock.set('2026-11-30T01:00:00Z');
    await keep();
    expect((await atDesk(above.holder)).map(({ title }) => title)).toEqual(['工作台：一件投诉超期了']);
    test.clock.set('2026-12-10T01:00:00Z');
    await keep();
    await above.open();
    const taken = await above.holder.call('deskActOnComplaint', {
      params: { complaintId: id },
      body: { move: 'takenOver' },
    });
    expect(taken.status).toBe(200);
    await keep();
    expect(await textsOf(officer.holder)).toContain(
      `${filed.number}（紧急）：一直超期，上一级接过去办了，这里不用再办。`,
    );
    expect((await atDesk(above.holder)).map(({ title }) => title)).not.toContain(
      '工作台：一件投诉由上一级接手了',
    );
  });

  it('hears nothing of what ended before it could be told', async () => {
    const { centreId, officer, act } = await districtWithDesks(test);
    const { id } = await filedComplaint(test, centreId, urgent);
    expect((await act(id, 'refused', { text: '不归这里管', body: 'police' })).status).toBe(200);
    await keep();
    expect(await atDesk(officer.holder)).toEqual([]);
  });
});

describe('nothing of a complaint is told', () => {
  it('to the officer of its author’s family, nor to the one whom it names', async () => {
    const { centreId, districtCode, officer } = await districtWithDesks(test);
    const named = await deskHolder(test, officerOf(districtCode), '孙大力');
    const body = { ...matter, ...urgent, identity: 'named', centreId };
    await officer.holder.call('fileComplaint', { body });
    await filedComplaint(test, centreId, { ...urgent, what: '孙大力收了园里的钱' });
    await keep();
    expect(await atDesk(named.holder)).toHaveLength(1);
    expect(await atDesk(officer.holder)).toHaveLength(1);
  });

  it('to the account of the centre that it is about', async () => {
    const { centreId, staff } = await districtWithDesks(test);
    const other = await deskHolder(test, staffOf(centreId), '钱园长');
    await filedComplaint(test, centreId, { ...service, what: '王老师总是不回话' });
    test.clock.set('2026-11-28T01:00:00Z');
    await keep();
    expect(await atDesk(staff.holder)).toEqual([]);
    expect((await atDesk(other.holder)).length).toBeGreaterThan(0);
  });

  it('to who has no desk any more', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    await filedComplaint(test, centreId, urgent);
    await terminal(test).end(officer.membershipId);
    await keep();
    expect(await atDesk(officer.holder)).toEqual([]);
  });

  it('to the other guardian of the officer’s family, in the app or in its export', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const invitation = (await officer.holder.call('inviteGuardian')).body;
    const spouse = await secondGuardian(test, invitation);
    await filedComplaint(test, centreId, urgent);
    await keep();
    expect(await atDesk(officer.holder)).toHaveLength(1);
    expect(await atDesk(spouse)).toEqual([]);
    const titles = (await spouse.call('exportMyData')).body.notices.map(({ title }) => title);
    expect(titles).not.toContain('工作台：有一件紧急投诉');
  });
});
