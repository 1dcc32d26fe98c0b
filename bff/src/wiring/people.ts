import type { FastifyInstance } from 'fastify';
import { blindIndex } from '../features/auth/blind-index.js';
import { auth } from '../features/auth/index.js';
import { familyByPhone } from '../features/auth/phone-proof.service.js';
import { temporaryWaiting } from '../features/bookings/desk/temporary.service.js';
import { bookingsAtGate } from '../features/bookings/family-bookings.service.js';
import { complaintsWaiting } from '../features/complaints/desk/waiting.service.js';
import { desk } from '../features/desk/index.js';
import { familyByCard } from '../features/families/family-cards.service.js';
import { feeReductionsWaiting } from '../features/families/fee-reductions-at-desk.service.js';
import { families } from '../features/families/index.js';
import { expectedAtGate } from './care-of-family.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

/** Who uses the product: signing in, families, and those at desks. */
export async function registerPeople(app: FastifyInstance, ground: Ground, parts: Parts): Promise<void> {
  const { config, clock, keys, accounts, ended, desks, sms, wechat } = ground;
  const { guardians, spareFamily } = parts;

  await app.register(auth, {
    ...{ model: accounts, guardians, ended, keys, spareFamily },
    ...{ sms, wechat, config, clock },
  });
  await app.register(families, {
    ...{ model: parts.familyStore, guardians, spareFamily, keys, codes: parts.codes },
    ...{ consents: parts.consents, centres: parts.centres, districts: parts.districts },
    ...{ files: parts.files, notices: parts.notices, clock },
    bookings: {
      ...parts.bookings,
      ...expectedAtGate(bookingsAtGate(parts.requests), parts.enrolled),
    },
    guided: parts.guidanceParts.guided,
    accesses: desks.accesses,
    guesses: desks.pickupGuesses,
  });
  await app.register(desk, {
    ...{ base: desks, centres: parts.centres, districts: parts.districts, clock },
    consents: parts.consents,
    children: parts.families,
    familyByPhone: familyByPhone({ model: accounts, index: blindIndex(config.phoneIndexSecret), clock }),
    familyByCard: familyByCard({ model: parts.familyStore, codes: parts.codes, clock }),
    feeReductions: feeReductionsWaiting(parts.familyStore),
    temporary: temporaryWaiting(parts.requests, clock),
    ...parts.guidanceParts.waiting,
    complaints: complaintsWaiting({ complaints: parts.complaintParts.complaints, keys, clock }),
  });
}
