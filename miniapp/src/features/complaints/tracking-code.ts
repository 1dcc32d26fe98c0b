import { randomBytes } from '../../platform/random-bytes';

/** Crockford's: no letter that can be taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytesOfChance = 10;

/** 80 bits nobody can guess, as 16 characters. Whoever has it reads the complaint; nobody else ever had it. */
export async function newTrackingCode(): Promise<string> {
  return codeOf(await randomBytes(bytesOfChance));
}

/** Five bits for each character, the first ones first. */
export function codeOf(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

/** `K7M2-9QXP-…`: as it is shown and written down. */
export function groupedCode(code: string): string {
  return (plainCode(code).match(/.{1,4}/g) ?? []).join('-');
}

/** Without spaces, lines and small letters, however it was typed. */
const plainCode = (typed: string) => typed.replace(/[\s–—-]/g, '').toUpperCase();

/** Whether it can be a code at all; which one it is only the service knows. */
export const looksLikeCode = (typed: string): boolean => /^[0-9A-Z]{16}$/.test(plainCode(typed));
