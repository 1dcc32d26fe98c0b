import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { matter, trackingCode } from '../support/complaint-stack.js';
import { addCentre } from '../support/factories.js';
import { Parent } from '../support/parent.js';

let test: ClosableTestApp;
let centreId: string;
beforeAll(async () => {
  // Less in a minute than is sent below, so that the limit for all would stop it too.
  test = await buildTestApp({ RATE_LIMIT_PER_MINUTE: '20' });
  centreId = (await addCentre(test.app.store))._id;
});
afterAll(() => test.close());

async function file(category: string, remoteAddress: string) {
  const response = await test.app.inject({
    ...{ method: 'POST', url: '/api/v1/anonymous-complaints', remoteAddress },
    headers: { 'idempotency-key': 'key-of-no-meaning' },
    payload: { ...matter, category, centreId, trackingCode: trackingCode() },
  });
  return response.statusCode;
}
async function fileMany(count: number, category: string, remoteAddress: string) {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push(await file(category, remoteAddress));
  return statuses;
}

describe('many complaints from one address', () => {
  it('are taken up to thirty an hour, and an urgent one after them, always', async () => {
    const ordinary = await fileMany(32, 'feeRefund', '203.0.113.10');
    expect(ordinary).toEqual([...Array(30).fill(201), 429, 429]);
    expect(new Set(await fileMany(35, 'abuse', '203.0.113.10'))).toEqual(new Set([201]));
    expect(await file('feeRefund', '203.0.113.10')).toBe(429);
    // Others are not made to wait for it.
    expect(await file('feeRefund', '203.0.113.11')).toBe(201);
  });

  it('are limited alike where who files is known', async () => {
    const parent = await new Parent(test.app).signIn();
    const fileAsKnown = async (category: string) => {
      const response = await test.app.inject({
        ...{ method: 'POST', url: '/api/v1/complaints', remoteAddress: '203.0.113.14' },
        headers: { 'idempotency-key': trackingCode(), authorization: `Bearer ${parent.token}` },
        payload: { ...matter, category, centreId, identity: 'named' },
      });
      return response.statusCode;
    };
    const statuses: number[] = [];
    for (let count = 0; count < 32; count += 1) statuses.push(await fileAsKnown('feeRefund'));
    expect(statuses).toEqual([...Array(30).fill(201), 429, 429]);
    for (let count = 0; count < 12; count += 1) expect(await fileAsKnown('abuse')).toBe(201);
  });

  it('that are no complaints at all are refused for what they are, urgent or not', async () => {
    expect(await file('rumour', '203.0.113.12')).toBe(400);
  });
});
