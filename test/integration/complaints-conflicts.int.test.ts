import { beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint, matter } from '../support/complaint-stack.js';
import { deskHolder, officerOf, staffOf } from '../support/desk-holder.js';
import { sendEvidence, tellingPhotograph } from '../support/evidence.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

const service = { category: 'service', what: '老师总是不回话' } as const;
const looksAt = (complaintId: string) =>
  test.app.store.collection('complaintLooks').countDocuments({ complaintId });

/** Two officers of a district, the second of whom is about nothing that is filed here. */
async function twoOfficers() {
  const desks = await districtWithDesks(test);
  const colleague = await deskHolder(test, officerOf(desks.districtCode, '河东区'), '陈科长');
  const actAs = (id: string, move: string, more: object = {}) =>
    desks.act(id, move, more, undefined, colleague.holder);
  return { ...desks, colleague, actAs };
}

/** One complaint that leads, and another that was joined to it by the colleague. */
async function ledByAnother(more: object = {}) {
  const desks = await twoOfficers();
  const lead = await filedComplaint(test, desks.centreId);
  const other = await filedComplaint(test, desks.centreId, more);
  await desks.actAs(lead.id, 'accepted');
  expect((await desks.actAs(other.id, 'joined', { leadId: lead.id })).status).toBe(200);
  return { ...desks, lead, other };
}

describe('an officer whom the author names while the page is open', () => {
  it('gets neither the sheet for a body outside nor a link to evidence any more, and no look is counted', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const fileId = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    const body = { ...matter, identity: 'hidden', centreId, evidence: [fileId] };
    const complaintId = (await parent.call('fileComplaint', { body })).body.id;
    const sheet = () =>
      officer.holder.call('deskGetHandOver', { params: { complaintId }, query: { body: 'police' } });
    const link = () => officer.holder.call('deskGetEvidenceLink', { params: { complaintId, fileId } });
    expect([(await sheet()).status, (await link()).status]).toEqual([200, 200]);
    const text = '李专员收了礼';
    await parent.call('addToComplaint', { params: { complaintId }, body: { text } });
    expect([faultOf(await sheet()), faultOf(await link())]).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ]);
    expect(await looksAt(complaintId)).toBe(1);
    const number = (await parent.call('getComplaint', { params: { complaintId } })).body.number;
    const found = await officer.holder.call('deskListComplaints', { query: { number } });
    expect(found.body.items).toEqual([]);
    expect((await officer.holder.call('deskListInbox')).body.items).toEqual([]);
  });
});

describe('an officer of the author’s own family', () => {
  it('gets neither sheet nor evidence, and has it at no hand', async () => {
    const { centreId, officer } = await districtWithDesks(test);
    const fileId = (await sendEvidence(officer.holder, await tellingPhotograph('x'))).body.id;
    const body = { ...matter, identity: 'named', centreId, evidence: [fileId] };
    const complaintId = (await officer.holder.call('fileComplaint', { body })).body.id;
    const query = { body: 'police' };
    const sheet = await officer.holder.call('deskGetHandOver', { params: { complaintId }, query });
    const link = await officer.holder.call('deskGetEvidenceLink', { params: { complaintId, fileId } });
    expect([faultOf(sheet), faultOf(link)]).toEqual([
      [403, 'own_family'],
      [403, 'own_family'],
    ]);
    expect((await officer.holder.call('deskListInbox')).body.items).toEqual([]);
  });

  it('decides nothing about one that the own family’s was joined to, but may note', async () => {
    const { centreId, officer, act, actAs } = await twoOfficers();
    const lead = await filedComplaint(test, centreId);
    const body = { ...matter, identity: 'named', centreId };
    const own = (await officer.holder.call('fileComplaint', { body })).body.id;
    await actAs(own, 'joined', { leadId: lead.id });
    const seen = await officer.holder.call('deskGetComplaint', { params: lead.params });
    expect(seen.body.may).toEqual(['noted']);
    expect(faultOf(await act(lead.id, 'accepted'))).toEqual([403, 'own_family']);
    expect((await act(lead.id, 'noted', { text: '是我家的事' })).status).toBe(200);
    // Nor is anything joined to that.
    const third = await filedComplaint(test, centreId);
    const alone = await officer.holder.call('fileComplaint', { body });
    expect(faultOf(await act(third.id, 'joined', { leadId: alone.body.id }))).toEqual([403, 'own_family']);
  });
});

