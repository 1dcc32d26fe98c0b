import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.js';
import type { Clock } from '../../lib/clock.js';
import type { AuthModel } from './auth.model.js';
import { authRoutes } from './auth.routes.js';
import { authService } from './auth.service.js';
import { smsProvider } from './sms.js';

type Options = { model: AuthModel; config: Config; clock: Clock };

/** Sign-in by phone code, rotating refresh tokens, sign-out. */
export async function auth(app: FastifyInstance, { model, config, clock }: Options) {
  const { sms, phoneIndexSecret, isProduction } = config;
  const service = authService({ model, sms: smsProvider(sms), clock, phoneIndexSecret });
  authRoutes(app, { service, clock, isProduction });
}
