import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@nearcare/bff/lib/clock';
import { newId } from '@nearcare/bff/lib/ids';

const codeMs = 5 * 60_000;
const tokenSeconds = 7200;

export type WechatPath =
  | '/sns/jscode2session'
  | '/cgi-bin/stable_token'
  | '/wxa/business/getuserphonenumber'
  | '/cgi-bin/message/subscribe/send';

/**
 * What the next request to a path meets instead of the usual answer. `never`: the connection stays open; `lost`: all is
 * done as usual and the answer does not arrive.
 */
export type Trouble =
  | { errcode: number }
  | { status: number; text?: string }
  | { text: string }
  | 'never'
  | 'lost'
  | 'hangUp';

type Fields = Record<string, { value: string }>;
type Code = { for: string; madeAt: number; isUsed: boolean };
type Asked = { path: string; query: URLSearchParams; body: Record<string, unknown> };

export type WechatStandIn = Awaited<ReturnType<typeof startWechatStandIn>>;

/**
 * WeChat's server API as far as it is used, on a local port: codes work once and for five minutes, errors come with
 * status 200 and an `errcode`, a token can be taken back, a message needs fields within WeChat's limits. Written from
 * the documents of jscode2session, getStableAccessToken, getPhoneNumber and sendMessage (subscribe-message).
 */
