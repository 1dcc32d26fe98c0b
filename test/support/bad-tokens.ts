import { createHmac } from 'node:crypto';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const never = 9_999_999_999;

/** An access token as our own would be: HS256 with this secret. */
export function signedToken(claims: object, secret: string): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** What a token says that is good for a guardian of this family, for ever. */
export const claimsOf = (familyId: string, guardianId = 'g_1') => ({
  ...{ sid: 's_1', sub: guardianId, fam: familyId, iss: 'nearcare' },
  ...{ iat: 1, exp: never },
});

/** Tokens that open nothing, each with the code of its refusal, made for a family and by what the service signs with. */
export const badTokens: Readonly<
  Record<string, { code: string; make: (familyId: string, secret: string) => string | null }>
> = {
  'no token': { code: 'sign_in_required', make: () => null },
  'a malformed token': { code: 'sign_in_required', make: () => 'not.a.token' },
  'a token of alg none': {
    code: 'sign_in_required',
    make: (familyId) => `${part({ alg: 'none', typ: 'JWT' })}.${part(claimsOf(familyId))}.`,
  },
  'a token signed with a foreign key': {
    code: 'sign_in_required',
    make: (familyId) => signedToken(claimsOf(familyId), 'a-foreign-secret-0123456789-0123456789'),
  },
  'an expired token': {
    code: 'session_expired',
    make: (familyId, secret) => signedToken({ ...claimsOf(familyId), exp: 2 }, secret),
  },
};
