import type { FastifyInstance } from 'fastify';
import { complaints } from '../features/complaints/index.js';
import { consents } from '../features/consents/index.js';
import { files } from '../features/files/index.js';
import { notices } from '../features/notices/index.js';
import { privacy } from '../features/privacy/index.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

/**
 * What is kept of families: files they hand in, what they complain about, what they agree to, what becomes of their data,
 * what they are told.
 */
export async function registerRecords(app: FastifyInstance, ground: Ground, parts: Parts): Promise<void> {
  const { config, clock, keys, storage, desks, sms, wechat, content } = ground;
  const { guardians } = parts;

  await app.register(files, {
    ...parts.fileParts,
    ...{ uploads: parts.uploads, storage, consents: parts.consents, clock },
  });
  await app.register(complaints, {
    ...parts.complaintParts,
    ...{ centres: parts.centres, districts: parts.districts, guardians, keys, clock },
    ...{ files: parts.files, uploads: parts.uploads, higher: desks.memberships },
    content,
  });
  await app.register(consents, {
    model: parts.consentStore,
    effects: {
      childProfile: [
        // Erased first: from there on nobody can book for them any more.
        (familyId) => parts.families.eraseChildren(familyId),
        (familyId) => parts.bookings.cancelUpcoming(familyId),
        (familyId) => parts.guidanceParts.guided.forgetChildren(familyId),
      ],
      pickups: [(familyId) => parts.families.erasePickups(familyId)],
      feeReduction: [
        (familyId) => parts.families.eraseFeeReductions(familyId),
        (familyId) => parts.files.erasePurpose(familyId, 'feeReductionProof'),
      ],
      enrolment: [(familyId) => parts.enrolmentsOfFamily.eraseSaid(familyId)],
      expertQuestion: [(familyId) => parts.guidanceParts.ofFamily.expertQuestions.erase(familyId)],
      homeVisit: [(familyId) => parts.guidanceParts.ofFamily.homeVisits.stopAll(familyId)],
    },
    operator: config.operator,
    clock,
  });
  await app.register(privacy, {
    ...parts.keepers,
    guardians,
    enrolments: parts.enrolmentsOfFamily,
    classSignUps: parts.classParts.ofFamily,
    ...parts.guidanceParts.ofFamily,
    accesses: desks.accesses,
    memberships: desks.memberships,
  });
  await app.register(notices, {
    ...parts.outbox,
    ...{ guardians, keys, wechat, templates: config.wechatTemplates, sms, clock },
    smsKinds: config.smsNotices,
    isProduction: config.isProduction,
  });
}
