import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { Parent } from '../support/parent.js';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.close());

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

describe('a session', () => {
  const refresh = (parent: Parent, refreshToken: string) =>
    parent.call('refreshSession', { body: { client: 'weapp', refreshToken } });

  async function signedIn() {
    const parent = new Parent(test.app);
    const { body } = await login(parent, await codeFor(parent));
    return { parent, token: body.refreshToken ?? '' };
  }

  it('goes on by trading its refresh token for a new one', async () => {
    const { parent, token } = await signedIn();
    const next = await refresh(parent, token);
    parent.token = next.body.accessToken;
    expect((await parent.call('getMyFamily')).status).toBe(200);
  });

  it('ends for both holders when an old refresh token comes back', async () => {
    const { parent, token } = await signedIn();
    const next = (await refresh(parent, token)).body.refreshToken ?? '';
    test.clock.advance({ seconds: 31 });
    expect((await refresh(parent, token)).problem.code).toBe('session_expired');
    expect((await refresh(parent, next)).problem.code).toBe('session_expired');
  });

  it('survives an answer lost on a bad network', async () => {
    const { parent, token } = await signedIn();
    await refresh(parent, token);
    test.clock.advance({ seconds: 5 });
    const again = await refresh(parent, token);
    expect(again.status).toBe(200);
    expect((await refresh(parent, again.body.refreshToken ?? '')).status).toBe(200);
  });

  it('ends by signing out', async () => {
    const { parent, token } = await signedIn();
    await parent.call('signOut', { body: { client: 'weapp', refreshToken: token } });
    expect((await refresh(parent, token)).problem.code).toBe('session_expired');
  });

  it('on the web keeps its refresh token where no script can read it', async () => {
    const parent = new Parent(test.app);
    const { body, headers } = await login(parent, await codeFor(parent), { client: 'h5' });
    expect(body.refreshToken).toBeUndefined();
    expect(String(headers['set-cookie'])).toMatch(/nearcare_refresh=.+HttpOnly.*SameSite=Strict/);
  });

  it('keeps neither the number nor the code nor a token in the store', async () => {
    const { parent, token } = await signedIn();
    const collections = await test.app.store.db?.collections();
    const everything = await Promise.all((collections ?? []).map((one) => one.find().toArray()));
    const text = JSON.stringify(everything);
    expect(text).toContain(parent.phone.slice(-4));
    expect(text).not.toContain(parent.phone);
    expect(text).not.toContain(token.split('.')[1]);
  });
});
