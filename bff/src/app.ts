import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from './config.js';
import { authModel } from './features/auth/auth.model.js';
import { endedSessions } from './features/auth/ended-sessions.js';
import { guardiansPublic } from './features/auth/guardians.service.js';
import { auth } from './features/auth/index.js';
import { bookingsModel } from './features/bookings/bookings.model.js';
import { familyBookings } from './features/bookings/family-bookings.service.js';
import { bookings } from './features/bookings/index.js';
import { bookingPlaces, rosterVacancies } from './features/bookings/places.js';
import { rosterModel } from './features/bookings/roster.model.js';
import { centreModels } from './features/centres/centres.model.js';
import { centresPublic } from './features/centres/centres.service.js';
import { centres } from './features/centres/index.js';
import { savedCentresModel } from './features/centres/saved/saved-centres.model.js';
import { savedCentresPublic } from './features/centres/saved/saved-centres.service.js';
import { consentsModel } from './features/consents/consents.model.js';
import { consentsPublic } from './features/consents/consents.service.js';
import { consents } from './features/consents/index.js';
import { familiesModel } from './features/families/families.model.js';
import { familiesPublic } from './features/families/families.service.js';
import { families } from './features/families/index.js';
import { spareFamily } from './features/families/spare-family.service.js';
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
import { serializationPlugin } from './plugins/serialization.js';
import { sessionPlugin } from './plugins/session.js';
import { storePlugin } from './plugins/store.js';
import { validationPlugin } from './plugins/validation.js';

const bodyLimitBytes = 64 * 1024;

/** The whole service as one Fastify instance, not yet listening. Every test starts here. */
export async function buildApp(
  config: Config,
  { clock = systemClock }: { clock?: Clock } = {},
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
  await app.register(storePlugin, { config });
  const vault = folderVault(config.keysDir);
  await app.register(healthPlugin, { vault });
  await app.register(jobsPlugin, { clock });
  const accounts = authModel(app.store);
  const ended = endedSessions(accounts, clock.now);
  await app.register(sessionPlugin, {
    secret: config.sessionSecret,
    isLive: (session) => ended.isLive(session),
    findDesk: async () => null,
  });
  await app.register(openapiPlugin);

  await claimVault(app.store, vault, config.keysDir);
  const keys = familyKeys({ ring: config.keyRing, vault });

  // Who carries messages outside.
  const report: Report = (what, facts) => app.log.warn(facts, what);
  const sms = smsProvider(config.sms);
  const wechat = config.wechat && wechatAccount(config.wechat, { report });

  // The features, each knowing the others only by their public views.
  const guardians = guardiansPublic({ model: accounts, keys, ended, clock });
  const noticeStore = noticesModel(app.store);
  const outbox = outboxModel(app.store);
  const subscriptions = subscriptionsModel(app.store);
  const noticesView = noticesPublic({ model: noticeStore, guardians, keys, clock });
  const noticesOfFamilies = noticesOfFamily({ model: noticeStore, outbox, subscriptions, keys });
  const familyStore = familiesModel(app.store);
  const familiesView = familiesPublic({ model: familyStore, keys, clock });
  const rosters = rosterModel(app.store, 'Roster', 'rosters', clock.now);
  const childDays = rosterModel(app.store, 'ChildDay', 'childDays', clock.now);
  const bookingStore = bookingsModel(app.store);
  const places = bookingPlaces({ rosters, childDays });
  const vacancies = rosterVacancies(rosters);
  const bookingsOfFamily = familyBookings({ model: bookingStore, childDays, places, clock });
  const consentStore = consentsModel(app.store);
  const consentsView = consentsPublic(consentStore, clock);
  const centreStore = centreModels(app.store);
  const savedStore = savedCentresModel(app.store);
  const savedCentres = savedCentresPublic(savedStore, centreStore);
  const spare = spareFamily({
    model: familyStore,
    families: familiesView,
    bookings: bookingsOfFamily,
    savedCentres,
    consents: consentsView,
    notices: noticesOfFamilies,
    keys,
    clock,
  });
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
    bookings: bookingsOfFamily,
    notices: noticesView,
    codeSecret: config.phoneIndexSecret,
    clock,
  });
  await app.register(centres, { models: centreStore, saved: savedStore, vacancies, clock });
  await app.register(rooms, { model: roomsModel(app.store), clock });
  await app.register(bookings, {
    model: bookingStore,
    rosters,
    childDays,
    places,
    vacancies,
    centres: centresPublic(centreStore),
    families: familiesView,
    clock,
  });

  await app.register(consents, {
    model: consentStore,
    effects: {
      childProfile: [
        // Erased first: from there on nobody can book for them any more.
        (familyId) => familiesView.eraseChildren(familyId),
        (familyId) => bookingsOfFamily.cancelUpcoming(familyId),
      ],
      pickups: [(familyId) => familiesView.erasePickups(familyId)],
      feeReduction: [(familyId) => familiesView.eraseFeeReductions(familyId)],
    },
    operator: config.operator,
    clock,
  });
  await app.register(privacy, {
    guardians,
    families: familiesView,
    bookings: bookingsOfFamily,
    savedCentres,
    consents: consentsView,
    notices: noticesOfFamilies,
    keys,
    clock,
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
