import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.js';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { Report } from '../../lib/report.js';
import type { SmsProvider } from '../../lib/sms.js';
import type { WechatAccount } from '../../lib/wechat-account.js';
import type { AuthModel } from './auth.model.js';
import type { Guardians, SpareFamily } from './auth.public.js';
import { authRoutes } from './auth.routes.js';
import { authService } from './auth.service.js';
import { blindIndex } from './blind-index.js';
import type { EndedSessions } from './ended-sessions.js';
import { identitiesService } from './identities.service.js';
import { phoneCodesService } from './phone-codes.service.js';
import { phoneProof } from './phone-proof.service.js';
import { refreshTokens } from './refresh-token.js';
import { sessionsService } from './sessions.service.js';
import { wechatApi } from './wechat.js';

type Options = {
  model: AuthModel;
  guardians: Guardians;
  ended: EndedSessions;
  keys: FamilyKeys;
  spareFamily: SpareFamily;
  sms: SmsProvider;
  /** null: this installation has no mini-program account. */
  wechat: WechatAccount | null;
  config: Config;
  clock: Clock;
};

/** Sign-in by phone code and by WeChat, rotating refresh tokens, devices, sign-out. */
export async function auth(app: FastifyInstance, options: Options) {
  const { model, guardians, ended, keys, spareFamily, sms, config, clock } = options;
  const report: Report = (what, facts) => app.log.warn(facts, what);
  const index = blindIndex(config.phoneIndexSecret);
  const tokens = refreshTokens(config.sessionSecret);
  const sessions = sessionsService({ model, keys, ended, tokens, clock });
  const phoneCodes = phoneCodesService({ model, index, sms, clock, report });
  const provePhone = phoneProof({ model, index, clock });
  const { endAll } = sessions;
  const identities = identitiesService({ model, guardians, keys, index, spareFamily, endAll, clock });
  const wechat = options.wechat && wechatApi(options.wechat, report);
  const service = authService({ model, index, provePhone, identities, sessions, wechat, clock });
  const codesPerHour = Math.max(1, Math.floor(config.rateLimitPerMinute / 5));
  authRoutes(app, {
    ...{ service, phoneCodes, sessions, clock, codesPerHour },
    isProduction: config.isProduction,
  });
}
