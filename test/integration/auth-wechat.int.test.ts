import { newId } from '@nearcare/bff/lib/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { fakeClock } from '../support/fake-clock.js';
import { Parent } from '../support/parent.js';
import {
  startWechatStandIn,
  type Trouble,
  type WechatPath,
  type WechatStandIn,
} from '../support/wechat-stand-in.js';

const clock = fakeClock();
let wechat: WechatStandIn;
let test: ClosableTestApp;
beforeAll(async () => {
  wechat = await startWechatStandIn(clock);
  test = await buildTestApp({
    WECHAT_API_BASE_URL: wechat.baseUrl,
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.appSecret,
  });
});
afterAll(async () => {
  await test.close();
  await wechat.close();
});

const newOpenid = () => newId('openid');
const newPhone = () => new Parent(test.app).phone;

/** Signs in on the phone of this account, sharing the number if one is given. */
async function signIn(openid: string, phone?: string) {
  const parent = new Parent(test.app, phone);
  const answer = await parent.call('loginWithWechat', {
    body: { code: wechat.loginCode(openid), ...(phone ? { phoneCode: wechat.phoneCode(phone) } : {}) },
  });
  parent.token = answer.body.accessToken ?? null;
  parent.familyId = answer.body.familyId ?? '';
  return Object.assign(parent, { answer, code: answer.problem.code });
}
const byPhone = (phone: string) => new Parent(test.app, phone).signIn();
const guardiansOf = async (parent: Parent) => (await parent.call('getMyFamily')).body.guardians;

describe('signing in by WeChat', () => {
  it('makes one family for an account, however often it signs in', async () => {
    const openid = newOpenid();
    const [first, second] = [await signIn(openid), await signIn(openid)];
    expect([first.answer.status, second.answer.status]).toEqual([200, 200]);
    expect(first.answer.body.refreshToken).toBeTypeOf('string');
    expect(second.familyId).toBe(first.familyId);
    expect(await guardiansOf(second)).toMatchObject([{ isMe: true, phoneTail: null }]);
    expect((await signIn(newOpenid())).familyId).not.toBe(first.familyId);
  });

  it('makes one guardian of two first sign-ins at the same moment', async () => {
    const openid = newOpenid();
    const all = await Promise.all([1, 2, 3, 4].map(() => signIn(openid)));
    expect(new Set(all.map(({ familyId }) => familyId)).size).toBe(1);
    expect((await all[0]?.call('listSessions'))?.body.items).toHaveLength(4);
  });

  it('takes the number where it is shared, and the account and the number open the same family', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const shared = await signIn(openid, phone);
    expect((await guardiansOf(shared))[0]?.phoneTail).toBe(phone.slice(-4));
    expect((await signIn(openid)).familyId).toBe(shared.familyId);
    expect((await byPhone(phone)).familyId).toBe(shared.familyId);
  });

  it('makes one guardian of two that share account and number at the same moment', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const all = await Promise.all([signIn(openid, phone), signIn(openid), signIn(openid, phone)]);
    expect(all.map(({ answer }) => answer.status)).toEqual([200, 200, 200]);
    expect(new Set(all.map(({ familyId }) => familyId)).size).toBe(1);
    expect((await guardiansOf(all[0])).map(({ phoneTail }) => phoneTail)).toEqual([phone.slice(-4)]);
  });

  it('goes by the account alone when the number is of a country where we are not', async () => {
    const openid = newOpenid();
    const phoneCode = wechat.phoneCode('2025550123', '1');
    const parent = new Parent(test.app);
    const answer = await parent.call('loginWithWechat', {
      body: { code: wechat.loginCode(openid), phoneCode },
    });
    expect(answer.body.familyId).toBe((await signIn(openid)).familyId);
  });

  it('reads a Polish number with its country code', async () => {
    const parent = new Parent(test.app);
    const body = { code: wechat.loginCode(newOpenid()), phoneCode: wechat.phoneCode('512345678', '48') };
    const answer = await parent.call('loginWithWechat', { body });
    expect((await byPhone('512345678')).familyId).toBe(answer.body.familyId);
  });

  it('never lets out the session key, the secret or the account, nor keeps them readable', async () => {
    const openid = newOpenid();
    const parent = await signIn(openid, newPhone());
    const collections = await test.app.store.db?.collections();
    const everything = await Promise.all((collections ?? []).map((one) => one.find().toArray()));
    const text = JSON.stringify([everything, parent.answer.body, parent.answer.headers]);
    expect(wechat.sessionKeys.length).toBeGreaterThan(0);
    for (const secret of [...wechat.sessionKeys, wechat.appSecret, openid, parent.phone])
      expect(text).not.toContain(secret);
  });
});

