import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { mount } from '../../plugins/contract.js';
import { accessTokenSeconds } from '../../plugins/session.js';
import type { authService, IssuedSession } from './auth.service.js';

const cookieName = 'nearcare_refresh';
const cookiePath = '/api/v1/auth/session';

type Options = { service: ReturnType<typeof authService>; clock: Clock; isProduction: boolean };

export function authRoutes(app: FastifyInstance, { service, clock, isProduction }: Options): void {
  mount(app, 'requestPhoneCode', ({ body }) => service.requestPhoneCode(body.phone));

  mount(app, 'loginWithPhone', async ({ body, key, reply }) => {
    const issued = await service.loginWithPhone({ ...body, key });
    return handOut(issued, body.client, reply);
  });

  mount(app, 'refreshSession', async ({ body, request, reply }) => {
    const token = tokenOf(body, request);
    if (!token) throw new DomainError('session_expired');
    return handOut(await service.refreshSession(token), body.client, reply);
  });

  mount(app, 'signOut', async ({ body, request, reply }) => {
    const token = tokenOf(body, request);
    if (token) await service.signOut(token);
    void reply.clearCookie(cookieName, { path: cookiePath });
    return {};
  });

  /** h5 gets the refresh token as a cookie that no script can read; weapp, which has no cookies, in the body. */
  function handOut({ session, refreshToken }: IssuedSession, client: 'h5' | 'weapp', reply: FastifyReply) {
    const { sessionId, guardianId, familyId } = session;
    if (client === 'h5')
      void reply.setCookie(cookieName, refreshToken, {
        path: cookiePath,
        httpOnly: true,
        sameSite: 'strict',
        secure: isProduction,
        maxAge: 60 * 86_400,
      });
    return {
      accessToken: app.jwt.sign({ sid: sessionId, sub: guardianId, fam: familyId }),
      accessExpiresAt: new Date(clock.now().getTime() + accessTokenSeconds * 1000).toISOString(),
      accessExpiresInSeconds: accessTokenSeconds,
      familyId,
      ...(client === 'weapp' ? { refreshToken } : {}),
    };
  }
}

function tokenOf(
  body: { client: string; refreshToken?: string },
  request: FastifyRequest,
): string | undefined {
  return body.client === 'h5' ? request.cookies[cookieName] : body.refreshToken;
}
