import { randomInt } from 'node:crypto';
import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Report } from '../../lib/report.js';
import type { SmsProvider } from '../../lib/sms.js';
import { normalisePhone } from '../../regions/phone.js';
import type { AuthModel } from './auth.model.js';
import type { BlindIndex } from './blind-index.js';
import { codeText } from './code-texts.js';
import type { PhoneCode } from './codes.model.js';
import { codeHashOf } from './phone-proof.service.js';

const codeSeconds = 5 * 60;
const resendSeconds = 60;
const maxSendsPerDay = 10;
const daySeconds = 86_400;

type Deps = { model: AuthModel; index: BlindIndex; sms: SmsProvider; clock: Clock; report: Report };

/**
 * Codes sent to phones. Nothing here looks for a guardian, so that neither answer nor time tells a known number from
 * an unknown one.
 */
export function phoneCodesService({ model, index, sms, clock, report }: Deps) {
  /**
   * A number has one code: one for another purpose takes the place of the one before.
   * @throws DomainError phone_invalid, rate_limited, service_unavailable (the carrier did not take it)
   */
  async function requestPhoneCode({
    phone: givenPhone,
    purpose = 'signIn',
  }: Body<'requestPhoneCode'>): Promise<Reply<'requestPhoneCode'>> {
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
      purpose,
      codeHash: codeHashOf(index, phone, code),
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
      await sms.sendCode({ phone, code, purpose, text: codeText(purpose, code) });
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

  return { requestPhoneCode };
}

function refuseIfTooSoon(kept: PhoneCode | null, counted: PhoneCode | null, now: Date): void {
  const resendAt = kept ? after(kept.sentAt, resendSeconds) : now;
  const isFull = counted && counted.sends >= maxSendsPerDay;
  const nextAt = isFull ? after(counted.countedFrom, daySeconds) : resendAt;
  if (nextAt > now)
    throw new DomainError('rate_limited', { n: Math.ceil((nextAt.getTime() - now.getTime()) / 1000) });
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
