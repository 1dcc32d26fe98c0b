import { beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { parentWithChild } from '../support/parent.js';

const test = ownTestApp();
let authorization: string;
beforeAll(async () => {
  await addCentre(test.app.store);
  authorization = `Bearer ${(await parentWithChild(test.app)).parent.token}`;
});

const json = { 'content-type': 'application/json' };

async function send(options: {
  method?: 'GET' | 'POST' | 'PUT';
  url: string;
  payload?: Buffer | string;
  headers?: Record<string, string>;
}) {
  const headers = { authorization, 'idempotency-key': 'bad-input-1', ...options.headers };
  const response = await test.app.inject({ method: options.method ?? 'GET', ...options, headers });
  return {
    status: response.statusCode,
    problem: response.json(),
    type: String(response.headers['content-type']),
  };
}

const cases: [string, Parameters<typeof send>[0], number, string][] = [
  [
    'a body of ten megabytes',
    {
      method: 'POST',
      url: '/api/v1/family/children',
      payload: `{"nickname":"${'x'.repeat(10_000_000)}"}`,
      headers: json,
    },
    413,
    'body_too_large',
  ],
  [
    'a body that is not JSON',
    { method: 'POST', url: '/api/v1/family/children', payload: '{"nickname":', headers: json },
    400,
    'body_malformed',
  ],
  [
    'an empty body',
    { method: 'POST', url: '/api/v1/family/children', payload: '', headers: json },
    400,
    'body_malformed',
  ],
  [
    'bytes that are not UTF-8',
    {
      method: 'POST',
      url: '/api/v1/family/children',
      payload: Buffer.concat([
        Buffer.from('{"nickname":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('","birthOn":"2025-02-03"}'),
      ]),
      headers: json,
    },
    400,
    'body_malformed',
  ],
  [
    '__proto__ in a body',
    { method: 'POST', url: '/api/v1/family/children', payload: '{"__proto__":{"a":1}}', headers: json },
    400,
    'body_malformed',
  ],
  [
    'a form instead of JSON',
    {
      method: 'POST',
      url: '/api/v1/family/children',
      payload: 'nickname=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    415,
    'media_type_unsupported',
  ],
  ['an operator in a query', { url: '/api/v1/centres/nearby?lat[$gt]=1&lng=2' }, 400, 'input_invalid'],
  [
    'an operator in a body',
    {
      method: 'POST',
      url: '/api/v1/quotes',
      payload: '{"centreId":{"$ne":null},"childId":"c_0000","mode":"fullDay","date":"2026-11-26"}',
      headers: json,
    },
    400,
    'input_invalid',
  ],
  ['an operator in a path', { url: '/api/v1/bookings/%7B%22$ne%22:null%7D' }, 400, 'input_invalid'],
  [
    'an absurd radius',
    { url: '/api/v1/centres/nearby?lat=30&lng=120&radiusMetres=1e9' },
    400,
    'input_invalid',
  ],
  [
    'a radius beyond the region’s limit',
    { url: '/api/v1/centres/nearby?lat=30&lng=120&radiusMetres=200000' },
    400,
    'radius_too_large',
  ],
  ['a place in no region', { url: '/api/v1/centres/nearby?lat=-33.9&lng=151.2' }, 400, 'place_unknown'],
  ['a latitude beyond the pole', { url: '/api/v1/centres/nearby?lat=91&lng=120' }, 400, 'input_invalid'],
  ['a latitude that is no number', { url: '/api/v1/centres/nearby?lat=NaN&lng=120' }, 400, 'input_invalid'],
  ['a cursor that is not ours', { url: '/api/v1/bookings?cursor=AAAA' }, 400, 'input_invalid'],
  ['a page of a thousand', { url: '/api/v1/bookings?limit=1000' }, 400, 'input_invalid'],
  ['an unknown address of the API', { url: '/api/v1/nothing' }, 404, 'not_found'],
  ['a broken percent sign', { url: '/api/v1/centres/%zz' }, 404, 'not_found'],
  [
    'a method no route has',
    { method: 'PUT', url: '/api/v1/bookings', payload: '{}', headers: json },
    404,
    'not_found',
  ],
];

describe('bad input', () => {
  it.each(cases)(
    '%s is refused with its own code and a Chinese sentence',
    async (_, request, status, code) => {
      const answer = await send(request);
      expect([answer.status, answer.problem.code]).toEqual([status, code]);
      expect(answer.type).toContain('application/problem+json');
      expect(answer.problem.detail).toMatch(/[\u4e00-\u9fff]/);
      expect(answer.problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('names each faulty field by its place', async () => {
    const answer = await send({
      method: 'POST',
      url: '/api/v1/family/children',
      payload: '{"nickname":"小满"}',
      headers: json,
    });
    expect(answer.problem.errors).toEqual([{ path: '/birthOn', message: '这一项要填' }]);
  });

  it('leaves nothing behind', async () => {
    const children = await test.app.store.collection('children').countDocuments();
    expect(children).toBe(1);
    expect(await test.app.store.collection('quotes').countDocuments()).toBe(0);
  });
});

describe('too many requests', () => {
  it('for codes, each to another number, are refused to the address that asks, and cost no more messages', async () => {
    const limited = await buildTestApp({ RATE_LIMIT_PER_MINUTE: '20' });
    try {
      const ask = (count: number, remoteAddress: string) =>
        limited.app.inject({
          ...{ method: 'POST', url: '/api/v1/auth/phone-codes', remoteAddress },
          payload: { phone: `1380000000${count}` },
        });
      const answers = [];
      for (let count = 0; count < 6; count += 1) answers.push(await ask(count, '203.0.113.7'));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 429, 429]);
      expect(answers[5]?.json()).toMatchObject({ code: 'rate_limited', facts: { n: expect.any(Number) } });
      expect(await limited.app.store.collection('phoneCodes').countDocuments()).toBe(4);
      // Not the number is refused, and what costs nothing goes on.
      expect((await ask(5, '203.0.113.8')).statusCode).toBe(200);
      const other = await limited.app.inject({ url: '/api/v1/districts', remoteAddress: '203.0.113.7' });
      expect(other.statusCode).toBe(200);
    } finally {
      await limited.close();
    }
  });

  it('are told when to come back, also while the rest of the world is served', async () => {
    const limited = await buildTestApp({ RATE_LIMIT_PER_MINUTE: '3' });
    try {
      const ask = () => limited.app.inject({ url: '/api/v1/districts' });
      for (let count = 0; count < 3; count += 1) expect((await ask()).statusCode).toBe(200);
      const refused = await ask();
      expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await limited.app.inject({ url: '/livez' })).statusCode).toBe(200);
    } finally {
      await limited.close();
    }
  });
});
