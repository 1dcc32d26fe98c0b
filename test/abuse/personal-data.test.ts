import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { useStoreOf } from '../support/data-folder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { birthday, type Known, KnownParent } from '../support/known-parent.js';
import { type Running, startBff } from '../support/processes.js';
import { findPlain, findShort, type Haystack, readTree } from '../support/raw-bytes.js';
import { startWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in.js';

/** None of these stands in the code, in a legal text or in the demo data. */
const known: Known = {
  phone: '13798604217',
  nickname: '珏珏豆乳',
  birthOn: birthday(),
  pickupName: '欧阳枇杷膏',
  pickupPhone: '15973108264',
  note: '困难证明 HX-77-3391 在街道办',
};
const other = { phone: '18604173926', openid: 'oZx9-Grandma_7Qp2rT5vYw8' };
const address = '203.0.113.77';
const ring = () => `test:${randomBytes(32).toString('base64')}`;
const ringText = ring();

let folder: string;
let env: Record<string, string>;
let service: Running;
let wechat: WechatStandIn;
const parent = new KnownParent(known);
/** All that the service says about itself, and all that it answers to mistakes. */
const said = new Map<string, Buffer>();
/** Texts to look for in whole, and those that are looked for as values only. */
const whole: Record<string, string> = {};
const short: Record<string, string> = {};
const mistakes: { what: string; status: number }[] = [];

/** Requests that go wrong and hold something personal, in every part of a request that can hold text. */
async function makeMistakes(url: string, childId: string, fileId: string): Promise<void> {
  const { phone, nickname, birthOn, pickupName, pickupPhone } = known;
  const json = (body: unknown, method = 'POST') => ({ method, body: JSON.stringify(body) });
  const requests: [string, string, RequestInit?][] = [
    ['a name that is too long', '/family/children', json({ nickname: nickname.repeat(9), birthOn })],
    ['a name in the date’s place', '/family/children', json({ nickname, birthOn: nickname })],
    ['a date that is none', '/family/children', json({ nickname, birthOn: `${birthOn}T00:00` })],
    ['a field nobody asked for', '/family/children', json({ nickname, birthOn, [phone]: pickupName })],
    ['an operator', '/family/children', json({ nickname: { $ne: nickname }, birthOn })],
    [
      'JSON cut short',
      '/family/children',
      { method: 'POST', body: `{"nickname":"${nickname}","birthOn":"${birthOn}` },
    ],
    [
      'another kind of content',
      '/family/children',
      { ...json({ nickname }), headers: { 'content-type': `text/${phone}` } },
    ],
    ['too much content', '/family/children', json({ nickname: nickname.repeat(20_000), birthOn })],
    ['no key', '/family/children', { ...json({ nickname, birthOn }), headers: { 'idempotency-key': '' } }],
    ['a number as a child’s id', `/family/children/${phone}`, json({ nickname, birthOn }, 'PUT')],
    ['a number as the id of a pick-up', `/family/pickups/${pickupPhone}`, { method: 'DELETE' }],
    [
      'a number that is none',
      '/family/pickups',
      json({ name: pickupName, relation: 'nanny', phone: `${pickupPhone}0` }),
    ],
    ['a relation that is none', '/family/pickups', json({ name: pickupName, relation: pickupName, phone })],
    ['a name in a search', `/centres/nearby?q=${encodeURIComponent(nickname)}&lat=${phone}&lng=x`],
    ['a number in an unknown address', `/parents/${phone}?name=${encodeURIComponent(pickupName)}`],
    ['an address that can’t be read', `/family/${phone}%ZZ`],
    ['a token that is a number', '/family', { headers: { authorization: `Bearer ${phone}` } }],
    [
      'a file’s address signed wrongly',
      `/files/${fileId}/content?expires=9999999999&form=copy&signature=${phone}`,
    ],
    [
      'a name where a file’s size belongs',
      '/family/files',
      json({ purpose: nickname, type: 'image/png', bytes: phone }),
    ],
    ['a wrong code', '/auth/phone-logins', json({ phone, code: '000000', client: 'weapp' })],
    ['a number with a digit more', '/auth/phone-codes', json({ phone: `${phone}1` })],
    ['an invitation that is a name', '/family/invitations/accept', json({ code: pickupName })],
    [
      'a request of before with another body',
      '/family/children',
      {
        ...json({ nickname: `${nickname}2`, birthOn }),
        headers: { 'idempotency-key': `key-of-${phone}` },
      },
    ],
    [
      'a child of somebody else',
      '/quotes',
      json({ centreId: phone, childId, mode: 'fullDay', dates: [birthOn] }),
    ],
  ];
  for (const [what, path, init] of requests) {
    const answer = await parent.raw(url, path, init);
    said.set(`the answer to ${what}`, Buffer.from(answer.text));
    mistakes.push({ what, status: answer.status });
  }
}

/** The second guardian comes in by WeChat, which fails in every way before it works. Answers the session's secrets. */
async function joinByWechat(url: string, invitation: string): Promise<Record<string, string>> {
  const grandma = new KnownParent({ ...known, phone: other.phone });
  const signIn = () =>
    grandma.call(url, 'loginWithWechat', {
      body: { code: wechat.loginCode(other.openid), phoneCode: wechat.phoneCode(other.phone) },
    });
  wechat.trouble('/sns/jscode2session', 'hangUp');
  wechat.trouble('/sns/jscode2session', { text: `{"openid":"${other.openid}"` });
  wechat.trouble('/sns/jscode2session', { errcode: 40013 });
  wechat.trouble('/cgi-bin/stable_token', { status: 500, text: wechat.appSecret });
  wechat.trouble('/wxa/business/getuserphonenumber', { errcode: 48001 });
  for (let trouble = 0; trouble < 5; trouble += 1) expect((await signIn()).status).toBe(503);
  const { status, body } = await signIn();
  expect(status).toBe(200);
  grandma.token = body.accessToken;
  const decisions = [{ templateId: 'T_joined', decision: 'accept' }];
  await grandma.mustCall(url, 'recordSubscription', { body: { decisions } });
  wechat.trouble('/cgi-bin/message/subscribe/send', { errcode: 40001 });
  await grandma.mustCall(url, 'acceptInvitation', { body: { code: invitation } });
  const refreshed = await grandma.mustCall(url, 'refreshSession', {
    body: { client: 'weapp', refreshToken: body.refreshToken },
  });
  grandma.token = refreshed.accessToken;
  expect((await grandma.mustCall(url, 'getMyFamily')).guardians).toHaveLength(2);
  expect((await grandma.mustCall(url, 'listNotices')).unread).toBe(1);
  await vi.waitFor(() => expect(wechat.delivered).toMatchObject([{ openid: other.openid }]), {
    timeout: 30_000,
  });
  return {
    'WeChat’s session key': wechat.sessionKeys.at(-1) ?? '',
    'the app’s secret at WeChat': wechat.appSecret,
    'the refresh token of the second': body.refreshToken ?? '',
    'the next refresh token of the second': refreshed.refreshToken ?? '',
    'the access token of the second': refreshed.accessToken,
  };
}

beforeAll(async () => {
  wechat = await startWechatStandIn({ now: () => new Date() });
  folder = await mkdtemp(join(tmpdir(), 'nearcare-personal-'));
  env = {
    DATA_DIR: join(folder, 'data'),
    MONGODB_URI: '',
    LOG_LEVEL: 'debug',
    KEY_RING: ringText,
    TRUST_PROXY: 'true',
    WECHAT_API_BASE_URL: wechat.baseUrl,
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.appSecret,
    // Sent to the second guardian, whose account must then stand nowhere in the log.
    WECHAT_TEMPLATES: 'guardianJoined:T_joined:thing1=title',
  };
  const centreId = await useStoreOf(env, async (store) => {
    await addDistrict(store);
    return (await addCentre(store))._id;
  });
  service = await startBff(env);
  const { url } = service;

  const { code, session } = await parent.comeIn(url);
  const lived = await parent.liveHere(url, centreId);
  const keyed = { body: { nickname: known.nickname, birthOn: known.birthOn }, key: `key-of-${known.phone}` };
  await parent.mustCall(url, 'addChild', keyed);
  await makeMistakes(url, lived.child.id, lived.proof.id);
  const secretsOfWechat = await joinByWechat(url, lived.invitation.code);
  await parent.raw(url, '/family', {
    headers: { 'x-forwarded-for': address, 'user-agent': 'ZX-9 of Zhang San' },
  });

  // Nothing was refused quietly: what is looked for below was really given, kept and readable to its family.
  const data = await parent.mustCall(url, 'exportMyData');
  expect(JSON.stringify(data)).toContain(known.note);
  expect(data).toMatchObject({
    guardians: expect.arrayContaining([
      expect.objectContaining({ phone: expect.stringContaining(known.phone) }),
    ]),
    children: [{ nickname: known.nickname, birthOn: known.birthOn }, { nickname: known.nickname }],
    pickups: [{ name: known.pickupName }],
    bookings: [{ status: 'confirmed' }],
  });
  await parent.mustCall(url, 'cancelBooking', { params: { bookingId: lived.booking.id }, body: {} });
  await parent.mustCall(url, 'removePickup', { params: { pickupId: lived.pickup.id } });
  await parent.mustCall(url, 'removeChild', { params: { childId: lived.child.id } });

  said.set('/metrics', Buffer.from(await (await fetch(`${url}/metrics`)).text()));
  await service.stop();
  said.set('the log', Buffer.from(service.output.join('\n')));

  // A failure inside: the same store, a ring that opens nothing.
  const failing = await startBff({ ...env, KEY_RING: ring() });
  const failed = await parent.raw(failing.url, '/family');
  mistakes.push({ what: 'a ring that opens nothing', status: failed.status });
  said.set('the answer to a failure', Buffer.from(failed.text));
  await failing.stop();
  said.set('the log of a failure', Buffer.from(failing.output.join('\n')));

  const { phone, ...texts } = known;
  const secrets = {
    'the access token': session.accessToken,
    'the refresh token': session.refreshToken ?? '',
    'the card': lived.card.qrText.split(':').at(-1) ?? '',
    'the invitation': lived.invitation.code,
    'the signature of a file’s address': lived.proof.signature,
    'the invitation, bare': lived.invitation.code.replace(/\W/g, ''),
    'phone of the second guardian': other.phone,
    'account at WeChat': other.openid,
    ...secretsOfWechat,
    'the ring key': ringText.slice('test:'.length),
    'the device': 'Zhang San',
    'the network address': address,
  };
  Object.assign(whole, { phone, 'phone with its country': `+86${phone}` }, texts, secrets);
  Object.assign(short, {
    'tail of the phone': phone.slice(-4),
    'tail of the second guardian’s phone': other.phone.slice(-4),
    'tail of the pick-up’s phone': known.pickupPhone.slice(-4),
    'code by message': code,
    'code for collecting': lived.pickupCode.code,
    sex: 'girl',
  });
}, 120_000);

afterAll(async () => {
  await service?.stop();
  await wechat.close();
  await rm(folder, { recursive: true, force: true });
});

const nothing: string[] = [];

describe('after a parent’s whole journey, with every mistake made', () => {
  it('each mistake was refused, none by accident', () => {
    for (const { what, status } of mistakes) {
      expect(status, what).toBeGreaterThanOrEqual(400);
      expect(status === 500, what).toBe(what === 'a ring that opens nothing');
    }
  });

  it('log, figures and refusals hold nothing personal and no secret', () => {
    const log = said.get('the log')?.toString() ?? '';
    expect(log.match(/"route":/g)?.length).toBeGreaterThan(mistakes.length);
    expect(said.get('/metrics')?.toString()).toContain('operation="addChild"');
    expect(said.get('the log of a failure')?.toString()).toContain('sealed_text_unreadable');
    expect([...findPlain(said, whole), ...findShort(said, short)]).toEqual(nothing);
  });

  it('log and figures name no family and no child either', () => {
    for (const where of ['the log', 'the log of a failure', '/metrics'])
      expect(said.get(where)?.toString(), where).not.toMatch(/\b[a-z]{1,3}_[0-9a-z]{20}/);
  });

  it('no file of the service holds any of it, not even where the store has freed it', async () => {
    const files = await readTree(env.DATA_DIR ?? '');
    expect([...files.keys()].some((file) => file.endsWith('.key'))).toBe(true);
    expect([...findPlain(files, whole), ...findShort(files, short)]).toEqual(nothing);
  });
});

describe('the search itself', () => {
  const everyHit = (haystack: Haystack) => [...findPlain(haystack, whole), ...findShort(haystack, short)];

  it('finds a text in the store’s file, and still when its document was removed', async () => {
    const plain = { nickname: known.nickname, phoneTail: known.phone.slice(-4) };
    await useStoreOf(env, async (store) => {
      await store.collection('planted').insertOne(plain);
      await store.collection('planted').deleteOne({ nickname: known.nickname });
      expect(await store.collection('planted').countDocuments()).toBe(0);
    });
    const hits = everyHit(await readTree(env.DATA_DIR ?? ''));
    expect(hits).toContainEqual(expect.stringMatching(/store.*: nickname \(UTF-8\)/));
    expect(hits).toContainEqual(expect.stringMatching(/store.*: tail of the phone \(BSON\)/));
  });

  it.each([
    ['UTF-16', Buffer.from(`x${known.nickname}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`x${known.nickname}`, 'utf16le').swap16()],
    ['escaped', Buffer.from('{"name":"\\u73cf\\u73cf\\u8c46\\u4e73"}')],
    ['in an address', Buffer.from(`/q=${encodeURIComponent(known.nickname)}`)],
    ['base64', Buffer.from(Buffer.from(`{"a":"${known.nickname}"}`).toString('base64'))],
    ['base64', Buffer.from(Buffer.from(`{"ab":"${known.nickname}"}`).toString('base64url'))],
    ['base64', Buffer.from(Buffer.from(`{"abc":"${known.nickname}"}`).toString('base64'))],
    ['hex', Buffer.from(Buffer.from(`x${known.nickname}`).toString('hex'))],
    ['its sha256', createHash('sha256').update(known.nickname).digest()],
    ['its md5', Buffer.from(createHash('md5').update(known.nickname).digest('hex'))],
  ])('finds one written as %s', (how, bytes) => {
    expect(everyHit(new Map([['here', bytes]]))).toContain(`here: nickname (${how})`);
  });

  it('finds each text in a line of a log', () => {
    for (const [what, text] of Object.entries({ ...whole, ...short })) {
      const line = Buffer.from(JSON.stringify({ level: 20, msg: 'failed', value: text }));
      expect(everyHit(new Map([['log', line]]))).toContainEqual(expect.stringContaining(`log: ${what} (`));
    }
  });
});