export async function startWechatStandIn(clock: Clock) {
  const appId = 'wx0123456789abcdef';
  const appSecret = newId('secret');
  const loginCodes = new Map<string, Code>();
  const phoneCodes = new Map<string, Code>();
  const troubles: { path: WechatPath; trouble: Trouble }[] = [];
  const asked: Asked[] = [];
  /** Every session key that was handed out: none may be seen anywhere else. */
  const sessionKeys: string[] = [];
  /** Messages that phones have got. */
  const delivered: { openid: string; templateId: string; data: Record<string, { value: string }> }[] = [];
  /** Answers about messages wait for it; the messages have arrived by then. */
  let held: Promise<void> = Promise.resolve();
  let token: { value: string; untilMs: number } | null = null;

  function take(codes: Map<string, Code>, given: unknown): string | { errcode: number } {
    const code = codes.get(String(given));
    if (!code || code.madeAt + codeMs < clock.now().getTime()) return { errcode: 40029 };
    if (code.isUsed) return { errcode: 40163 };
    code.isUsed = true;
    return code.for;
  }

  function isOurs(appid: unknown, secret: unknown): boolean {
    return appid === appId && secret === appSecret;
  }

  const answers: Record<WechatPath, (request: Asked) => object> = {
    '/sns/jscode2session'({ query }) {
      if (!isOurs(query.get('appid'), query.get('secret')))
        return { errcode: 40013, errmsg: 'invalid appid' };
      if (query.get('grant_type') !== 'authorization_code') return { errcode: 40002 };
      const openid = take(loginCodes, query.get('js_code'));
      if (typeof openid !== 'string') return openid;
      const session_key = newId('sk');
      sessionKeys.push(session_key);
      return { openid, session_key };
    },
    '/cgi-bin/stable_token'({ body }) {
      if (!isOurs(body.appid, body.secret)) return { errcode: 40013, errmsg: 'invalid appid' };
      if (body.grant_type !== 'client_credential') return { errcode: 40002 };
      const now = clock.now().getTime();
      if (!token || token.untilMs <= now || body.force_refresh === true)
        token = { value: newId('token'), untilMs: now + tokenSeconds * 1000 };
      return { access_token: token.value, expires_in: Math.floor((token.untilMs - now) / 1000) };
    },
    '/wxa/business/getuserphonenumber'({ query, body }) {
      if (!token || query.get('access_token') !== token.value) return { errcode: 40001 };
      const phone = take(phoneCodes, body.code);
      if (typeof phone !== 'string') return phone;
      const [countryCode = '', purePhoneNumber = ''] = phone.split(' ');
      const phoneNumber = countryCode === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`;
      const watermark = { timestamp: Math.floor(clock.now().getTime() / 1000), appid: appId };
      return {
        errcode: 0,
        errmsg: 'ok',
        phone_info: { phoneNumber, purePhoneNumber, countryCode, watermark },
      };
    },
    '/cgi-bin/message/subscribe/send'({ query, body }) {
      if (!token || query.get('access_token') !== token.value) return { errcode: 40001 };
      const { touser, template_id, data } = body as { touser: string; template_id: string; data: Fields };
      const isFit = Object.entries(data).every(([name, { value }]) => isWithinLimits(name, value));
      if (!isFit) return { errcode: 47003, errmsg: 'argument invalid' };
      delivered.push({ openid: touser, templateId: template_id, data });
      return { errcode: 0, errmsg: 'ok', msgid: delivered.length };
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const query = url.searchParams;
    const one: Asked = { path: url.pathname, query, body: text ? JSON.parse(text) : {} };
    asked.push(one);
    const usual = answers[url.pathname as WechatPath];
    const wantedMethod = url.pathname === '/sns/jscode2session' ? 'GET' : 'POST';
    if (!usual || request.method !== wantedMethod) {
      response.writeHead(404).end();
      return;
    }
    const index = troubles.findIndex(({ path }) => path === url.pathname);
    const trouble = index < 0 ? null : troubles.splice(index, 1)[0]?.trouble;
    if (trouble === 'never') return;
    if (trouble === 'lost') usual(one);
    if (trouble === 'hangUp' || trouble === 'lost') {
      request.socket.destroy();
      return;
    }
    if (trouble && 'errcode' in trouble)
      send(response, 200, JSON.stringify({ ...trouble, errmsg: 'on demand' }));
    else if (trouble) send(response, 'status' in trouble ? trouble.status : 200, trouble.text ?? '');
    else {
      const done = usual(one);
      if (one.path === '/cgi-bin/message/subscribe/send') await held;
      send(response, 200, JSON.stringify(done));
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const newCode = (codes: Map<string, Code>, what: string) => {
    const code = newId('code');
    codes.set(code, { for: what, madeAt: clock.now().getTime(), isUsed: false });
    return code;
  };

  return {
    appId,
    appSecret,
    sessionKeys,
    delivered,
    /** Requests so far, the first first. */
    asked,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What `wx.login` gives on the phone of this account. */
    loginCode: (openid: string) => newCode(loginCodes, openid),
    /** What the button gives that shares a number. */
    phoneCode: (phone: string, countryCode = '86') => newCode(phoneCodes, `${countryCode} ${phone}`),
    /** Meets the next request to this path; further ones queue up behind it. */
    trouble: (path: WechatPath, trouble: Trouble) => void troubles.push({ path, trouble }),
    /** From now on messages arrive as usual, and none is answered before the returned function is called. */
    holdAnswers() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    /** What was queued up and met nobody. */
    clearTroubles: () => void troubles.splice(0),
    /** As when another server of the same account has asked for a new token by force. */
    takeTokenBack: () => {
      token = null;
    },
    countOf: (path: WechatPath) => asked.filter((one) => one.path === path).length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** WeChat's limits by the type of a field (参数值限制). */
function isWithinLimits(name: string, value: string): boolean {
  const length = [...value].length;
  if (/^thing\d+$/.test(name)) return length > 0 && length <= 20 && !/[\r\n]/.test(value);
  if (/^phrase\d+$/.test(name)) return /^\p{Script=Han}{1,5}$/u.test(value);
  if (/^time\d+$/.test(name)) return /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{2}:\d{2}$/.test(value);
  if (/^date\d+$/.test(name)) return /^\d{4}年\d{1,2}月\d{1,2}日$/.test(value);
  return false;
}

function send(response: ServerResponse, status: number, text: string): void {
  // As the real one: JSON under the name of plain text.
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}