describe('an officer whom one complaint names', () => {
  it('decides nothing about another that it was joined to, and joins nothing to it', async () => {
    const { lead, other, act, actAs, centreId } = await ledByAnother({ what: '李专员收了机构的礼' });
    expect(faultOf(await act(lead.id, 'replied', { text: '查过了，没有问题' }))).toEqual([
      ...[409, 'complaint_move_refused'],
    ]);
    expect((await actAs(lead.id, 'replied', { text: '纪检在查' })).status).toBe(200);
    await complaintStack(test).keep();
    expect((await other.mine()).events.at(-1)?.text).toBe('纪检在查');
    const about = await filedComplaint(test, centreId, { what: '李专员包庇' });
    const third = await filedComplaint(test, centreId);
    expect(faultOf(await act(third.id, 'joined', { leadId: about.id }))).toEqual([404, 'not_found']);
  });
});

describe('joining', () => {
  it('is to one that is open and of the same centre, never between places without one', async () => {
    const { centreId, districtCode, act } = await districtWithDesks(test);
    const ended = await filedComplaint(test, centreId);
    await ended.parent.call('withdrawComplaint', { params: ended.params, body: {} });
    const open = await filedComplaint(test, centreId);
    const placed = { centreId: undefined, place: { districtCode, address: '解放路 3 号' } };
    const [here, there] = [
      await filedComplaint(test, centreId, placed),
      await filedComplaint(test, centreId, placed),
    ];
    for (const [id, leadId] of [
      [open.id, ended.id],
      [here.id, there.id],
    ] as const)
      expect(faultOf(await act(id, 'joined', { leadId }))).toEqual([409, 'complaint_move_refused']);
  });
});

describe('assigning', () => {
  it('is to who has a desk here, at which somebody would see it', async () => {
    const { centreId, act, officer } = await districtWithDesks(test);
    const { id, params } = await filedComplaint(test, centreId);
    await act(id, 'accepted');
    for (const body of ['police', 'market', 'fire', 'cyberspace', 'organiser', 'hotline'])
      expect(faultOf(await act(id, 'assigned', { body }))).toEqual([409, 'body_without_desk']);
    const assignable = async () =>
      (await officer.holder.call('deskGetComplaint', { params })).body.assignable.map(({ code }) => code);
    expect(await assignable()).toEqual(['health', 'centre']);
    // The only account of that centre is the one it is about.
    await act(id, 'noted', { text: '说的是王老师', reported: '王老师' });
    expect(await assignable()).toEqual(['health']);
    expect(faultOf(await act(id, 'assigned', { body: 'centre' }))).toEqual([409, 'body_without_desk']);
    await deskHolder(test, staffOf(centreId), '赵园长');
    expect((await act(id, 'assigned', { body: 'centre' })).status).toBe(200);
  });

  it('to the centre names the field where no centre is known', async () => {
    const { centreId, districtCode, act } = await districtWithDesks(test);
    const place = { districtCode, address: '解放路 3 号' };
    const { id } = await filedComplaint(test, centreId, { centreId: undefined, place });
    await act(id, 'accepted');
    const refused = await act(id, 'assigned', { body: 'centre' });
    expect(refused.problem.errors).toEqual([expect.objectContaining({ path: '/body' })]);
  });

  it('to another leaves the centre without what was written to that other', async () => {
    const { centreId, act, staff } = await districtWithDesks(test);
    const { id, params } = await filedComplaint(test, centreId);
    await act(id, 'accepted');
    await act(id, 'assigned', { body: 'health', text: '家长说园长是局长亲戚' });
    await act(id, 'assigned', { body: 'centre', text: '请说明退费情况' });
    const seen = await staff.holder.call('deskGetCentreComplaint', { params });
    expect(seen.body.events.map(({ kind, text }) => [kind, text])).toEqual([
      ...[
        ['accepted', null],
        ['assigned', null],
        ['assigned', '请说明退费情况'],
      ],
    ]);
  });
});

