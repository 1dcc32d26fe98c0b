import { newId } from '@nearcare/bff/lib/ids';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint } from '../support/complaint-stack.js';
import { deskHolder, officerAbove, terminal } from '../support/desk-holder.js';
import { faultOf, type Parent } from '../support/parent.js';

const test = ownTestApp();

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
    test.clock.advance({ days: 30 });
    await complaintStack(test).keep();
    await desks.reopen();
    await desks.above.open();
    const seen = await desks.look(desks.above.holder, id);
    expect(seen.body).toMatchObject({ watchedBy: '市卫生健康委员会', may: ['noted'] });
    const refused = await desks.act(id, 'accepted', {}, undefined, desks.above.holder);
    expect(faultOf(refused)).toEqual([409, 'complaint_move_refused']);
    expect((await desks.act(id, 'accepted')).status).toBe(200);
  });

  it('is not waited for where nobody sits there: then the district goes on', async () => {
    const desks = await cityWithDesks();
    const { id } = await escalated(desks);
    await terminal(test).end(desks.above.membershipId);
    expect((await desks.look(desks.officer.holder, id)).body.may).toContain('accepted');
    expect((await desks.act(id, 'accepted')).status).toBe(200);
  });
});
