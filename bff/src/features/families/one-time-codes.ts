import { createHmac } from 'node:crypto';
import { plainCode, spokenCode } from '../../lib/spoken-code.js';

export type OneTimeCodes = ReturnType<typeof oneTimeCodes>;

/**
 * Codes that people read or show to each other. Each is worked out from its id and the secret, so a repeated request
 * shows the same one and nothing that is stored can be turned back into it.
 */
export function oneTimeCodes(secret: string) {
  const keyed = (purpose: string, text: string): Buffer =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['families', purpose, text]))
      .digest();

  return {
    /** Eight characters, 40 bits, in two groups: `K7M2-9QXP`. */
    invitationCode: (invitationId: string): string =>
      spokenCode(keyed('invitation code', invitationId).subarray(0, 8)),
    /** By which an invitation is found when somebody enters its code, in whatever spelling. */
    invitationIndex: (code: string): string =>
      keyed('invitation index', plainCode(code)).toString('base64url'),
    /** Six digits. */
    pickupDigits: (pickupCodeId: string): string =>
      String(keyed('pickup code', pickupCodeId).readUIntBE(0, 6) % 1_000_000).padStart(6, '0'),
    /** 160 bits that are printed on a card and stand nowhere else. */
    cardSecret: (cardId: string): string =>
      keyed('family card', cardId).subarray(0, 20).toString('base64url'),
    /** A value that is the same for the same parts and tells nobody what they are. */
    mark: (...parts: string[]): string => keyed('mark', JSON.stringify(parts)).toString('base64url'),
  };
}
