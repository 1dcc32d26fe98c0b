import { derivedId } from '@nearcare/bff/lib/ids';
import { beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint, matter } from '../support/complaint-stack.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const keep = () => complaintStack(test).keep();
const service = { category: 'service', what: '老师总是不回话' } as const;

describe('a complaint that nobody takes on', () => {
  it('says where nobody handles any, in the receipt, in the help and in what the clocks tell', async () => {
    const centre = await addCentre(test.app.store);
    const { filed, parent } = await filedComplaint(test, centre._id, { category: 'abuse' });
    expect(filed.isHandledHere).toBe(false);
    test.clock.advance({ minutes: 61 });
    await keep();
    const told = await toldTo(parent);
    expect(told).toHaveLength(2);
    for (const { text } of told) expect(text).toContain('请打 12345');
    const { centreId, districtCode } = await districtWithDesks(test);
    expect((await filedComplaint(test, centreId)).filed.isHandledHere).toBe(true);
    const help = async (query: object) =>
      (await new Parent(test.app).call('getHelp', { query: query as never })).body.isHandledHere;
    expect([await help({ districtCode }), await help({ districtCode: 'nobody' }), await help({})]).toEqual([
      ...[true, false, null],
    ]);
  });

  it('may be taken one level up by its author once it is late, and not before', async () => {
    const { centreId } = await districtWithDesks(test);
    const { parent, params } = await filedComplaint(test, centreId, { category: 'abuse' });
    const escalate = () => parent.call('escalateComplaint', { params, body: {} });
    expect(faultOf(await escalate())).toEqual([409, 'escalation_too_early']);
    test.clock.advance({ minutes: 61 });
    await parent.signIn();
    // Before the job has looked: what is late is late.
    const escalated = await escalate();
    expect(escalated.body).toMatchObject({ state: 'submitted', handler: { level: 1 }, may: ['added'] });
    expect(escalated.body.events.map(({ kind }) => kind)).toEqual([
      ...['filed', 'reminded', 'overdue', 'escalated'],
    ]);
  });

  it('that is urgent can’t be withdrawn, whoever presses for it', async () => {
    const { centreId } = await districtWithDesks(test);
    const { parent, params, filed } = await filedComplaint(test, centreId, { category: 'abuse' });
    expect(filed.may).toEqual(['added']);
    expect(faultOf(await parent.call('withdrawComplaint', { params, body: {} }))).toEqual([
      ...[409, 'urgent_not_withdrawn'],
    ]);
  });

  it('is late for good where the handler acts before the job has looked', async () => {
    const { centreId, act, reopen } = await districtWithDesks(test);
    const { parent, params, id } = await filedComplaint(test, centreId, { category: 'abuse' });
    test.clock.advance({ minutes: 61 });
    await reopen();
    await act(id, 'accepted');
    await parent.signIn();
    const { events } = (await parent.call('getComplaint', { params })).body;
    expect(events.map(({ kind }) => kind)).toEqual(['filed', 'reminded', 'overdue', 'accepted']);
  });
});

describe('what an author adds', () => {
  it('is new to the desk until an officer looks, of ended ones too, and refused a month after', async () => {
    const { centreId, officer, act, reopen } = await districtWithDesks(test);
    const { parent, params, id } = await filedComplaint(test, centreId);
    const listNew = async () =>
      (await officer.holder.call('deskListComplaints', { query: { group: 'newWords' } })).body.items.map(
        (item) => item.id,
      );
    await act(id, 'accepted');
    await act(id, 'replied', { text: '核实了' });
    await act(id, 'closed', { text: '办好了', result: 'solved' });
    expect(await listNew()).toEqual([]);
    await parent.call('addToComplaint', { params, body: { text: '钱没有到' } });
    expect(await listNew()).toEqual([id]);
    await officer.holder.call('deskGetComplaint', { params });
    expect(await listNew()).toEqual([]);
    test.clock.advance({ days: 31 });
    await reopen();
    await parent.signIn();
    expect(faultOf(await parent.call('addToComplaint', { params, body: { text: '还有' } }))).toEqual([
      ...[409, 'addition_too_late'],
    ]);
  });
});

