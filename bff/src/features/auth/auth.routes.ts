import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { mount } from '../../plugins/contract.js';
import { accessTokenSeconds } from '../../plugins/session.js';
import type { authService } from './auth.service.js';
import type { Client } from './client.js';
import { deviceName } from './device-name.rules.js';
import type { phoneCodesService } from './phone-codes.service.js';
import type { IssuedSession, SessionsService } from './sessions.service.js';

const cookieName = 'nearcare_refresh';
const cookiePath = '/api/v1/auth/session';

type Options = {
  service: ReturnType<typeof authService>;
  phoneCodes: ReturnType<typeof phoneCodesService>;
  sessions: SessionsService;
  clock: Clock;
  /** Messages that one address may have sent, to whatever numbers. */
  codesPerHour: number;
  isProduction: boolean;
};

export function authRoutes(app: FastifyInstance, options: Options): void {
  const { service, phoneCodes, sessions, clock, codesPerHour, isProduction } = options;

  mount(app, 'requestPhoneCode', ({ body }) => phoneCodes.requestPhoneCode(body), {
    perHour: codesPerHour,
  });

  mount(app, 'loginWithPhone', async ({ body, key, request, reply }) => {
    const issued = await service.loginWithPhone(body, { key, device: deviceOf(request, body.client) });
    return handOut(issued, body.client, reply);
  });

  mount(app, 'loginWithWechat', async ({ body, key, request, reply }) => {
    const issued = await service.loginWithWechat(body, { key, device: deviceOf(request, 'weapp') });
    return handOut(issued, 'weapp', reply);
  });

  mount(app, 'refreshSession', async ({ body, request, reply }) => {
    const token = tokenOf(body, request);
    if (!token) throw new DomainError('session_expired');
    const issued = await sessions.refreshSession(token, deviceOf(request, body.client));
    return handOut(issued, body.client, reply);
  });

  mount(app, 'signOut', async ({ body, request, reply }) => {
    const kept = await sessions.findByToken(tokenOf(body, request) ?? '');
    // Nobody may believe to be signed out everywhere who is not: without a refresh token the access token must say who.
    if (body.everywhere)
      await sessions.endAll(kept?.guardianId ?? (await request.requireSession()).guardianId);
    else if (kept) await sessions.end(kept._id);
    void reply.clearCookie(cookieName, { path: cookiePath });
    return {};
  });

  mount(app, 'listSessions', ({ session }) => sessions.listSessions(session));

  mount(app, 'endSession', async ({ session, params }) => {
    await sessions.endSession(session.guardianId, params.sessionId);
    return {};
  });

  /** h5 gets the refresh token as a cookie that no script can read; weapp, which has no cookies, in the body. */
  function handOut({ session, refreshToken }: IssuedSession, client: Client, reply: FastifyReply) {
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

function deviceOf(request: FastifyRequest, client: Client): string | null {
  return deviceName(request.headers['user-agent'], client);
}

function tokenOf(
  body: { client: string; refreshToken?: string },
  request: FastifyRequest,
): string | undefined {
  return body.client === 'h5' ? request.cookies[cookieName] : body.refreshToken;
}
