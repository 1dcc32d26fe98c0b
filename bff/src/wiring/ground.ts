import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.js';
import { authModel } from '../features/auth/auth.model.js';
import { endedSessions } from '../features/auth/ended-sessions.js';
import { deskModel } from '../features/desk/desk.model.js';
import { deskBase } from '../features/desk/desk-base.js';
import { fileStorage } from '../features/files/storage/index.js';
import { familyKeys } from '../keys/family-keys.js';
import { folderVault } from '../keys/folder-vault.js';
import { claimVault } from '../keys/vault-claim.model.js';
import type { Clock } from '../lib/clock.js';
import { localCheck, wechatCheck } from '../lib/content-check.js';
import type { Report } from '../lib/report.js';
import { smsProvider } from '../lib/sms.js';
import { wechatAccount } from '../lib/wechat-account.js';
import { errorsPlugin } from '../plugins/errors.js';
import { healthPlugin } from '../plugins/health.js';
import { jobsPlugin } from '../plugins/jobs/jobs.js';
import { openapiPlugin } from '../plugins/openapi.js';
import { inlineScriptHashes } from '../plugins/page.js';
import { protectionPlugin } from '../plugins/protection.js';
import type { ReachedStore } from '../plugins/reach-store.js';
import { serializationPlugin } from '../plugins/serialization.js';
import { sessionPlugin } from '../plugins/session.js';
import { storePlugin } from '../plugins/store.js';
import { validationPlugin } from '../plugins/validation.js';

type Given = { clock: Clock; reaching: Promise<ReachedStore> | undefined };
export type Ground = Awaited<ReturnType<typeof layGround>>;

/** What every feature stands on: what crosses features, in the order of need, and who carries messages outside. */
export async function layGround(app: FastifyInstance, config: Config, { clock, reaching }: Given) {
  await app.register(errorsPlugin);
  await app.register(validationPlugin);
  await app.register(serializationPlugin);
  await app.register(protectionPlugin, { config, inlineScriptHashes: inlineScriptHashes(config.pageDir) });
  await app.register(storePlugin, { config, reaching });
  const vault = folderVault(config.keysDir);
  const storage = fileStorage(config.files);
  await app.register(healthPlugin, {
    needed: { key_vault: () => vault.check(), file_storage: () => storage.check() },
  });
  await app.register(jobsPlugin, { clock });
  await claimVault(app.store, vault, config.keysDir);
  const keys = familyKeys({ ring: config.keyRing, vault });

  const accounts = authModel(app.store);
  const ended = endedSessions(accounts, clock.now);
  const desks = deskBase({
    model: deskModel(app.store),
    keys,
    codeSecret: config.phoneIndexSecret,
    clock,
  });
  await app.register(sessionPlugin, {
    secret: config.sessionSecret,
    isLive: (session) => ended.isLive(session),
    findDesk: desks.finder.findDesk,
    lookAtDesk: desks.finder.lookAtDesk,
  });
  await app.register(openapiPlugin);

  const report: Report = (what, facts) => app.log.warn(facts, what);
  const sms = smsProvider(config.sms);
  const wechat = config.wechat && wechatAccount(config.wechat, { report });
  const content = wechat ? wechatCheck(wechat, report) : localCheck;
  return {
    ...{ config, clock, store: app.store, keys, storage, accounts, ended, desks },
    ...{ report, sms, wechat, content },
  };
}
