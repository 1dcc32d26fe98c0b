import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, newId } from '../../lib/ids.js';
import type { Session } from '../../plugins/session.js';
import { normalisePhone } from '../../regions/phone.js';
import type { AuthModel } from './auth.model.js';
import type { SmsProvider } from './sms.js';

const codeSeconds = 5 * 60;
const resendSeconds = 60;
const maxAttempts = 5;
const sessionDays = 60;
/** A refresh whose answer was lost comes again with the old token: within this time that is no theft. */
const lostAnswerSeconds = 30;

export type AuthDeps = { model: AuthModel; sms: SmsProvider; clock: Clock; phoneIndexSecret: string };
export type IssuedSession = { session: Session; refreshToken: string };

export function authService({ model, sms, clock, phoneIndexSecret }: AuthDeps) {
  const keyed = (purpose: string, text: string) =>
    createHmac('sha256', phoneIndexSecret).update(`${purpose}:${text}`).digest('base64url');

  /** @throws DomainError phone_invalid, rate_limited */
  async function requestPhoneCode(givenPhone: string) {
    const phone = normalisePhone(givenPhone);
    if (!phone) throw new DomainError('phone_invalid');
    const now = clock.now();
    const phoneIndex = keyed('phone', phone);
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    const isNew = await model.putCode(
      {
        _id: phoneIndex,
        codeHash: keyed('code', `${phone}:${code}`),
        sentAt: now,
        expiresAt: after(now, codeSeconds),
        attempts: 0,
        usedBy: null,
      },
      after(now, -resendSeconds),
    );
    if (!isNew) {
      const sent = await model.findCode(phoneIndex);
      const waited = sent ? (now.getTime() - sent.sentAt.getTime()) / 1000 : 0;
      throw new DomainError('rate_limited', { n: Math.max(1, Math.ceil(resendSeconds - waited)) });
    }
    await sms.sendCode(phone, code);
    return {
      expiresInSeconds: codeSeconds,
      resendInSeconds: resendSeconds,
      ...(sms.showsCode ? { developmentCode: code } : {}),
    };
  }

  /** @throws DomainError phone_invalid, code_wrong, code_expired */
  async function loginWithPhone(input: { phone: string; code: string; client: string; key: string }) {
    const phone = normalisePhone(input.phone);
    if (!phone) throw new DomainError('phone_invalid');
    const now = clock.now();
    const phoneIndex = keyed('phone', phone);
    const sent = await model.takeAttempt(phoneIndex, now, maxAttempts);
    if (!sent) throw new DomainError('code_expired');
    const codeHash = keyed('code', `${phone}:${input.code}`);
    if (!isSame(codeHash, sent.codeHash))
      throw new DomainError('code_wrong', { n: maxAttempts - sent.attempts });
    const by = input.key ? derivedId('l', phoneIndex, input.key) : newId('l');
    if (!(await model.useCode(phoneIndex, codeHash, by))) throw new DomainError('code_expired');

    const guardian = await model.ensureGuardian({
      _id: derivedId('g', phoneIndex),
      familyId: derivedId('f', phoneIndex),
      phoneTail: phone.slice(-4),
      createdAt: now,
    });
    return openSession({ guardianId: guardian._id, familyId: guardian.familyId, client: input.client });
  }

  async function openSession(who: {
    guardianId: string;
    familyId: string;
    client: string;
  }): Promise<IssuedSession> {
    const now = clock.now();
    const sessionId = newId('s');
    const secret = newSecret();
    await model.addSession({
      _id: sessionId,
      ...who,
      tokenHash: hashOf(secret),
      previousHash: null,
      rotatedAt: now,
      revokedAt: null,
      expiresAt: after(now, sessionDays * 86_400),
    });
    const session = { sessionId, guardianId: who.guardianId, familyId: who.familyId };
    return { session, refreshToken: `${sessionId}.${secret}` };
  }

  /**
   * Trades a refresh token for the next one. A token that was traded before means two holders: the session ends for
   * both. @throws DomainError session_expired
   */
  async function refreshSession(token: string): Promise<IssuedSession> {
    const now = clock.now();
    const { id, hash } = partsOf(token);
    const kept = await model.findSession(id);
    if (!kept || kept.revokedAt || kept.expiresAt <= now) throw new DomainError('session_expired');
    const isLostAnswer = hash === kept.previousHash && after(kept.rotatedAt, lostAnswerSeconds) > now;
    if (hash !== kept.tokenHash && !isLostAnswer) {
      await model.revokeSession(id, now);
      throw new DomainError('session_expired');
    }
    const secret = newSecret();
    const isRotated = await model.rotateSession(id, kept.tokenHash, {
      tokenHash: hashOf(secret),
      rotatedAt: now,
      expiresAt: after(now, sessionDays * 86_400),
    });
    // Another refresh of the same session was first: ask again, now as a lost answer.
    if (!isRotated) return refreshSession(token);
    const session = { sessionId: id, guardianId: kept.guardianId, familyId: kept.familyId };
    return { session, refreshToken: `${id}.${secret}` };
  }

  /** Ends the session that this token belongs to; an unknown token is already signed out. */
  async function signOut(token: string): Promise<void> {
    const { id, hash } = partsOf(token);
    const kept = await model.findSession(id);
    if (kept && (hash === kept.tokenHash || hash === kept.previousHash))
      await model.revokeSession(id, clock.now());
  }

  return { requestPhoneCode, loginWithPhone, refreshSession, signOut };
}

function partsOf(token: string): { id: string; hash: string } {
  const [id = '', secret = ''] = token.split('.');
  return { id, hash: hashOf(secret) };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
