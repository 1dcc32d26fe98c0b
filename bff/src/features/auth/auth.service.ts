import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { normalisePhone } from '../../regions/phone.js';
import type { AuthModel } from './auth.model.js';
import type { BlindIndex } from './blind-index.js';
import type { Client } from './client.js';
import type { GuardianDoc } from './guardians.model.js';
import type { identitiesService } from './identities.service.js';
import type { PhoneProof } from './phone-proof.service.js';
import type { IssuedSession, SessionsService } from './sessions.service.js';
import type { WechatApi } from './wechat.js';

/** As long as WeChat's own codes live. */
const rememberLoginMs = 5 * 60_000;
const maxTries = 3;

type Deps = {
  model: AuthModel;
  index: BlindIndex;
  provePhone: PhoneProof;
  identities: ReturnType<typeof identitiesService>;
  sessions: SessionsService;
  /** null: this installation has no mini-program account. */
  wechat: WechatApi | null;
  clock: Clock;
};
/** `key`: the idempotency key, may be empty. `device`: what it calls itself. */
type Asking = { key: string; device: string | null };

/** Signing in: proof first, then the guardian it belongs to, then a session. */
export function authService({ model, index, provePhone, identities, sessions, wechat, clock }: Deps) {
  /** @throws DomainError phone_invalid, code_wrong, code_expired */
  async function loginWithPhone(
    body: { phone: string; code: string; client: Client },
    { key, device }: Asking,
  ): Promise<IssuedSession> {
    const phone = await provePhone('signIn', { ...body, key });
    return signIn(() => identities.byPhone(phone), body.client, device);
  }

  /**
   * WeChat takes a code once. So that a parent whose answer was lost need not start anew, the guardian is remembered
   * for five minutes under the codes and the idempotency key together: a code alone, read from somewhere, opens
   * nothing. Only finished sign-ins are remembered: when WeChat fails between the two codes, both are spent and the
   * phone makes new ones, which costs the parent nothing.
   * @throws DomainError wechat_code_invalid, wechat_account_blocked, rate_limited, service_unavailable,
   *   phone_has_other_wechat, family_not_empty
   */
  async function loginWithWechat(
    { code, phoneCode = '' }: { code: string; phoneCode?: string },
    { key, device }: Asking,
  ): Promise<IssuedSession> {
    if (!wechat) throw new DomainError('service_unavailable');
    const now = clock.now();
    const loginId = key && index('wechatLogin', JSON.stringify([code, phoneCode, key]));
    const answered = loginId ? await model.findWechatLogin(loginId, now) : null;
    const known = answered && (await model.findGuardian(answered.guardianId));
    const again = known && (await sessions.openSession(known, 'weapp', device));
    if (again) return again;

    const openid = await wechat.openidOf(code);
    // After the account's code has proved good: each number asked for is paid for.
    const shared = phoneCode ? await wechat.phoneOf(phoneCode) : '';
    // A number of a country where we are not can't be kept or called: then the account alone counts.
    const phone = normalisePhone(shared);
    const issued = await signIn(
      () => (phone ? identities.byOpenidAndPhone(openid, phone) : identities.byOpenid(openid)),
      'weapp',
      device,
    );
    const { guardianId } = issued.session;
    if (loginId)
      await model.rememberWechatLogin({
        _id: loginId,
        guardianId,
        expiresAt: new Date(now.getTime() + rememberLoginMs),
      });
    return issued;
  }

  /** Once more when the guardian was erased between being found and being signed in. */
  async function signIn(who: () => Promise<GuardianDoc>, client: Client, device: string | null) {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const issued = await sessions.openSession(await who(), client, device);
      if (issued) return issued;
    }
    throw new DomainError('retry');
  }

  return { loginWithPhone, loginWithWechat };
}