describe('a complaint that follows another', () => {
  it('hears a lead that is with the centre, without what was said to the centre', async () => {
    const { centreId, act, staff } = await districtWithDesks(test);
    const lead = await filedComplaint(test, centreId, service);
    const other = await filedComplaint(test, centreId);
    await act(other.id, 'joined', { leadId: lead.id });
    const answer = (body: object) => staff.holder.call('deskAnswerComplaint', { params: lead.params, body });
    await answer({ move: 'accepted' });
    await answer({ move: 'replied', text: '已经换了老师' });
    await act(lead.id, 'assigned', { body: 'centre', text: '请再说明' });
    await act(lead.id, 'handedOver', { body: 'hotline', reference: 'A-1' });
    await keep();
    const { events } = await other.mine();
    expect(events.map(({ kind, by, text }) => [kind, by, text])).toEqual([
      ...[
        ['filed', 'author', null],
        ['joined', 'officer', null],
        ['accepted', 'centre', null],
      ],
      ...[
        ['replied', 'centre', '已经换了老师'],
        ['handedOver', 'officer', null],
      ],
    ]);
    expect(events.at(-1)?.reference).toBeNull();
    const kept = await complaintStack(test).complaints.find(lead.id);
    expect(JSON.stringify(kept)).not.toContain('A-1');
  });

  it('hears a lead that was reopened before', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const lead = await filedComplaint(test, centreId);
    await act(lead.id, 'accepted');
    await act(lead.id, 'replied', { text: '核实了' });
    await act(lead.id, 'closed', { text: '退了', result: 'solved' });
    await lead.parent.call('reopenComplaint', { params: lead.params, body: {} });
    const other = await filedComplaint(test, centreId);
    await act(other.id, 'joined', { leadId: lead.id });
    await act(lead.id, 'replied', { text: '这次退了' });
    await keep();
    await keep();
    expect((await other.mine()).events.map(({ kind }) => kind)).toEqual([
      ...['filed', 'joined', 'accepted', 'replied'],
    ]);
  });

  it('hears of its lead nothing that this one had heard of another before', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const [first, lead, other] = [
      await filedComplaint(test, centreId),
      await filedComplaint(test, centreId),
      await filedComplaint(test, centreId),
    ];
    await act(first.id, 'accepted');
    await act(first.id, 'replied', { text: '给第一家的话' });
    await act(lead.id, 'joined', { leadId: first.id });
    await keep();
    await first.parent.call('withdrawComplaint', { params: first.params, body: {} });
    await keep();
    await act(other.id, 'joined', { leadId: lead.id });
    await act(lead.id, 'replied', { text: '给大家的话' });
    await keep();
    expect((await other.mine()).events.map(({ kind, text }) => [kind, text])).toEqual([
      ...[
        ['filed', null],
        ['joined', null],
        ['accepted', null],
      ],
      ...[['replied', '给大家的话']],
    ]);
  });

  it('goes on by itself once its lead is withdrawn', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const lead = await filedComplaint(test, centreId);
    const other = await filedComplaint(test, centreId);
    await act(other.id, 'joined', { leadId: lead.id });
    await lead.parent.call('withdrawComplaint', { params: lead.params, body: {} });
    await keep();
    const seen = await other.mine();
    expect([seen.state, seen.events.at(-1)?.kind]).toEqual(['submitted', 'parted']);
    expect((await complaintStack(test).complaints.find(other.id))?.leadId).toBeNull();
  });
});

describe('what is about somebody at a desk', () => {
  it('tells the centre’s list nothing of its being there, and the officer how many it is kept from', async () => {
    const { centreId, staff, officer } = await districtWithDesks(test);
    const about = await filedComplaint(test, centreId, { ...service, what: '王老师骂孩子' });
    const other = await filedComplaint(test, centreId, service);
    const page = await staff.holder.call('deskListCentreComplaints', { query: { limit: 1 } });
    expect([page.body.items.map(({ id }) => id), page.body.nextCursor]).toEqual([[other.id], null]);
    const seen = await officer.holder.call('deskGetComplaint', { params: about.params });
    expect(seen.body.centreStaff).toEqual({ all: 1, leftOut: 1 });
  });

  it('is not there for the officer whom it names', async () => {
    const { centreId, districtCode, officer } = await districtWithDesks(test);
    const { id, params, filed } = await filedComplaint(test, centreId, { what: '李专员收了机构的礼' });
    expect(filed.isHandledHere).toBe(false);
    expect(faultOf(await officer.holder.call('deskGetComplaint', { params }))).toEqual([404, 'not_found']);
    expect((await officer.holder.call('deskListComplaints')).body.items).toEqual([]);
    const colleague = await deskHolder(test, officerOf(districtCode), '陈科长');
    expect((await colleague.holder.call('deskListComplaints')).body.items.map((one) => one.id)).toEqual([id]);
  });
});

