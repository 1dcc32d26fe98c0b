import { Secret, TOTP } from 'otpauth';

/** What every authenticator app takes: RFC 6238 with SHA-1, six digits, a new code each 30 seconds. */
const options = { issuer: '就近托', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks of phones differ, and typing takes a while: the code before and the one after count too. */
const window = 1;

/** A new secret of 160 bits, as RFC 4226 recommends, in Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The secret as authenticator apps take it in. `label` is shown there: the place, no name. */
export function otpauthUri(secret: string, label: string): string {
  return new TOTP({ ...options, label, secret: Secret.fromBase32(secret) }).toString();
}

/** The number of the time step whose code this is; null when it is none of those that count now. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ ...options, secret: Secret.fromBase32(secret) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}
