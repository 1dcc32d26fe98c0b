import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from './config.js';
import { authModel } from './features/auth/auth.model.js';
import { blindIndex } from './features/auth/blind-index.js';
import { endedSessions } from './features/auth/ended-sessions.js';
import { guardiansPublic } from './features/auth/guardians.service.js';
import { auth } from './features/auth/index.js';
import { familyByPhone } from './features/auth/phone-proof.service.js';
import { bookingNews } from './features/bookings/booking-news.js';
import { bookingsModel } from './features/bookings/bookings.model.js';
import { closures } from './features/bookings/closures.js';
import { bookingsAtGate, familyBookings } from './features/bookings/family-bookings.service.js';
import { bookings } from './features/bookings/index.js';
import { bookingPlaces } from './features/bookings/places.js';
import { rosterModel } from './features/bookings/roster.model.js';
import { rosterVacancies } from './features/bookings/roster-vacancies.js';
import { centreModels } from './features/centres/centres.model.js';
import { centresPublic } from './features/centres/centres.service.js';
import { centreWord } from './features/centres/desk/centre-word.service.js';
import { ownCentreModel } from './features/centres/desk/own-centre.model.js';
import { districtsPublic } from './features/centres/districts.service.js';
import { centres } from './features/centres/index.js';
import { savedCentresModel } from './features/centres/saved/saved-centres.model.js';
import { savedCentresPublic } from './features/centres/saved/saved-centres.service.js';
import { consentsModel } from './features/consents/consents.model.js';
import { consentsPublic } from './features/consents/consents.service.js';
import { consents } from './features/consents/index.js';
import { deskModel } from './features/desk/desk.model.js';
import { deskBase } from './features/desk/desk-base.js';
import { desk } from './features/desk/index.js';
import { familiesModel } from './features/families/families.model.js';
import { familiesPublic } from './features/families/families.service.js';
import { familyByCard } from './features/families/family-cards.service.js';
import { feeReductionsWaiting } from './features/families/fee-reductions-at-desk.service.js';
import { families } from './features/families/index.js';
import { oneTimeCodes } from './features/families/one-time-codes.js';
import { spareFamily } from './features/families/spare-family.service.js';
import { fileBytes } from './features/files/file-bytes.js';
import { fileLinks } from './features/files/file-links.js';
import { filesModel } from './features/files/files.model.js';
import { filesPublic } from './features/files/files.service.js';
import { files } from './features/files/index.js';
import { fileStorage } from './features/files/storage/index.js';
import { notices } from './features/notices/index.js';
import { noticesModel } from './features/notices/notices.model.js';
import { noticesOfFamily, noticesPublic } from './features/notices/notices.service.js';
import { outboxModel } from './features/notices/outbox.model.js';
import { subscriptionsModel } from './features/notices/subscriptions.model.js';
import { privacy } from './features/privacy/index.js';
import { rooms } from './features/rooms/index.js';
import { roomsModel } from './features/rooms/rooms.model.js';
import { familyKeys } from './keys/family-keys.js';
import { folderVault } from './keys/folder-vault.js';
import { claimVault } from './keys/vault-claim.model.js';
import { type Clock, systemClock } from './lib/clock.js';
import type { Report } from './lib/report.js';
import { smsProvider } from './lib/sms.js';
import { wechatAccount } from './lib/wechat-account.js';
import { answerProblem, errorsPlugin } from './plugins/errors.js';
import { healthPlugin } from './plugins/health.js';
import { jobsPlugin } from './plugins/jobs/jobs.js';
import { openapiPlugin } from './plugins/openapi.js';
import { inlineScriptHashes, pagePlugin } from './plugins/page.js';
import { protectionPlugin } from './plugins/protection.js';
import type { ReachedStore } from './plugins/reach-store.js';
import { serializationPlugin } from './plugins/serialization.js';
import { sessionPlugin } from './plugins/session.js';
import { storePlugin } from './plugins/store.js';
import { validationPlugin } from './plugins/validation.js';

const bodyLimitBytes = 64 * 1024;

/**
 * The whole service as one Fastify instance, not yet listening. Every test starts here.
 * @param reaching the store, where somebody has it started already
 */
