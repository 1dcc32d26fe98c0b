import jwt from '@fastify/jwt';
import fp from 'fastify-plugin';
import { DomainError } from '../lib/domain-error.js';

/** The signed-in guardian, as the access token says. */
export type Session = { readonly sessionId: string; readonly guardianId: string; readonly familyId: string };

/**
 * A desk that its holder opened on this device by the second factor: a centre's staff or an officer of a district.
 * `name` and `placeName` are what families read about who acted.
 */
type OpenedDesk = {
  readonly membershipId: string;
  readonly sessionId: string;
  /** The family of its holder, who is a parent there like any other. */
  readonly familyId: string;
  readonly name: string;
  readonly placeName: string;
};
export type StaffDesk = OpenedDesk & { readonly role: 'staff'; readonly centreId: string };
/** `level` 0: of one district. Above it `districtCode` is how the codes of the districts below begin. */
export type OfficerDesk = OpenedDesk & {
  readonly role: 'officer';
  readonly districtCode: string;
  readonly level: number;
};
export type DeskSession = StaffDesk | OfficerDesk;

/** Somebody by a token that did not come in a header, and for how long that still counts. */
export type SignedIn = Session & { readonly lastsMs: number };

export const accessTokenSeconds = 15 * 60;

/** Whether a token's session still stands and its guardian is still in that family. */
export type SessionCheck = (session: Session) => Promise<boolean>;

/** The desk open on the device of this session; null when none is, or none any more. Asked at every desk request. */
export type DeskLookup = (session: Session) => Promise<DeskSession | null>;

/** `lookAtDesk`: the same as `findDesk`, without counting as use. */
type Options = { secret: string; isLive: SessionCheck; findDesk: DeskLookup; lookAtDesk: DeskLookup };

/**
 * Reads and signs access tokens. Only HS256 with our own secret counts: `alg: none` and foreign keys are strangers.
 * A token whose session ended, or whose guardian left the family it names, is refused though it has not run out: at
 * once by the process in which that happened, by the others within two seconds (features/auth/ended-sessions.ts).
 */
export const sessionPlugin = fp<Options>(
  async (app, { secret, isLive, findDesk, lookAtDesk }) => {
    await app.register(jwt, {
      secret,
      sign: { algorithm: 'HS256', iss: 'nearcare', expiresIn: accessTokenSeconds },
      verify: { algorithms: ['HS256'], allowedIss: 'nearcare', cache: 5000 },
    });

    app.decorate('signInBy', async (token: string): Promise<SignedIn> => {
      const { session, lastsMs } = readToken(token, (text) => app.jwt.verify(text));
      if (!(await isLive(session))) throw new DomainError('session_expired');
      return { ...session, lastsMs };
    });
    app.decorate('isSessionLive', isLive);
    app.decorateRequest('requireSession', async function requireSession(): Promise<Session> {
      const header = this.headers.authorization;
      if (!header) throw new DomainError('sign_in_required');
      const { session } = readToken(header.replace(/^Bearer\s+/i, ''), (token) => app.jwt.verify(token));
      if (!(await isLive(session))) throw new DomainError('session_expired');
      return session;
    });
    app.decorateRequest('findSession', async function findSession(): Promise<Session | null> {
      return this.headers.authorization ? this.requireSession() : null;
    });
    app.decorateRequest('openedDesk', null);
    app.decorateRequest('desk', null);
    app.decorateRequest('requireDesk', async function requireDesk(role, isGlance): Promise<DeskSession> {
      const session = await this.requireSession();
      // Asked for before the body is read and again for the handler: one look serves both.
      this.openedDesk ??= (isGlance ? lookAtDesk : findDesk)(session);
      const desk = await this.openedDesk;
      if (!desk) throw new DomainError('second_factor_required');
      // What the other role may do is nothing that this one learns of.
      if (role !== 'desk' && desk.role !== role) throw new DomainError('not_found');
      return desk;
    });
  },
  { name: 'session' },
);

function readToken(token: string, verify: (token: string) => unknown): { session: Session; lastsMs: number } {
  let claims: { sid?: unknown; sub?: unknown; fam?: unknown; exp?: unknown };
  try {
    claims = verify(token) as typeof claims;
  } catch (error) {
    const isExpired = (error as { code?: string }).code === 'FAST_JWT_EXPIRED';
    throw new DomainError(isExpired ? 'session_expired' : 'sign_in_required');
  }
  const { sid, sub, fam, exp } = claims;
  if (typeof sid !== 'string' || typeof sub !== 'string' || typeof fam !== 'string')
    throw new DomainError('sign_in_required');
  const session = { sessionId: sid, guardianId: sub, familyId: fam };
  return { session, lastsMs: Number(exp) * 1000 - Date.now() };
}

declare module 'fastify' {
  interface FastifyInstance {
    /** By an access token, where no header can carry one. @throws DomainError sign_in_required, session_expired */
    signInBy(token: string): Promise<SignedIn>;
    isSessionLive: SessionCheck;
  }
  interface FastifyRequest {
    /** @throws DomainError sign_in_required, session_expired */
    requireSession(): Promise<Session>;
    /** The desk that `requireDesk` let in for this request; null where nothing asked for one. */
    desk: DeskSession | null;
    /**
     * `isGlance`: counts as no use of the desk.
     * @throws DomainError sign_in_required, session_expired, second_factor_required, not_found (another role's)
     */
    requireDesk(role: 'staff' | 'officer' | 'desk', isGlance?: boolean): Promise<DeskSession>;
    openedDesk: Promise<DeskSession | null> | null;
    /** null without a token; a bad token is refused all the same. */
    findSession(): Promise<Session | null>;
  }
}