describe('a number and an account of one person', () => {
  it('join when the number came first: the account gets the number’s family', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const known = await byPhone(phone);
    expect((await signIn(openid, phone)).familyId).toBe(known.familyId);
    expect((await signIn(openid)).familyId).toBe(known.familyId);
    expect(await guardiansOf(known)).toHaveLength(1);
  });

  it('join when the account came first: the number opens the account’s family', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const known = await signIn(openid);
    expect((await signIn(openid, phone)).familyId).toBe(known.familyId);
    expect((await byPhone(phone)).familyId).toBe(known.familyId);
  });

  it('change with the number: the account’s family stays, and the old number opens it no more', async () => {
    const [openid, old, fresh] = [newOpenid(), newPhone(), newPhone()];
    const known = await signIn(openid, old);
    const changed = await signIn(openid, fresh);
    expect(changed.familyId).toBe(known.familyId);
    expect((await guardiansOf(changed))[0]?.phoneTail).toBe(fresh.slice(-4));
    expect((await byPhone(old)).familyId).not.toBe(known.familyId);
  });

  it('become one guardian when each had made its own and the account’s family is empty', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const [ofPhone, ofAccount] = [await byPhone(phone), await signIn(openid)];
    await ofPhone.addChild();
    expect(ofAccount.familyId).not.toBe(ofPhone.familyId);
    expect((await signIn(openid, phone)).familyId).toBe(ofPhone.familyId);
    expect((await signIn(openid)).familyId).toBe(ofPhone.familyId);
    expect(await guardiansOf(ofPhone)).toHaveLength(1);
    const old = await ofAccount.call('getMyFamily');
    expect([old.status, old.problem.code]).toEqual([401, 'session_expired']);
  });

  it('stay two, and say so, when the account’s family holds something', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const [ofPhone, ofAccount] = [await byPhone(phone), await signIn(openid)];
    await ofAccount.addChild();
    const refused = await signIn(openid, phone);
    expect([refused.answer.status, refused.code]).toEqual([409, 'family_not_empty']);
    // Each way in leads where it led before, nothing is lost, and nobody was signed out.
    expect((await ofAccount.call('getMyFamily')).body.children).toHaveLength(1);
    expect((await signIn(openid)).familyId).toBe(ofAccount.familyId);
    test.clock.advance({ seconds: 61 });
    expect((await byPhone(phone)).familyId).toBe(ofPhone.familyId);
  });

  it('stay two when somebody else is in the account’s family', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const [, ofAccount, other] = [await byPhone(phone), await signIn(openid), await signIn(newOpenid())];
    const { code } = (await ofAccount.call('inviteGuardian')).body;
    expect((await other.call('acceptInvitation', { body: { code } })).status).toBe(200);
    expect((await signIn(openid, phone)).code).toBe('family_not_empty');
    expect(await guardiansOf(ofAccount)).toHaveLength(2);
  });

  it('become one guardian of the family that both are in, which stays as it is', async () => {
    const [openid, phone] = [newOpenid(), newPhone()];
    const [ofPhone, ofAccount] = [await byPhone(phone), await signIn(openid)];
    await ofPhone.addChild();
    const { code } = (await ofPhone.call('inviteGuardian')).body;
    expect((await ofAccount.call('acceptInvitation', { body: { code } })).status).toBe(200);
    expect(await guardiansOf(ofPhone)).toHaveLength(2);
    expect((await signIn(openid, phone)).familyId).toBe(ofPhone.familyId);
    const family = (await ofPhone.call('getMyFamily')).body;
    expect([family.guardians.length, family.children.length]).toEqual([1, 1]);
    expect((await signIn(openid)).familyId).toBe(ofPhone.familyId);
  });

  it('never hand a family to another account that shares the same number', async () => {
    const [openid, stranger, phone] = [newOpenid(), newOpenid(), newPhone()];
    const owner = await signIn(openid, phone);
    const refused = await signIn(stranger, phone);
    expect([refused.answer.status, refused.code]).toEqual([409, 'phone_has_other_wechat']);
    expect(refused.token).toBeNull();
    const alone = await signIn(stranger);
    expect(alone.familyId).not.toBe(owner.familyId);
    expect((await signIn(stranger, phone)).code).toBe('phone_has_other_wechat');
    expect((await guardiansOf(owner))[0]?.phoneTail).toBe(phone.slice(-4));
    // Whoever holds the number has a way: a code sent to it.
    expect((await byPhone(phone)).familyId).toBe(owner.familyId);
  });
});

