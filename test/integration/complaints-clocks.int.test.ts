import { beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import {
  complaintStack,
  districtWithDesks,
  filedComplaint,
  matter,
  trackingCode,
} from '../support/complaint-stack.js';
import { sendEvidence, tellingPhotograph } from '../support/evidence.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const keep = () => complaintStack(test).keep();

describe('a deadline', () => {
  it('nobody keeps is reminded of, then raised to the next level, and its author hears of both once', async () => {
    const { centreId, officer, reopen } = await districtWithDesks(test);
    const { parent, params } = await filedComplaint(test, centreId, { category: 'abuse' });
    test.clock.advance({ minutes: 41 });
    await keep();
    expect((await toldTo(parent)).map(({ title }) => title)).toEqual([]);
    test.clock.advance({ minutes: 1 });
    await Promise.all([keep(), keep()]);
    expect((await toldTo(parent)).map(({ title }) => title)).toEqual(['投诉快到期了']);
    test.clock.advance({ minutes: 18 });
    await Promise.all([keep(), keep()]);
    await keep();
    await parent.signIn();
    const seen = (await parent.call('getComplaint', { params })).body;
    expect(seen.events.map(({ kind, clock, by }) => [kind, clock, by])).toEqual([
      ...[
        ['filed', null, 'author'],
        ['reminded', 'accept', 'service'],
        ['overdue', 'accept', 'service'],
      ],
    ]);
    expect(seen).toMatchObject({
      // Nobody sits there yet: nothing says that it looks on.
      watchedBy: null,
      clocks: [{ name: 'accept', isOverdue: true }, {}, {}],
    });
    expect(await toldTo(parent)).toHaveLength(2);
    await reopen();
    const late = await officer.holder.call('deskListComplaints', { query: { isOverdue: 'true' } });
    expect(late.body.items.map(({ id }) => id)).toEqual([params.complaintId]);
  });

  it('that passed while the service was away is still said in full, once it is back', async () => {
    const { centreId } = await districtWithDesks(test);
    const { parent, params } = await filedComplaint(test, centreId);
    test.clock.set('2026-12-20T01:00:00Z');
    await keep();
    await parent.signIn();
    const { events } = (await parent.call('getComplaint', { params })).body;
    expect(events.slice(1).map(({ kind, clock }) => `${kind} ${clock}`)).toEqual([
      ...['reminded accept', 'overdue accept', 'reminded reply', 'overdue reply'],
      ...['reminded finish', 'overdue finish'],
    ]);
  });

  it('is nobody’s once it ended; an anonymous author reads of it by the code', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const code = trackingCode();
    const filed = await new Parent(test.app).call('fileAnonymousComplaint', {
      body: { ...matter, centreId, trackingCode: code },
    });
    await act(filed.body.id, 'accepted');
    await act(filed.body.id, 'replied', { text: '核实了' });
    await act(filed.body.id, 'closed', { text: '办好了', result: 'solved' });
    test.clock.set('2027-03-01T01:00:00Z');
    await keep();
    const body = { trackingCode: code };
    const seen = (await new Parent(test.app).call('trackComplaint', { body })).body;
    expect(seen.events.map(({ kind }) => kind)).toEqual(['filed', 'accepted', 'replied', 'closed']);
    expect(await test.app.store.collection('complaints').countDocuments({ isUntold: true })).toBe(0);
  });
});

describe('what is kept', () => {
  it('is erased years after its end, its key first, so that nobody can read what a backup still holds', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const { parent, id, params } = await filedComplaint(test, centreId);
    const open = await filedComplaint(test, centreId);
    await act(id, 'refused', { text: '不归我们管', body: 'market' });
    test.clock.set('2029-11-24T01:11:00Z');
    const { keep: keepNow, hasKey } = complaintStack(test);
    await keepNow();
    expect(await hasKey(id)).toBe(true);
    test.clock.set('2029-11-24T01:13:00Z');
    await keepNow();
    await keepNow();
    expect(await hasKey(id)).toBe(false);
    expect(await test.app.store.collection('complaints').countDocuments({ _id: id as never })).toBe(0);
    expect(await test.app.store.collection('complaintLooks').countDocuments({ complaintId: id })).toBe(0);
    await parent.signIn();
    expect((await parent.call('getComplaint', { params })).status).toBe(404);
    expect(await test.app.store.collection('complaints').countDocuments({ _id: open.id as never })).toBe(1);
  });
});

