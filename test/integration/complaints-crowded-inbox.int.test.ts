import { expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, districtWithDesks, filedComplaint } from '../support/complaint-stack.js';

const test = ownTestApp();

it('an inbox has a new report of harm first, however much else is late', async () => {
  test.clock.set('2026-11-24T01:12:00Z');
  const { centreId, officer, reopen } = await districtWithDesks(test);
  const late: string[] = [];
  for (let count = 0; count < 21; count += 1) late.push((await filedComplaint(test, centreId)).id);
  const harm = await filedComplaint(test, centreId, { category: 'injury' });
  test.clock.set('2026-12-20T01:00:00Z');
  await complaintStack(test).keep();
  await reopen();
  const fresh = await filedComplaint(test, centreId, { category: 'abuse' });
  const waiting = (await officer.holder.call('deskListInbox')).body.items.map(({ id }) => id);
  expect(waiting.slice(0, 2)).toEqual([harm.id, fresh.id]);
  expect(waiting).toHaveLength(2 + 20);
  expect(late).toEqual(expect.arrayContaining(waiting.slice(2)));
});