describe('a code of WeChat', () => {
  const login = (code: string, key?: string, phoneCode?: string) =>
    new Parent(test.app).call('loginWithWechat', {
      body: { code, ...(phoneCode ? { phoneCode } : {}) },
      ...(key ? { key } : {}),
    });

  it('works once; the same sign-in repeated after a lost answer is no second use', async () => {
    const code = wechat.loginCode(newOpenid());
    const first = await login(code, 'wechat-key-1');
    const again = await login(code, 'wechat-key-1');
    expect([again.status, again.body.familyId]).toEqual([200, first.body.familyId]);
    const other = await login(code, 'wechat-key-2');
    expect([other.status, other.problem.code]).toEqual([400, 'wechat_code_invalid']);
  });

  it('is not remembered longer than it would live', async () => {
    const code = wechat.loginCode(newOpenid());
    await login(code, 'wechat-key-3');
    test.clock.advance({ minutes: 5, seconds: 1 });
    expect((await login(code, 'wechat-key-3')).problem.code).toBe('wechat_code_invalid');
  });

  it('is refused after five minutes, when nobody made it, and when the number’s code is another’s', async () => {
    const old = wechat.loginCode(newOpenid());
    clock.advance({ minutes: 5, seconds: 1 });
    const answers = [
      await login(old),
      await login('made-up'),
      await login(wechat.loginCode(newOpenid()), undefined, 'made-up'),
    ];
    expect(answers.map(({ status, problem }) => [status, problem.code])).toEqual(
      Array(3).fill([400, 'wechat_code_invalid']),
    );
  });

  it('of a number is not asked for before the account’s code has proved good', async () => {
    const before = wechat.countOf('/wxa/business/getuserphonenumber');
    await login('made-up', undefined, wechat.phoneCode(newPhone()));
    expect(wechat.countOf('/wxa/business/getuserphonenumber')).toBe(before);
  });
});

describe('when WeChat refuses or fails', () => {
  const session = '/sns/jscode2session';
  const number = '/wxa/business/getuserphonenumber';
  const token = '/cgi-bin/stable_token';
  const cases: [string, WechatPath, Trouble, number, string][] = [
    ['a bad code', session, { errcode: 40029 }, 400, 'wechat_code_invalid'],
    ['a used code', session, { errcode: 40163 }, 400, 'wechat_code_invalid'],
    ['too many sign-ins of one person', session, { errcode: 45011 }, 429, 'rate_limited'],
    ['an account that WeChat has blocked', session, { errcode: 40226 }, 403, 'wechat_account_blocked'],
    ['WeChat being busy', session, { errcode: -1 }, 503, 'service_unavailable'],
    ['a wrong app secret', session, { errcode: 40125 }, 503, 'service_unavailable'],
    [
      'an error of its server',
      session,
      { status: 502, text: '<html>bad gateway</html>' },
      503,
      'service_unavailable',
    ],
    ['an answer that is no JSON', session, { text: '<html>portal</html>' }, 503, 'service_unavailable'],
    ['an answer without the account', session, { text: '{}' }, 503, 'service_unavailable'],
    ['an answer that is null', session, { text: 'null' }, 503, 'service_unavailable'],
    ['a connection cut off', session, 'hangUp', 503, 'service_unavailable'],
    ['a bad code of the number', number, { errcode: 40029 }, 400, 'wechat_code_invalid'],
    ['too many numbers asked for', number, { errcode: 45011 }, 429, 'rate_limited'],
    ['an answer without the number', number, { text: '{"errcode":0}' }, 503, 'service_unavailable'],
    ['a number cut off', number, 'hangUp', 503, 'service_unavailable'],
    ['no token being given', token, { errcode: 40164 }, 503, 'service_unavailable'],
  ];

  it.each(cases)('%s', async (_, path, trouble, status, code) => {
    if (path === token) wechat.takeTokenBack();
    wechat.trouble(path, trouble);
    if (path === token) wechat.trouble(number, { errcode: 42001 });
    const refused = await signIn(newOpenid(), newPhone());
    expect([refused.answer.status, refused.code]).toEqual([status, code]);
    expect((await signIn(newOpenid(), newPhone())).answer.status).toBe(200);
  });

  it('a token taken back is asked for once more, and nobody notices', async () => {
    await signIn(newOpenid(), newPhone());
    wechat.takeTokenBack();
    const before = wechat.countOf(token);
    expect((await signIn(newOpenid(), newPhone())).answer.status).toBe(200);
    expect(wechat.countOf(token)).toBe(before + 1);
  });

  it('a token that is never taken is not asked for again and again', async () => {
    wechat.trouble(number, { errcode: 40001 });
    wechat.trouble(number, { errcode: 40001 });
    const before = wechat.countOf(number);
    expect((await signIn(newOpenid(), newPhone())).code).toBe('service_unavailable');
    expect(wechat.countOf(number)).toBe(before + 2);
  });

  it('an installation without an account says that it is not available', async () => {
    const without = await buildTestApp();
    const answer = await new Parent(without.app).call('loginWithWechat', { body: { code: 'any' } });
    expect([answer.status, answer.problem.code]).toEqual([503, 'service_unavailable']);
    await without.close();
  });
});
