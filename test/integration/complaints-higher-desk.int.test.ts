import { newId } from '@nearcare/bff/lib/ids';
import { beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint } from '../support/complaint-stack.js';
import { deskHolder, officerAbove, terminal } from '../support/desk-holder.js';
import { faultOf, type Parent } from '../support/parent.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

/** A district of a city of its own, with an officer there and one above it. */
async function cityWithDesks() {
  const city = newId('c').slice(2, 14);
  const desks = await districtWithDesks(test, `${city}01`);
  const above = await deskHolder(test, officerAbove(city, 1), '周专员');
  const look = (by: Parent, complaintId: string) => by.call('deskGetComplaint', { params: { complaintId } });
  return { city, ...desks, above, look };
}

/** Refused, and taken to the next level by its author. */
async function escalated(desks: Awaited<ReturnType<typeof cityWithDesks>>) {
  const { parent, params, id } = await filedComplaint(test, desks.centreId);
  await desks.act(id, 'refused', { text: '不归我们管', body: 'market' });
  const moved = await parent.call('escalateComplaint', { params, body: {} });
  expect(moved.body.handler).toMatchObject({ level: 1, name: '市卫生健康委员会' });
  return { id, parent, params };
}

/** After that time and a run of the job, with the desks open again. */
async function later(
  { reopen, above }: Pick<Awaited<ReturnType<typeof cityWithDesks>>, 'reopen' | 'above'>,
  by: { days: number },
) {
  test.clock.advance(by);
  await complaintStack(test).keep();
  await reopen();
  await above.open();
}
const inboxOf = async (by: Parent) => (await by.call('deskListInbox')).body.items.map(({ id }) => id);