describe('a centre', () => {
  it('reads no words that officers said to a hidden author, and has nothing of what ended', async () => {
    const { centreId, act, staff } = await districtWithDesks(test);
    const { id, params } = await filedComplaint(test, centreId, { ...service, identity: 'hidden' });
    await act(id, 'accepted', { text: '小满妈妈，收到了' });
    await act(id, 'noted', { text: '先打电话' });
    await act(id, 'assigned', { body: 'centre', text: '请核实' });
    const see = () => staff.holder.call('deskGetCentreComplaint', { params });
    expect((await see()).body.events.map(({ seq, kind, text }) => [seq, kind, text])).toEqual([
      ...[
        [0, 'accepted', null],
        [1, 'assigned', '请核实'],
      ],
    ]);
    await act(id, 'replied', { text: '核实了' });
    await act(id, 'closed', { text: '办好了', result: 'solved' });
    expect(faultOf(await see())).toEqual([404, 'not_found']);
  });
});

describe('what a family is told of a hidden complaint', () => {
  it('can’t be matched to it by whoever has the store alone: not by id, key or time', async () => {
    const { centreId, act } = await districtWithDesks(test);
    const { parent, id, filed } = await filedComplaint(test, centreId, { identity: 'hidden' });
    test.clock.advance({ minutes: 7 });
    await act(id, 'accepted');
    await act(id, 'replied', { text: '核实了' });
    await keep();
    const notices = await test.app.store
      .collection<{ _id: string; at: Date; toldAt: Date }>('notices')
      .find({ familyId: parent.familyId })
      .toArray();
    expect(notices).toHaveLength(2);
    const guesses = [1, 2].map((seq) => derivedId('n', parent.familyId, `complaints/${id}/${seq}`));
    for (const { _id, at, toldAt } of notices) {
      expect(guesses).not.toContain(_id);
      expect([at, toldAt].map((one) => one.getTime() % 3_600_000)).toEqual([0, 0]);
    }
    expect(JSON.stringify(notices)).not.toMatch(new RegExp(`${id}|${filed.number}`));
    // The family itself reads which it is.
    expect((await toldTo(parent))[0]?.target).toEqual({ kind: 'complaint', id });
  });
});

it('keeps a guardian who left out of the complaints of its family, and calls the one who stays', async () => {
  const { centreId, officer } = await districtWithDesks(test);
  const { parent, id, params } = await filedComplaint(test, centreId);
  const { guardians } = (await parent.call('exportMyData')).body;
  const guardianId = guardians[0]?.id ?? '';
  const { ofFamilies, authorOf } = complaintStack(test);
  await ofFamilies.forgetGuardian(parent.familyId, guardianId);
  expect(await authorOf(id)).toEqual({ familyId: parent.familyId, guardianId: null });
  const seen = await officer.holder.call('deskGetComplaint', { params });
  expect(seen.body.authorPhone).toBe(parent.phone);
});

it('counts looks by the days of the people who look', async () => {
  const { centreId, officer, reopen } = await districtWithDesks(test);
  const { id, params } = await filedComplaint(test, centreId);
  test.clock.set('2026-11-24T17:00:00Z');
  await reopen();
  await officer.holder.call('deskGetComplaint', { params });
  const look = await test.app.store.collection('complaintLooks').findOne({ complaintId: id });
  expect(look).toMatchObject({ on: '2026-11-25' });
});

it('is filed about a centre or a place, not about both', async () => {
  const { centreId, districtCode } = await districtWithDesks(test);
  const parent = await new Parent(test.app).signIn();
  const body = { ...matter, identity: 'named', centreId, place: { districtCode, address: '解放路' } };
  const filed = await parent.call('fileComplaint', { body });
  expect(filed.problem.errors).toEqual([expect.objectContaining({ path: '/place' })]);
});

it('numbers what an author sees without gaps, so that nothing tells how much the desk noted', async () => {
  const { centreId, act } = await districtWithDesks(test);
  const { id, mine } = await filedComplaint(test, centreId);
  await act(id, 'noted', { text: '先打电话' });
  await act(id, 'accepted');
  expect((await mine()).events.map(({ seq, kind }) => [seq, kind])).toEqual([
    [0, 'filed'],
    [1, 'accepted'],
  ]);
});
