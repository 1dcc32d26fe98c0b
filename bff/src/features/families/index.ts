import type { FastifyInstance } from 'fastify';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import type { Guardians, SpareFamily } from '../auth/auth.public.js';
import type { FamilyBookings } from '../bookings/bookings.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { Notices } from '../notices/notices.public.js';
import { childrenService } from './children.service.js';
import type { FamiliesModel } from './families.model.js';
import { familiesService } from './families.service.js';
import { feeReductionsService } from './fee-reductions.service.js';
import { invitationsService } from './invitations.service.js';
import { joiningService } from './joining.service.js';
import { oneTimeCodes } from './one-time-codes.js';
import { pickupCodesService } from './pickup-codes.service.js';
import { pickupsService } from './pickups.service.js';

type Options = {
  model: FamiliesModel;
  guardians: Guardians;
  spareFamily: SpareFamily;
  keys: FamilyKeys;
  consents: ConsentCheck;
  bookings: FamilyBookings;
  notices: Notices;
  /** Keys the codes that families hand out. */
  codeSecret: string;
  clock: Clock;
};

/** A family: its children, its second guardian, who may collect, and what it asks for. */
export async function families(app: FastifyInstance, { codeSecret, ...options }: Options) {
  const codes = oneTimeCodes(codeSecret);
  const { circles } = options.model;
  const joining = joiningService({ ...options, circles });
  const children = childrenService(options);
  const invitations = invitationsService({ ...options, circles, joining, codes });
  const pickups = pickupsService(options);
  const pickupCodes = pickupCodesService({ ...options, codes });
  const feeReductions = feeReductionsService({ ...options, codes });
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
}