describe('an officer of the level above', () => {
  it('sees what was escalated in the districts below, and nothing else of them', async () => {
    const desks = await cityWithDesks();
    const plain = await filedComplaint(test, desks.centreId);
    const { id } = await escalated(desks);
    const other = await escalated(await cityWithDesks());
    const { items } = (await desks.above.holder.call('deskListComplaints')).body;
    expect(items.map((item) => item.id)).toEqual([id]);
    expect((await desks.look(desks.above.holder, id)).status).toBe(200);
    for (const hidden of [plain.id, other.id])
      expect(faultOf(await desks.look(desks.above.holder, hidden))).toEqual([404, 'not_found']);
    const query = { number: plain.filed.number };
    expect((await desks.above.holder.call('deskListComplaints', { query })).body.items).toEqual([]);
  });

  it('decides it from then on, and the district looks on', async () => {
    const desks = await cityWithDesks();
    const { id, parent, params } = await escalated(desks);
    expect((await desks.look(desks.officer.holder, id)).body.may).toEqual(['noted']);
    expect(faultOf(await desks.act(id, 'accepted'))).toEqual([409, 'complaint_move_refused']);
    expect((await desks.act(id, 'noted', { text: '已经去过两次' })).status).toBe(200);
    const above = desks.above.holder;
    expect((await desks.look(above, id)).body.may).toContain('accepted');
    expect((await desks.act(id, 'accepted', { text: '市里来办' }, undefined, above)).status).toBe(200);
    expect((await parent.call('getComplaint', { params })).body.state).toBe('accepted');
  });

  it('looks at what is overdue below, and may note, but not decide', async () => {
    const desks = await cityWithDesks();
    const { id } = await filedComplaint(test, desks.centreId);
    await later(desks, { days: 4 });
    const seen = await desks.look(desks.above.holder, id);
    expect(seen.body).toMatchObject({ watchedBy: '市卫生健康委员会', may: ['noted'] });
    const refused = await desks.act(id, 'accepted', {}, undefined, desks.above.holder);
    expect(faultOf(refused)).toEqual([409, 'complaint_move_refused']);
    expect((await desks.act(id, 'accepted')).status).toBe(200);
  });

  it('has what is late below at hand, and takes it over once that was said twice; then it runs anew there', async () => {
    const desks = await cityWithDesks();
    const { id, parent, params } = await filedComplaint(test, desks.centreId);
    const above = desks.above.holder;
    const takeOver = (by: Parent) => desks.act(id, 'takenOver', { text: '市里来办' }, undefined, by);
    expect((await takeOver(above)).status).toBe(404);
    await later(desks, { days: 4 });
    expect(await inboxOf(above)).toEqual([id]);
    expect(faultOf(await takeOver(above))).toEqual([409, 'complaint_move_refused']);
    // The deadline of the answer ran out as well.
    await later(desks, { days: 6 });
    expect((await desks.look(above, id)).body.may).toEqual(['noted', 'takenOver']);
    expect(faultOf(await takeOver(desks.officer.holder))).toEqual([409, 'complaint_move_refused']);
    const taken = await takeOver(above);
    expect(taken.body).toMatchObject({ state: 'accepted', handler: { level: 1 } });
    expect(taken.body.may).toContain('replied');
    expect((await desks.look(desks.officer.holder, id)).body.may).toEqual(['noted']);
    await complaintStack(test).keep();
    await parent.signIn();
    const seen = (await parent.call('getComplaint', { params })).body;
    expect(seen.events.at(-1)).toMatchObject({
      ...{ kind: 'takenOver', text: '市里来办', body: { name: '市卫生健康委员会' } },
    });
    expect(seen.clocks.map(({ name, isOverdue }) => [name, isOverdue])).toEqual([
      ['reply', false],
      ['finish', false],
    ]);
    expect((await toldTo(parent)).map(({ title }) => title)).toContain('投诉由上一级接手了');
  });

  it('two levels up sees what stays late where nobody sits between, and its author reads who looks on', async () => {
    const city = newId('c').slice(2, 14);
    const desks = await districtWithDesks(test, `${city}01`);
    const above = await deskHolder(test, officerAbove(city.slice(0, 8), 2), '郑专员');
    const { id, parent, params } = await filedComplaint(test, desks.centreId);
    await later({ ...desks, above }, { days: 4 });
    const watchedBy = async () => {
      await parent.signIn();
      return (await parent.call('getComplaint', { params })).body.watchedBy;
    };
    expect([await watchedBy(), await inboxOf(above.holder)]).toEqual([null, []]);
    await later({ ...desks, above }, { days: 30 });
    expect([await watchedBy(), await inboxOf(above.holder)]).toEqual(['省卫生健康委员会', [id]]);
    const taken = await desks.act(id, 'takenOver', {}, undefined, above.holder);
    expect(taken.body.handler).toMatchObject({ level: 2, name: '省卫生健康委员会' });
  });

  it('who is named by what was escalated leaves it with the district, which has it at hand', async () => {
    const desks = await cityWithDesks();
    const { parent, params, id } = await escalated(desks);
    expect(await inboxOf(desks.officer.holder)).toEqual([]);
    await parent.call('addToComplaint', { params, body: { text: '市里的周专员和机构认识' } });
    expect(faultOf(await desks.look(desks.above.holder, id))).toEqual([404, 'not_found']);
    expect((await parent.call('getComplaint', { params })).body.isHandledHere).toBe(true);
    expect(await inboxOf(desks.officer.holder)).toEqual([id]);
    expect((await desks.act(id, 'accepted')).status).toBe(200);
  });

  it('has nothing above it to go to from the top, and a refusal is escalated within a month only', async () => {
    const desks = await cityWithDesks();
    const { id, parent, params } = await escalated(desks);
    const { act, above } = desks;
    const refuse = (by: Parent) => act(id, 'refused', { text: '不归我们管', body: 'market' }, undefined, by);
    await refuse(above.holder);
    const escalate = () => parent.call('escalateComplaint', { params, body: {} });
    expect((await escalate()).body.handler.level).toBe(2);
    await refuse(above.holder);
    expect((await parent.call('getComplaint', { params })).body.may).not.toContain('escalated');
    expect(faultOf(await escalate())).toEqual([409, 'no_higher_level']);

    const late = await filedComplaint(test, desks.centreId);
    await act(late.id, 'refused', { text: '不归我们管', body: 'market' });
    test.clock.advance({ days: 31 });
    await late.parent.signIn();
    const answer = await late.parent.call('escalateComplaint', { params: late.params, body: {} });
    expect(faultOf(answer)).toEqual([409, 'escalation_too_late']);
    expect(answer.problem.detail).toContain('30 天');
  });

  it('is not waited for where nobody sits there: then the district goes on', async () => {
    const desks = await cityWithDesks();
    const { id } = await escalated(desks);
    await terminal(test).end(desks.above.membershipId);
    expect((await desks.look(desks.officer.holder, id)).body.may).toContain('accepted');
    expect((await desks.act(id, 'accepted')).status).toBe(200);
  });
});
