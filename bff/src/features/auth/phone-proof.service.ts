import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, newId } from '../../lib/ids.js';
import { isSameText } from '../../lib/same-text.js';
import { normalisePhone } from '../../regions/phone.js';
import type { AuthModel } from './auth.model.js';
import type { FamilyByPhone } from './auth.public.js';
import type { BlindIndex } from './blind-index.js';
import type { PhoneCodePurpose } from './codes.model.js';

/** With ten codes a day at most, guessing a number's code for a day works once in 20,000 times. */
const maxAttempts = 5;

type Deps = { model: AuthModel; index: BlindIndex; clock: Clock };
/** `key` (the idempotency key, may be empty) names who proves: the same may ask again, for its answer may be lost. */
type Given = { phone: string; code: string; key: string };

export type PhoneProof = ReturnType<typeof phoneProof>;

/** Proves by a code that somebody has a phone at hand: for the purpose it was sent for, and for no other. */
export function phoneProof({ model, index, clock }: Deps) {
  /** Answers the normalised number. @throws DomainError phone_invalid, code_wrong, code_expired */
  return async (purpose: PhoneCodePurpose, given: Given): Promise<string> => {
    const phone = normalisePhone(given.phone);
    if (!phone) throw new DomainError('phone_invalid');
    const phoneIndex = index('phone', phone);
    const by = given.key ? derivedId('l', phoneIndex, given.key) : newId('l');
    const sent = await model.takeAttempt(phoneIndex, { purpose, now: clock.now(), maxAttempts, by });
    if (!sent) throw new DomainError('code_expired');
    const codeHash = codeHashOf(index, phone, given.code);
    if (!isSameText(codeHash, sent.codeHash))
      throw new DomainError('code_wrong', { n: maxAttempts - sent.attempts });
    if (!(await model.useCode(phoneIndex, codeHash, by))) throw new DomainError('code_expired');
    return phone;
  };
}

/** The family of whoever reads out to a desk the code that was sent for that. */
export function familyByPhone(deps: Deps): FamilyByPhone {
  const prove = phoneProof(deps);
  return {
    async proveFamily(given) {
      const phone = await prove('desk', given);
      const guardian = await deps.model.findBy({ phoneIndex: deps.index('phone', phone) });
      return guardian?.familyId ?? null;
    },
  };
}

export function codeHashOf(index: BlindIndex, phone: string, code: string): string {
  return index('code', `${phone}:${code}`);
}
