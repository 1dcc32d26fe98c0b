import type { FastifyInstance } from 'fastify';
import { auth } from '../features/auth/index.js';
import { bookingsAtGate } from '../features/bookings/family-bookings.service.js';
import { consents } from '../features/consents/index.js';
import { families } from '../features/families/index.js';
import { privacy } from '../features/privacy/index.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

/** Who uses the product: signing in, families, what they agree to, and what becomes of their data. */
export async function registerPeople(app: FastifyInstance, ground: Ground, parts: Parts): Promise<void> {
  const { config, clock, keys, accounts, ended, desks, sms, wechat } = ground;
  const { guardians, spareFamily, files, keepers } = parts;

  await app.register(auth, {
    ...{ model: accounts, guardians, ended, keys, spareFamily },
    ...{ sms, wechat, config, clock },
  });
  await app.register(families, {
    ...{ model: parts.familyStore, guardians, spareFamily, keys, codes: parts.codes },
    ...{ consents: parts.consents, centres: parts.centres, districts: parts.districts },
    ...{ files, notices: parts.notices, clock },
    bookings: { ...parts.bookings, ...bookingsAtGate(parts.bookingStore) },
    accesses: desks.accesses,
    guesses: desks.pickupGuesses,
  });
  await app.register(consents, {
    model: parts.consentStore,
    effects: {
      childProfile: [
        // Erased first: from there on nobody can book for them any more.
        (familyId) => parts.families.eraseChildren(familyId),
        (familyId) => parts.bookings.cancelUpcoming(familyId),
      ],
      pickups: [(familyId) => parts.families.erasePickups(familyId)],
      feeReduction: [
        (familyId) => parts.families.eraseFeeReductions(familyId),
        (familyId) => files.erasePurpose(familyId, 'feeReductionProof'),
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
}
