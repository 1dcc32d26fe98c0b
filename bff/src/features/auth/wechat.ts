import { DomainError } from '../../lib/domain-error.js';
import type { Report } from '../../lib/report.js';
import type { WechatAccount, WechatAnswer } from '../../lib/wechat-account.js';

/** WeChat counts 100 a minute for one user. */
const rateLimitSeconds = 60;

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

/**
 * Signing in by WeChat's server API (developers.weixin.qq.com: jscode2session, getPhoneNumber). The session key, which
 * could open what WeChat encrypts for this guardian, is not even read.
 */
export function wechatApi(account: WechatAccount, report: Report): WechatApi {
  async function openidOf(code: string): Promise<string> {
    const query = { js_code: code, grant_type: 'authorization_code' };
    const answer = await answered(account.askWithSecret('/sns/jscode2session', query));
    if (typeof answer.openid !== 'string' || answer.openid === '') throw refusal('jscode2session', answer);
    return answer.openid;
  }

  async function phoneOf(phoneCode: string): Promise<string> {
    const answer = await answered(
      account.askWithToken('/wxa/business/getuserphonenumber', { code: phoneCode }),
    );
    const { purePhoneNumber, countryCode } = (answer.phone_info ?? {}) as WechatAnswer;
    if (typeof purePhoneNumber !== 'string' || !/^\d+$/.test(String(countryCode)))
      throw refusal('getuserphonenumber', answer);
    return `+${String(countryCode)}${purePhoneNumber}`;
  }

  function refusal(call: string, answer: WechatAnswer): DomainError {
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

/** Silence, and an account that gets no token, are the same to a parent; the operator has been told. */
async function answered(answer: Promise<WechatAnswer>): Promise<WechatAnswer> {
  return answer.catch(() => {
    throw new DomainError('service_unavailable');
  });
}
