import { createHmac } from 'node:crypto';

export type OneTimeCodes = ReturnType<typeof oneTimeCodes>;

/** Crockford's alphabet: no I, L, O, U, so that a code can be read out and typed without doubt. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Codes that people read to each other. Each is worked out from its id and the secret, so a repeated request shows the
 * same one and nothing that is stored can be turned back into it.
 */
export function oneTimeCodes(secret: string) {
  const keyed = (purpose: string, text: string): Buffer =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['families', purpose, text]))
      .digest();

  return {
    /** Eight characters, 40 bits, in two groups: `K7M2-9QXP`. */
    invitationCode(invitationId: string): string {
      const bytes = keyed('invitation code', invitationId);
      const code = Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte % 32]).join('');
      return `${code.slice(0, 4)}-${code.slice(4)}`;
    },
    /** By which an invitation is found when somebody enters its code, in whatever spelling. */
    invitationIndex: (code: string): string => keyed('invitation index', plain(code)).toString('base64url'),
    /** Six digits. */
    pickupDigits: (pickupCodeId: string): string =>
      String(keyed('pickup code', pickupCodeId).readUIntBE(0, 6) % 1_000_000).padStart(6, '0'),
    /** A value that is the same for the same parts and tells nobody what they are. */
    mark: (...parts: string[]): string => keyed('mark', JSON.stringify(parts)).toString('base64url'),
  };
}

/** As people type it: any case, spaces or dashes anywhere, O for 0, I or L for 1. */
function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
