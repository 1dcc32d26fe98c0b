import { createHmac, hkdfSync } from 'node:crypto';
import { plainCode } from '../../lib/spoken-code.js';

export type AuthorMarks = ReturnType<typeof authorMarks>;

/**
 * Keyed hashes by which complaints are found for those who filed them, with keys of their own worked out from the
 * service's secret: whoever has the store alone can neither tell families from them nor try codes.
 */
export function authorMarks(secret: string) {
  const keyed = (purpose: string) => {
    const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
    return (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  };
  const markFamily = keyed('nearcare complaints of a family');
  const markCode = keyed('nearcare tracking codes of complaints');
  return {
    ofFamily: markFamily,
    /** Null for what can't be a tracking code: 16 characters of Crockford's alphabet, however they are typed. */
    ofCode(typed: string): string | null {
      const code = plainCode(typed);
      return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code) ? markCode(code) : null;
    },
  };
}