describe('the job that keeps complaints', () => {
  it('tells families though the storage fails, and erases all evidence but that of which it can’t', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const { parent, id } = await filedComplaint(test, centreId);
    const left: string[] = [];
    for (let count = 0; count < 2; count += 1)
      left.push((await sendEvidence(parent, await tellingPhotograph('x'))).body.id);
    const files = test.app.store.collection<{ _id: string }>('files');
    const ofComplaint = { holderId: id, owner: `complaints/${id}` };
    await files.updateMany({ _id: { $in: left } }, { $set: ofComplaint });
    await act(id, 'accepted');
    test.clock.advance({ days: 1, minutes: 1 });
    // The first piece that is to be erased can't be.
    let isFirst = true;
    const failing = complaintStack(test, async (write, name) => {
      if (name !== 'delete' || !isFirst) return write();
      isFirst = false;
      throw new Error('storage is down');
    });
    await expect(failing.keep()).rejects.toThrow('storage is down');
    await parent.signIn();
    expect((await toldTo(parent)).map(({ title }) => title)).toContain('投诉受理了');
    expect(await files.countDocuments({ _id: { $in: left } })).toBe(1);
    await complaintStack(test).keep();
    expect(await files.countDocuments({ _id: { $in: left } })).toBe(0);
  });

  it('spares what its author reopens right before its key goes, and lets nothing be added right after', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const { id, parent, params } = await filedComplaint(test, centreId);
    await act(id, 'refused', { text: '不归我们管', body: 'market' });
    test.clock.set('2029-11-24T01:13:00Z');
    const { complaints, hasKey } = complaintStack(test);
    // As it stands between the mark and the key: nothing may be added to what nobody could read.
    await complaints.change(id, (current) => ({ ...current, isErasing: true, eraseAt: null }));
    await parent.signIn();
    const added = await parent.call('addToComplaint', { params, body: { text: '还有' } });
    expect(faultOf(added)).toEqual([404, 'not_found']);
    // What else is due is said before: the next write is the one that would mark it.
    await complaintStack(test).keep();
    // Ended anew meanwhile: not over yet.
    await complaints.change(id, (current) => {
      const { isErasing, ...spared } = current;
      return isErasing ? { ...spared, eraseAt: test.clock.now() } : current;
    });
    const racing = complaintStack(test, async (write, name) => {
      if (name === 'change') await complaints.change(id, (current) => ({ ...current, eraseAt: null }));
      return write();
    });
    await racing.keep();
    expect(await hasKey(id)).toBe(true);
  });
});

describe('a family that goes', () => {
  it('takes its complaints along, and leaves them behind without a way back to it', async () => {
    const { centreId, officer, reopen } = await districtWithDesks(test);
    const { parent, id, params, filed } = await filedComplaint(test, centreId, { identity: 'hidden' });
    const exported = (await parent.call('exportMyData')).body.complaints;
    expect(exported).toMatchObject([{ number: filed.number, what: matter.what, identity: 'hidden' }]);
    await parent.call('deleteMyAccount', { body: { scope: 'family' } });
    await expect
      .poll(async () => {
        const stored = await test.app.store.collection('complaints').findOne({ _id: id as never });
        return [stored?.authorMark, stored?.sealedAuthor];
      })
      .toEqual([null, null]);
    await reopen();
    const seen = await officer.holder.call('deskGetComplaint', { params });
    expect([seen.status, seen.body.authorPhone, seen.body.what]).toEqual([200, null, matter.what]);
  });

  it('is not taken for empty while it has one', async () => {
    const { centreId } = await districtWithDesks(test);
    const { parent } = await filedComplaint(test, centreId);
    const host = await new Parent(test.app).signIn();
    const code = (await host.call('inviteGuardian')).body.code;
    const joined = await parent.call('acceptInvitation', { body: { code } });
    expect(joined.problem.code).toBe('family_not_empty');
  });
});