describe('what a parent says of a centre’s service', () => {
  it('goes to the department where nobody at the centre’s desk would see it', async () => {
    const empty = await addCentre(test.app.store);
    expect((await filedComplaint(test, empty._id, service)).filed.handler.body).toBe('health');
    const { centreId, officer } = await districtWithDesks(test);
    const about = await filedComplaint(test, centreId, { ...service, what: '王老师骂孩子' });
    expect(about.filed.handler.body).toBe('health');
    const inbox = (await officer.holder.call('deskListInbox')).body.items;
    expect(inbox.map(({ id }) => id)).toEqual([about.id]);
    await deskHolder(test, staffOf(centreId), '赵园长');
    const seen = await filedComplaint(test, centreId, { ...service, what: '王老师骂孩子' });
    expect(seen.filed.handler.body).toBe('centre');
  });
});

describe('a desk’s request whose answer was lost', () => {
  it('is answered again by the centre’s words alone, after the matter went elsewhere', async () => {
    const { centreId, act, staff } = await districtWithDesks(test);
    const { id, params } = await filedComplaint(test, centreId, service);
    const answer = (text: string, key: string) =>
      staff.holder.call('deskAnswerComplaint', { params, body: { move: 'replied', text }, key });
    await staff.holder.call('deskAnswerComplaint', { params, body: { move: 'accepted' } });
    const first = await answer('已经换了老师', 'centre-key-1');
    expect(first.status).toBe(200);
    await act(id, 'assigned', { body: 'health', text: '我们自己来办' });
    const again = await answer('已经换了老师', 'centre-key-1');
    expect([again.status, again.body.state, again.body.may]).toEqual([200, 'replied', []]);
    expect(again.body.events).toEqual(first.body.events);
    expect(faultOf(await answer('别的话', 'centre-key-1'))).toEqual([422, 'idempotency_key_reused']);
    expect(faultOf(await answer('已经换了老师', 'centre-key-2'))).toEqual([404, 'not_found']);
    const other = await districtWithDesks(test);
    const body = { move: 'replied', text: '已经换了老师' };
    const theirs = await other.staff.holder.call('deskAnswerComplaint', {
      params,
      body,
      key: 'centre-key-1',
    });
    expect(faultOf(theirs)).toEqual([404, 'not_found']);
  });

  it('is answered again by the officer’s, after the level above has it', async () => {
    const { centreId, districtCode, act } = await districtWithDesks(test);
    const above = { ...officerOf(districtCode, '市卫生健康委员会'), level: 1 };
    await deskHolder(test, above, '周专员');
    const { id, parent, params } = await filedComplaint(test, centreId);
    const refuse = () => act(id, 'refused', { text: '不归我们管', body: 'market' }, 'refuse-key-1');
    expect((await refuse()).status).toBe(200);
    await parent.call('escalateComplaint', { params, body: {} });
    const again = await refuse();
    expect([again.status, again.body.handler.level]).toEqual([200, 1]);
  });
});

describe('looks on record', () => {
  it('are what an act shows, of an officer and of a centre', async () => {
    const { centreId, act, staff } = await districtWithDesks(test);
    const { id, params } = await filedComplaint(test, centreId, service);
    await act(id, 'noted', { text: '先打电话' });
    expect(await looksAt(id)).toBe(1);
    await staff.holder.call('deskAnswerComplaint', { params, body: { move: 'accepted' } });
    expect(await looksAt(id)).toBe(2);
    await staff.holder.call('deskGetCentreComplaint', { params });
    const lines = await test.app.store.collection('complaintLooks').find({ complaintId: id }).toArray();
    expect(lines.map(({ times }) => times).sort()).toEqual([1, 2]);
  });
});

describe('what an officer must fill in', () => {
  it('is a result to close with, and an end that is not past to extend to', async () => {
    const { centreId, act, reopen } = await districtWithDesks(test);
    const { id } = await filedComplaint(test, centreId);
    await act(id, 'accepted');
    await act(id, 'replied', { text: '核实了' });
    const closed = await act(id, 'closed', { text: '办好了' });
    expect(closed.problem.errors).toEqual([expect.objectContaining({ path: '/result' })]);
    test.clock.set('2026-12-16T01:00:00Z');
    await reopen();
    expect(faultOf(await act(id, 'extended', { until: '2026-12-30', text: '等检测结果' }))).toEqual([
      ...[409, 'extension_too_late'],
    ]);
  });
});
