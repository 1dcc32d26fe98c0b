import type { FastifyInstance } from 'fastify';
import { blindIndex } from '../features/auth/blind-index.js';
import { familyByPhone } from '../features/auth/phone-proof.service.js';
import { desk } from '../features/desk/index.js';
import { familyByCard } from '../features/families/family-cards.service.js';
import { feeReductionsWaiting } from '../features/families/fee-reductions-at-desk.service.js';
import { files } from '../features/files/index.js';
import { notices } from '../features/notices/index.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

/** What stands between families and those who serve them: desks, files handed in, and notices. */
export async function registerExchange(app: FastifyInstance, ground: Ground, parts: Parts): Promise<void> {
  const { config, clock, keys, storage, accounts, desks, sms, wechat } = ground;
  const { guardians, consents, familyStore } = parts;

  await app.register(desk, {
    ...{ base: desks, centres: parts.centres, districts: parts.districts, consents, clock },
    children: parts.families,
    familyByPhone: familyByPhone({ model: accounts, index: blindIndex(config.phoneIndexSecret), clock }),
    familyByCard: familyByCard({ model: familyStore, codes: parts.codes, clock }),
    feeReductions: feeReductionsWaiting(familyStore),
  });
  await app.register(files, { ...parts.fileParts, storage, consents, clock });
  await app.register(notices, {
    ...parts.outbox,
    ...{ guardians, keys, wechat, templates: config.wechatTemplates, sms, clock },
    smsKinds: config.smsNotices,
    isProduction: config.isProduction,
  });
}
