import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ConfigError, readConfig } from '@nearcare/bff/config';
import { describe, expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();

async function codeFor(parent: Parent): Promise<string> {
  const { body } = await parent.call('requestPhoneCode', { body: { phone: parent.phone } });
  return body.developmentCode ?? '';
}
const login = (parent: Parent, code: string, extra: { client?: 'h5' | 'weapp'; key?: string } = {}) =>
  parent.call('loginWithPhone', {
    body: { phone: parent.phone, code, client: extra.client ?? 'weapp' },
    ...(extra.key ? { key: extra.key } : {}),
  });

describe('signing in by phone code', () => {
  it('makes one family for a phone, however often it signs in', async () => {
    const parent = new Parent(test.app);
    const first = await login(parent, await codeFor(parent));
    test.clock.advance({ seconds: 61 });
    const second = await login(parent, await codeFor(parent));
    expect(second.body.familyId).toBe(first.body.familyId);
  });

  it('answers a known and an unknown number alike', async () => {
    const known = await new Parent(test.app).signIn();
    test.clock.advance({ seconds: 61 });
    const answers = [
      await known.call('requestPhoneCode', { body: { phone: known.phone } }),
      await known.call('requestPhoneCode', { body: { phone: '13800000001' } }),
    ];
    const shape = answers.map(({ status, body }) => [
      status,
      Object.keys(body).sort(),
      body.expiresInSeconds,
    ]);
    expect(shape[0]).toEqual(shape[1]);
  });

  it('counts wrong codes down and then takes none, not even the right one', async () => {
    const parent = new Parent(test.app);
    const code = await codeFor(parent);
    const wrong = code === '000000' ? '000001' : '000000';
    const left: unknown[] = [];
    for (let tries = 0; tries < 5; tries += 1) left.push((await login(parent, wrong)).problem.facts?.n);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect((await login(parent, code)).problem.code).toBe('code_expired');
  });

  it('lets parallel guesses share no attempt', async () => {
    const parent = new Parent(test.app);
    const code = await codeFor(parent);
    const guesses = Array.from({ length: 20 }, (_, index) => String(index).padStart(6, '0')).filter(
      (one) => one !== code,
    );
    const answers = await Promise.all(guesses.map((guess) => login(parent, guess)));
    expect(answers.filter(({ problem }) => problem.code === 'code_wrong')).toHaveLength(5);
  });

  it('refuses a code after five minutes', async () => {
    const parent = new Parent(test.app);
    const code = await codeFor(parent);
    test.clock.advance({ minutes: 5, seconds: 1 });
    expect((await login(parent, code)).problem.code).toBe('code_expired');
  });

  it('takes a code once; the same sign-in repeated after a lost answer is no second use', async () => {
    const parent = new Parent(test.app);
    const code = await codeFor(parent);
    expect((await login(parent, code, { key: 'login-key-1' })).status).toBe(200);
    expect((await login(parent, code, { key: 'login-key-1' })).status).toBe(200);
    expect((await login(parent, code, { key: 'login-key-2' })).problem.code).toBe('code_expired');
  });

  it('makes one guardian of two first sign-ins at the same moment', async () => {
    const parent = new Parent(test.app);
    const code = await codeFor(parent);
    const both = await Promise.all([1, 2].map(() => login(parent, code, { key: 'the-same-key' })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both[0]?.body.familyId).toBe(both[1]?.body.familyId);
    parent.token = both[0]?.body.accessToken ?? '';
    expect((await parent.call('listSessions')).body.items).toHaveLength(2);
  });

  it('sends no more than ten codes a day to one number, whoever asks', async () => {
    const parent = new Parent(test.app);
    for (let sent = 0; sent < 10; sent += 1) {
      expect(await codeFor(parent)).toMatch(/^\d{6}$/);
      test.clock.advance({ minutes: 6 });
    }
    const refused = await parent.call('requestPhoneCode', { body: { phone: parent.phone } });
    expect([refused.status, refused.problem.code]).toEqual([429, 'rate_limited']);
    const seconds = Number(refused.problem.facts?.n);
    expect(seconds).toBe(86_400 - 10 * 6 * 60);
    test.clock.advance({ seconds });
    expect(await codeFor(parent)).toMatch(/^\d{6}$/);
  });

  it('refuses a known and an unknown number alike, and lets neither code nor number tell which it was', async () => {
    const known = await new Parent(test.app).signIn();
    const unknown = new Parent(test.app);
    test.clock.advance({ seconds: 61 });
    const answers = [];
    for (const parent of [known, unknown]) {
      const noCode = await login(parent, '123456');
      const code = await codeFor(parent);
      const tooSoon = await parent.call('requestPhoneCode', { body: { phone: parent.phone } });
      const wrong = await login(parent, code === '000000' ? '000001' : '000000');
      answers.push(
        [noCode, tooSoon, wrong].map(({ status, problem }) => ({ ...problem, status, requestId: '' })),
      );
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.map(({ code }) => code)).toEqual(['code_expired', 'rate_limited', 'code_wrong']);
  });

  it('sends no second code within a minute and says when', async () => {
    const parent = new Parent(test.app);
    await codeFor(parent);
    test.clock.advance({ seconds: 20 });
    const again = await parent.call('requestPhoneCode', { body: { phone: parent.phone } });
    expect([again.status, again.problem.code, again.problem.facts?.n]).toEqual([429, 'rate_limited', 40]);
  });

  it.each(['12345', '1381234567a', '98765432101', '１３８００００１１１１'])(
    'refuses %s as a number',
    async (phone) => {
      const answer = await new Parent(test.app).call('requestPhoneCode', { body: { phone } });
      expect([answer.status, answer.problem.code]).toEqual([400, 'phone_invalid']);
    },
  );
});

describe('codes through a carrier', () => {
  async function withCarrier(status: number) {
    const sent: { phone: string; code: string }[] = [];
    const carrier = createServer((request, response) => {
      void json(request).then((body) => {
        sent.push(body as { phone: string; code: string });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => carrier.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}/send`;
    const app = await buildTestApp({ SMS_PROVIDER: 'http', SMS_HTTP_URL: url });
    const close = async () => {
      await app.close();
      await new Promise((resolve) => carrier.close(resolve));
    };
    return { sent, parent: new Parent(app.app), close };
  }

  it('reach the phone, are never shown, and sign in', async () => {
    const { sent, parent, close } = await withCarrier(200);
    const asked = await parent.call('requestPhoneCode', { body: { phone: `+86 ${parent.phone}` } });
    expect(asked.body).toEqual({ expiresInSeconds: 300, resendInSeconds: 60 });
    expect(sent.map(({ phone }) => phone)).toEqual([parent.phone]);
    expect((await login(parent, sent[0]?.code ?? '')).status).toBe(200);
    await close();
  });

  it('that it does not take are said to be unavailable, and may be asked for again at once', async () => {
    const { sent, parent, close } = await withCarrier(500);
    for (const _ of [1, 2]) {
      const asked = await parent.call('requestPhoneCode', { body: { phone: parent.phone } });
      expect([asked.status, asked.problem.code]).toEqual([503, 'service_unavailable']);
    }
    // A code that never arrived signs nobody in, even if the carrier let it out after all.
    expect((await login(parent, sent[1]?.code ?? '')).problem.code).toBe('code_expired');
    await close();
  });
});

describe('in production', () => {
  const env = {
    NODE_ENV: 'production',
    DATA_DIR: '/nowhere/data',
    KEYS_DIR: '/nowhere/keys',
    KEY_RING: `a:${Buffer.alloc(32, 7).toString('base64')}`,
    SESSION_SECRET: 's'.repeat(32),
    PHONE_INDEX_SECRET: 'p'.repeat(32),
    SMS_PROVIDER: 'http',
    SMS_HTTP_URL: 'https://sms.example.org/send',
  };
  const faultsOf = (changes: Record<string, string>) => {
    try {
      readConfig({ ...env, ...changes });
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.join('\n');
      throw error;
    }
    return '';
  };

  it('the service finds no fault with what it needs (so the refusals below mean something)', () => {
    expect(faultsOf({ WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'secret' })).not.toMatch(/SMS|WECHAT/);
  });

  it.each([
    ['the provider that shows codes', { SMS_PROVIDER: 'development' }, 'SMS_PROVIDER'],
    ['a carrier without address', { SMS_HTTP_URL: '' }, 'SMS_HTTP_URL'],
    ['half an account at WeChat', { WECHAT_APP_ID: 'wx1' }, 'WECHAT_APP_SECRET'],
    [
      'WeChat’s secret in the clear',
      { WECHAT_API_BASE_URL: 'http://api.example.org' },
      'WECHAT_API_BASE_URL',
    ],
  ])('refuses %s', (_, changes, name) => {
    expect(faultsOf(changes)).toContain(name);
  });
});
