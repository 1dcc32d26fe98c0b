import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';

const test = ownTestApp();

it('prints the contract as it is committed', async () => {
  const answer = await test.app.inject('/api/openapi.json');
  expect(answer.statusCode).toBe(200);
  const committed = await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(answer.json()).toEqual(JSON.parse(committed));
});

it('shows the contract at /docs, under rules that let its own scripts run', async () => {
  const page = await test.app.inject('/docs');
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers['content-security-policy']).toContain("script-src 'self' ;");

  const url = '/docs/static/swagger-ui-bundle.js';
  const script = await test.app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
  expect([script.statusCode, script.headers['content-encoding']]).toEqual([200, 'gzip']);
  const again = await test.app.inject({ url, headers: { 'if-none-match': String(script.headers.etag) } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect((await test.app.inject('/docs/json')).json()).toMatchObject({ openapi: '3.1.0' });
  expect((await test.app.inject('/docs/static/nothing.js')).json()).toMatchObject({ code: 'not_found' });
});
