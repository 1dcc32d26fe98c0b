import type { FastifyInstance } from 'fastify';
import { mount } from '../../../plugins/contract.js';
import type { waitlistService } from './waitlist.service.js';

export function waitlistRoutes(app: FastifyInstance, waitlist: ReturnType<typeof waitlistService>): void {
  mount(app, 'joinWaitlist', ({ session, body, key }) => waitlist.joinWaitlist(session.familyId, body, key));
  mount(app, 'listMyWaitlist', ({ session }) => waitlist.listMyWaitlist(session.familyId));
  mount(app, 'getWaitlistEntry', ({ session, params }) =>
    waitlist.getWaitlistEntry(session.familyId, params.waitlistEntryId),
  );
  mount(app, 'leaveWaitlist', ({ session, params }) =>
    waitlist.leaveWaitlist(session.familyId, params.waitlistEntryId),
  );
  mount(app, 'declineOffer', ({ session, params }) =>
    waitlist.declineOffer(session.familyId, params.waitlistEntryId),
  );
  mount(app, 'acceptOffer', ({ session, params, body }) =>
    waitlist.acceptOffer(session.familyId, params.waitlistEntryId, body),
  );
}
