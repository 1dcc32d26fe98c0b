import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, newId } from '../../lib/ids.js';
import type { Report } from '../../lib/report.js';
import type { SmsProvider } from '../../lib/sms.js';
import { normalisePhone } from '../../regions/phone.js';
import type { AuthModel } from './auth.model.js';
import type { BlindIndex } from './blind-index.js';
import type { PhoneCode } from './codes.model.js';

const codeSeconds = 5 * 60;
const resendSeconds = 60;
/** With five attempts a code and ten codes a day, guessing a number's code for a day works once in 20,000 times. */
const maxAttempts = 5;
const maxSendsPerDay = 10;
const daySeconds = 86_400;

type Deps = { model: AuthModel; index: BlindIndex; sms: SmsProvider; clock: Clock; report: Report };

/**
 * Codes sent to phones. Nothing here looks for a guardian, so that neither answer nor time tells a known number from
 * an unknown one.
 */
export function phoneCodesService({ model, index, sms, clock, report }: Deps) {
  /** @throws DomainError phone_invalid, rate_limited, service_unavailable (the carrier did not take it) */
  async function requestPhoneCode(givenPhone: string): Promise<Reply<'requestPhoneCode'>> {
    const phone = normalisePhone(givenPhone);
    if (!phone) throw new DomainError('phone_invalid');
    const now = clock.now();
    const _id = index('phone', phone);
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    const kept = await model.findCode(_id);
    const counted = kept && kept.countedFrom > after(now, -daySeconds) ? kept : null;
    refuseIfTooSoon(kept, counted, now);
    const fresh: PhoneCode = {
      _id,
      codeHash: index('code', `${phone}:${code}`),
      sentAt: now,
      expiresAt: after(now, codeSeconds),
      attempts: 0,
      usedBy: null,
      sends: (counted?.sends ?? 0) + 1,
      countedFrom: counted?.countedFrom ?? now,
      forgetAt: after(counted?.countedFrom ?? now, daySeconds + codeSeconds),
    };
    // Another request for the same number was first.
    if (!(await model.putCode(fresh, kept))) throw new DomainError('rate_limited', { n: resendSeconds });
    try {
      await sms.sendCode(phone, code);
    } catch (error) {
      report('the SMS carrier took no code', { reason: (error as Error).message });
      // Nobody got this code: the next request need not wait a minute. It counts all the same.
      await model.putCode({ ...fresh, sentAt: new Date(0), expiresAt: now }, fresh);
      throw new DomainError('service_unavailable');
    }
    return {
      expiresInSeconds: codeSeconds,
      resendInSeconds: resendSeconds,
      ...(sms.showsCode ? { developmentCode: code } : {}),
    };
  }

  /**
   * Answers the normalised number that the code proves. `key` (the idempotency key, may be empty) names this sign-in:
   * it may ask again with the same code, since its answer may have been lost.
   * @throws DomainError phone_invalid, code_wrong, code_expired
   */
  async function provePhone(input: { phone: string; code: string; key: string }): Promise<string> {
    const phone = normalisePhone(input.phone);
    if (!phone) throw new DomainError('phone_invalid');
    const phoneIndex = index('phone', phone);
    const by = input.key ? derivedId('l', phoneIndex, input.key) : newId('l');
    const sent = await model.takeAttempt(phoneIndex, clock.now(), maxAttempts, by);
    if (!sent) throw new DomainError('code_expired');
    const codeHash = index('code', `${phone}:${input.code}`);
    if (!isSame(codeHash, sent.codeHash))
      throw new DomainError('code_wrong', { n: maxAttempts - sent.attempts });
    if (!(await model.useCode(phoneIndex, codeHash, by))) throw new DomainError('code_expired');
    return phone;
  }

  return { requestPhoneCode, provePhone };
}

function refuseIfTooSoon(kept: PhoneCode | null, counted: PhoneCode | null, now: Date): void {
  const resendAt = kept ? after(kept.sentAt, resendSeconds) : now;
  const isFull = counted && counted.sends >= maxSendsPerDay;
  const nextAt = isFull ? after(counted.countedFrom, daySeconds) : resendAt;
  if (nextAt > now)
    throw new DomainError('rate_limited', { n: Math.ceil((nextAt.getTime() - now.getTime()) / 1000) });
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
