import { wasNeverSent } from './never-sent.js';
import type { Report } from './report.js';

const timeoutMs = 5_000;
/** A token is fetched anew so long before it ends; WeChat hands out the next one from five minutes before. */
const renewAheadMs = 4 * 60_000;

export type WechatAnswer = Record<string, unknown>;

/** No answer came. `isUncertain`: the request may have been carried out all the same. */
export class WechatSilentError extends Error {
  constructor(readonly isUncertain: boolean) {
    super(isUncertain ? 'WeChat took the request and did not answer' : 'WeChat was not reached');
    this.name = 'WechatSilentError';
  }
}

/** The mini-program's account at WeChat. Answers are given as they come: with status 200, errors in `errcode`. */
export type WechatAccount = {
  readonly appId: string;
  /** For calls that the app secret itself opens. @throws WechatSilentError */
  askWithSecret(path: string, query: Record<string, string>): Promise<WechatAnswer>;
  /** For calls under an access token. @throws WechatSilentError, WechatTokenError */
  askWithToken(path: string, body: object): Promise<WechatAnswer>;
};

/** WeChat gave no access token: `errcode` says why. */
export class WechatTokenError extends Error {
  constructor(readonly errcode: number) {
    super(`WeChat gave no access token: ${errcode}`);
    this.name = 'WechatTokenError';
  }
}

type Settings = { readonly baseUrl: string; readonly appId: string; readonly appSecret: string };
type Given = {
  report: Report;
  waitMs?: number;
  /** Milliseconds that only go forward. */
  nowMs?: () => number;
};

/**
 * WeChat's server API over HTTP, and the access token that most of it wants (developers.weixin.qq.com:
 * getStableAccessToken). Addresses hold the secret and the codes, so that no error of `fetch` may be passed on.
 */
export function wechatAccount({ baseUrl, appId, appSecret }: Settings, given: Given): WechatAccount {
  const { report, waitMs = timeoutMs, nowMs = () => performance.now() } = given;
  let token: Promise<{ value: string; renewAtMs: number }> | null = null;

  async function askWithToken(path: string, body: object): Promise<WechatAnswer> {
    const asked = (access_token: string) => ask(path, { access_token }, body);
    const used = await accessToken();
    const answer = await asked(used);
    // Somebody may have had the token replaced meanwhile: once more with a new one.
    return [40001, 40014, 42001].includes(Number(answer.errcode)) ? asked(await accessToken(used)) : answer;
  }

  /**
   * One request for a token at a time, however many need one.
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
    const answer = await ask('/cgi-bin/stable_token', {}, body).catch(() => {
      // Without a token nothing that it was wanted for has been asked yet.
      throw new WechatSilentError(false);
    });
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value === 'string' && typeof seconds === 'number')
      return { value, renewAtMs: nowMs() + seconds * 1000 - renewAheadMs };
    const errcode = Number(answer.errcode ?? 0);
    report('WeChat refused', { call: 'stable_token', errcode });
    throw new WechatTokenError(errcode);
  }

  async function ask(path: string, query: Record<string, string>, body?: object): Promise<WechatAnswer> {
    const url = `${baseUrl}${path}?${new URLSearchParams(query).toString()}`;
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(waitMs), redirect: 'error' });
      if (!response.ok) throw new WechatSilentError(response.status === 504);
      const answer: unknown = await response.json();
      if (typeof answer === 'object' && answer !== null) return answer as WechatAnswer;
      throw new WechatSilentError(true);
    } catch (error) {
      report('WeChat gave no answer', { path, reason: (error as Error).name });
      throw error instanceof WechatSilentError ? error : new WechatSilentError(!wasNeverSent(error));
    }
  }

  return {
    appId,
    askWithSecret: (path, query) => ask(path, { ...query, appid: appId, secret: appSecret }),
    askWithToken,
  };
}