export async function buildApp(
  config: Config,
  { clock = systemClock, reaching }: { clock?: Clock; reaching?: Promise<ReachedStore> } = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    logger:
      config.logLevel === 'silent' ? false : { level: config.logLevel, serializers: { req: loggedRequest } },
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });

  // What crosses features, in the order of need.
  await app.register(errorsPlugin);
  await app.register(validationPlugin);
  await app.register(serializationPlugin);
  await app.register(protectionPlugin, { config, inlineScriptHashes: inlineScriptHashes(config.pageDir) });
  await app.register(storePlugin, { config, reaching });
  const vault = folderVault(config.keysDir);
  await app.register(healthPlugin, { vault });
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
  });
  await app.register(openapiPlugin);

  // Who carries messages outside.
  const report: Report = (what, facts) => app.log.warn(facts, what);
  const sms = smsProvider(config.sms);
  const wechat = config.wechat && wechatAccount(config.wechat, { report });

  // The features, each knowing the others only by their public views.
  const guardians = guardiansPublic({ model: accounts, keys, ended, desks: desks.erasure, clock });
  const noticeStore = noticesModel(app.store);
  const outbox = outboxModel(app.store);
  const subscriptions = subscriptionsModel(app.store);
  const noticesView = noticesPublic({ model: noticeStore, guardians, keys, clock });
  const noticesOfFamilies = noticesOfFamily({ model: noticeStore, outbox, subscriptions, keys });
  const storage = fileStorage(config.files);
  const fileParts = {
    model: filesModel(app.store),
    keys,
    bytes: fileBytes(storage, (error) => app.log.warn({ reason: error.message }, 'file storage failed')),
    links: fileLinks(config.sessionSecret, clock),
  };
  const filesOfFamily = filesPublic(fileParts);
  const familyStore = familiesModel(app.store);
  const familiesView = familiesPublic({ model: familyStore, keys, files: filesOfFamily, clock });
  const familyCodes = oneTimeCodes(config.phoneIndexSecret);
  const rosters = rosterModel(app.store, 'Roster', 'rosters', clock.now);
  const childDays = rosterModel(app.store, 'ChildDay', 'childDays', clock.now);
  const bookingStore = bookingsModel(app.store);
  const places = bookingPlaces({ rosters, childDays });
  const vacancies = rosterVacancies(rosters);
  const bookingsOfFamily = familyBookings({ model: bookingStore, childDays, places, clock });
  const consentStore = consentsModel(app.store);
  const consentsView = consentsPublic(consentStore, clock);
  const centreStore = centreModels(app.store);
  const centresView = centresPublic(centreStore);
  const districts = districtsPublic(centreStore);
  const savedStore = savedCentresModel(app.store);
  const news = bookingNews({ model: bookingStore, families: familiesView, notices: noticesView });
  const closing = closures({ model: bookingStore, rosters, places, centres: centresView, news, clock });
  const keepers = {
    families: familiesView,
    bookings: bookingsOfFamily,
    savedCentres: savedCentresPublic(savedStore, centreStore),
    files: filesOfFamily,
    desks: desks.erasure,
    consents: consentsView,
    notices: noticesOfFamilies,
    keys,
    clock,
  };
  const spare = spareFamily({ ...keepers, model: familyStore });
  await app.register(auth, {
    model: accounts,
    guardians,
    ended,
    keys,
    spareFamily: spare,
    sms,
    wechat,
    config,
    clock,
  });
  await app.register(families, {
    model: familyStore,
    guardians,
    spareFamily: spare,
    keys,
    consents: consentsView,
    bookings: { ...bookingsOfFamily, ...bookingsAtGate(bookingStore) },
    centres: centresView,
    districts,
    files: filesOfFamily,
    notices: noticesView,
    accesses: desks.accesses,
    codes: familyCodes,
    clock,
  });
  await app.register(desk, {
    base: desks,
    centres: centresView,
    districts,
    children: familiesView,
    familyByPhone: familyByPhone({ model: accounts, index: blindIndex(config.phoneIndexSecret), clock }),
    familyByCard: familyByCard({ model: familyStore, codes: familyCodes, clock }),
    feeReductions: feeReductionsWaiting(familyStore),
    consents: consentsView,
    clock,
  });
  await app.register(centres, {
    models: centreStore,
    saved: savedStore,
    vacancies,
    closedDayBookings: closing,
    clock,
  });
  await app.register(rooms, { model: roomsModel(app.store), clock });
  await app.register(bookings, {
    model: bookingStore,
    rosters,
    childDays,
    places,
    vacancies,
    centres: centresView,
    word: centreWord({ own: ownCentreModel(centreStore), clock }),
    families: familiesView,
    closures: closing,
    news,
    accessLog: desks.accesses,
    visits: desks.visits,
    clock,
  });

  await app.register(files, { ...fileParts, storage, consents: consentsView, clock });

  await app.register(consents, {
    model: consentStore,
    effects: {
      childProfile: [
        // Erased first: from there on nobody can book for them any more.
        (familyId) => familiesView.eraseChildren(familyId),
        (familyId) => bookingsOfFamily.cancelUpcoming(familyId),
      ],
      pickups: [(familyId) => familiesView.erasePickups(familyId)],
      feeReduction: [
        (familyId) => familiesView.eraseFeeReductions(familyId),
        (familyId) => filesOfFamily.erasePurpose(familyId, 'feeReductionProof'),
      ],
    },
    operator: config.operator,
    clock,
  });
  await app.register(privacy, {
    ...keepers,
    guardians,
    accesses: desks.accesses,
    memberships: desks.memberships,
  });
  await app.register(notices, {
    model: noticeStore,
    outbox,
    subscriptions,
    guardians,
    keys,
    wechat,
    templates: config.wechatTemplates,
    sms,
    smsKinds: config.smsNotices,
    isProduction: config.isProduction,
    clock,
  });

  await app.register(pagePlugin, config);
  return app;
}

/** A log line names the route, never the address: queries hold positions, paths hold ids. */
function loggedRequest(request: { id: string; method: string; routeOptions?: { url?: string } }) {
  return { id: request.id, method: request.method, route: request.routeOptions?.url ?? 'unknown' };
}
