import type { FastifyInstance } from 'fastify';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import type { Guardians, SpareFamily } from '../auth/auth.public.js';
import type { BookingsAtGate, FamilyBookings } from '../bookings/bookings.public.js';
import type { Centres, Districts } from '../centres/centres.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { AccessLog, DeskGuesses } from '../desk/desk.public.js';
import type { Files } from '../files/files.public.js';
import type { Notices } from '../notices/notices.public.js';
import { childrenService } from './children.service.js';
import type { FamiliesModel } from './families.model.js';
import type { GuidedChildren } from './families.public.js';
import { familiesService } from './families.service.js';
import { familyCardsService } from './family-cards.service.js';
import { familyNews } from './family-news.js';
import { feeReductionsService } from './fee-reductions.service.js';
import { feeReductionsAtDesk } from './fee-reductions-at-desk.service.js';
import { invitationsService } from './invitations.service.js';
import { joiningService } from './joining.service.js';
import type { OneTimeCodes } from './one-time-codes.js';
import { pickupAtGateService } from './pickup-at-gate.service.js';
import { pickupCodesService } from './pickup-codes.service.js';
import { pickupsService } from './pickups.service.js';

const tellEveryMs = 20_000;

type Options = {
  model: FamiliesModel;
  guardians: Guardians;
  spareFamily: SpareFamily;
  keys: FamilyKeys;
  consents: ConsentCheck;
  bookings: FamilyBookings & BookingsAtGate;
  guided: GuidedChildren;
  centres: Centres;
  districts: Districts;
  files: Files;
  notices: Notices;
  accesses: AccessLog;
  guesses: DeskGuesses;
  /** Codes that families hand out. */
  codes: OneTimeCodes;
  clock: Clock;
};

/**
 * A family: its children, its second guardian, who may collect, and what it asks for; and what desks do with the codes
 * and requests of families.
 */
export async function families(app: FastifyInstance, options: Options) {
  const { circles } = options.model;
  const joining = joiningService({ ...options, circles });
  const children = childrenService(options);
  const invitations = invitationsService({ ...options, circles, joining });
  const pickups = pickupsService(options);
  const pickupCodes = pickupCodesService(options);
  const feeReductions = feeReductionsService(options);
  const cards = familyCardsService(options);
  const news = familyNews(options);
  const gate = pickupAtGateService({ ...options, news });
  const reductionsAtDesk = feeReductionsAtDesk({ ...options, news });
  const family = familiesService({ ...options, children, invitations, pickupCodes, joining });

  mount(app, 'getMyFamily', ({ session }) => family.getMyFamily(session.familyId, session.guardianId));

  mount(app, 'addChild', ({ session, body, key }) => children.addChild(session.familyId, body, key));
  mount(app, 'updateChild', ({ session, params, body }) =>
    children.updateChild(session.familyId, params.childId, body),
  );
  mount(app, 'removeChild', ({ session, params }) => children.removeChild(session.familyId, params.childId));

  mount(app, 'inviteGuardian', ({ session, key }) => invitations.inviteGuardian(session.familyId, key));
  mount(app, 'revokeInvitation', ({ session, params }) =>
    invitations.revokeInvitation(session.familyId, params.invitationId),
  );
  mount(app, 'acceptInvitation', ({ session, body }) => invitations.acceptInvitation(session, body.code));

  mount(app, 'addPickup', ({ session, body, key }) => pickups.addPickup(session.familyId, body, key));
  mount(app, 'removePickup', ({ session, params }) =>
    pickups.removePickup(session.familyId, params.pickupId),
  );
  mount(app, 'createPickupCode', ({ session, params, body, key }) =>
    pickupCodes.createPickupCode(session.familyId, params.pickupId, body, key),
  );
  mount(app, 'revokePickupCode', ({ session, params }) =>
    pickupCodes.revokePickupCode(session.familyId, params.pickupCodeId),
  );

  mount(app, 'requestFeeReduction', ({ session, body, key }) =>
    feeReductions.requestFeeReduction(session.familyId, body, key),
  );
  mount(app, 'createFamilyCard', ({ session, key }) => cards.createFamilyCard(session.familyId, key));
  mount(app, 'revokeFamilyCard', ({ session, params }) =>
    cards.revokeFamilyCard(session.familyId, params.cardId),
  );

  mount(app, 'deskRedeemPickupCode', ({ desk, body, key }) => gate.deskRedeemPickupCode(desk, body, key));
  mount(app, 'deskGetFeeReduction', ({ desk, params }) =>
    reductionsAtDesk.deskGetFeeReduction(desk, params.feeReductionId),
  );
  mount(app, 'deskGetProofLink', ({ desk, params }) =>
    reductionsAtDesk.deskGetProofLink(desk, params.feeReductionId, params.fileId),
  );
  mount(app, 'deskDecideFeeReduction', ({ desk, params, body }) =>
    reductionsAtDesk.deskDecideFeeReduction(desk, params.feeReductionId, body),
  );

  // What a crash left between a desk's decision and telling it.
  app.jobs.add({
    name: 'tellFamilies',
    schedule: { everyMs: tellEveryMs },
    run: async () => (await news.codes.tellAll()) + (await news.reductions.tellAll()),
  });
}
