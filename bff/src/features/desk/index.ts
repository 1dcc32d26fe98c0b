import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import type { FamilyByPhone } from '../auth/auth.public.js';
import type { TemporaryAtDesk } from '../bookings/bookings.public.js';
import type { Centres, Districts } from '../centres/centres.public.js';
import type { ComplaintsAtDesk } from '../complaints/complaints.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { QuestionsAtDesk } from '../experts/experts.public.js';
import type { Children, FamilyByCard, FeeReductionsAtDesk } from '../families/families.public.js';
import type { HomeVisitsAtDesk } from '../home-visits/home-visits.public.js';
import type { DeskBase } from './desk-base.js';
import { inboxService } from './inbox.service.js';
import { openDesksService } from './open-desks.service.js';
import { visitsService } from './visits.service.js';

type Options = {
  base: DeskBase;
  centres: Centres;
  districts: Districts;
  children: Children;
  familyByPhone: FamilyByPhone;
  familyByCard: FamilyByCard;
  feeReductions: FeeReductionsAtDesk;
  temporary: TemporaryAtDesk;
  complaints: ComplaintsAtDesk;
  questions: QuestionsAtDesk;
  homeVisits: HomeVisitsAtDesk;
  consents: ConsentCheck;
  clock: Clock;
};

/** People at desks: their places, opening and closing them, whom they serve, and who looked at whom. */
export async function desk(app: FastifyInstance, { base, ...options }: Options) {
  const { model, memberships, accesses, attempts } = base;
  const openDesks = openDesksService({
    ...options,
    desks: model.desks,
    visits: model.visits,
    model: model.memberships,
    memberships,
    finder: base.finder,
    attempts,
  });
  const visits = visitsService({ ...options, model: model.visits, accesses });
  const inbox = inboxService(options);

  mount(app, 'joinDesk', ({ session, body }) => memberships.joinDesk(session, body, attempts));
  mount(app, 'openDesk', ({ session, body }) => openDesks.openDesk(session, body));
  mount(app, 'closeDesk', ({ session }) => openDesks.closeDesk(session));
  mount(app, 'getDesk', ({ session }) => openDesks.getDesk(session));

  mount(app, 'deskListInbox', ({ desk: at }) => inbox.deskListInbox(at));
  mount(app, 'deskListCentres', ({ desk: at, query }) => inbox.deskListCentres(at, query));
  mount(app, 'deskIdentifyFamily', ({ desk: at, body, key }) => visits.deskIdentifyFamily(at, body, key));

  mount(app, 'listAccesses', ({ session, query }) => accesses.listAccesses(session.familyId, query));
}
