import type { Config } from '../../config.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Report } from './report.js';

const timeoutMs = 5_000;
/** WeChat counts 100 a minute for one user. */
const rateLimitSeconds = 60;
/** A token is fetched anew so long before it ends; WeChat hands out the next one from five minutes before. */
const renewAheadMs = 4 * 60_000;

/** Who is there, by WeChat's word. */
export type WechatApi = {
  /**
   * The account that `wx.login` made this code for.
   * @throws DomainError wechat_code_invalid, wechat_account_blocked, rate_limited, service_unavailable
   */
  openidOf(code: string): Promise<string>;
  /**
   * The number that was shared with this code, with `+` and country code.
   * @throws DomainError wechat_code_invalid, rate_limited, service_unavailable
   */
  phoneOf(phoneCode: string): Promise<string>;
};

type Answer = Record<string, unknown>;
type Wechat = NonNullable<Config['wechat']>;
type Given = {
  report: Report;
  waitMs?: number;
  /** Milliseconds that only go forward. */
  nowMs?: () => number;
};

/**
 * WeChat's server API over HTTP (developers.weixin.qq.com: jscode2session, getStableAccessToken, getPhoneNumber). It
 * answers errors with status 200 and an `errcode`. The session key, which could open what WeChat encrypts for this
 * guardian, is not even read. Addresses hold the secret and the codes, so that no error of `fetch` may be passed on.
 */
export function wechatApi({ baseUrl, appId, appSecret }: Wechat, given: Given): WechatApi {
  const { report, waitMs = timeoutMs, nowMs = () => performance.now() } = given;
  let token: Promise<{ value: string; renewAtMs: number }> | null = null;

  async function openidOf(code: string): Promise<string> {
    const query = { appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' };
    const answer = await ask('/sns/jscode2session', query);
    if (typeof answer.openid !== 'string' || answer.openid === '') throw refusal('jscode2session', answer);
    return answer.openid;
  }

  async function phoneOf(phoneCode: string): Promise<string> {
    const asked = (access_token: string) =>
      ask('/wxa/business/getuserphonenumber', { access_token }, { code: phoneCode });
    const used = await accessToken();
    let answer = await asked(used);
    // Somebody may have had the token replaced meanwhile: once more with a new one.
    if ([40001, 40014, 42001].includes(Number(answer.errcode))) answer = await asked(await accessToken(used));
    const { purePhoneNumber, countryCode } = (answer.phone_info ?? {}) as Answer;
    if (typeof purePhoneNumber !== 'string' || !/^\d+$/.test(String(countryCode)))
      throw refusal('getuserphonenumber', answer);
    return `+${String(countryCode)}${purePhoneNumber}`;
  }

  /**
   * One request for a token at a time, however many sign in.
   * @param refused the token that WeChat took no more, if that is why another is asked for
   */
  async function accessToken(refused?: string): Promise<string> {
    const known = token;
    const kept = await known?.catch(() => null);
    if (kept && kept.renewAtMs > nowMs() && kept.value !== refused) return kept.value;
    // Whoever waited for the same token may have asked for the next one already.
    if (token === known || token === null) token = fetchToken();
    return (await token).value;
  }

  async function fetchToken() {
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false };
    const answer = await ask('/cgi-bin/stable_token', {}, body);
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || typeof seconds !== 'number') throw refusal('stable_token', answer);
    return { value, renewAtMs: nowMs() + seconds * 1000 - renewAheadMs };
  }

  async function ask(path: string, query: Record<string, string>, body?: object): Promise<Answer> {
    const url = `${baseUrl}${path}?${new URLSearchParams(query).toString()}`;
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(waitMs), redirect: 'error' });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const answer: unknown = await response.json();
      if (typeof answer === 'object' && answer !== null) return answer as Answer;
      throw new Error('no object');
    } catch (error) {
      report('WeChat gave no answer', { path, reason: (error as Error).name });
      throw new DomainError('service_unavailable');
    }
  }

  function refusal(call: string, answer: Answer): DomainError {
    switch (answer.errcode) {
      // Not a code, run out, or of another app; 40163: used before.
      case 40029:
      case 40163:
        return new DomainError('wechat_code_invalid');
      case 45011:
        return new DomainError('rate_limited', { n: rateLimitSeconds });
      case 40226:
        return new DomainError('wechat_account_blocked');
      default:
        report('WeChat refused', { call, errcode: Number(answer.errcode ?? 0) });
        return new DomainError('service_unavailable');
    }
  }

  return { openidOf, phoneOf };
}
