import type { FastifyInstance } from 'fastify';
import { keptFaults } from '../../lib/kept-faults.js';
import { mount } from '../../plugins/contract.js';
import { type VisitsAtDeskDeps, visitsAtDesk } from './desk/visits-at-desk.service.js';
import { forgetAddresses } from './forget-addresses.js';
import { type HomeVisitsDeps, homeVisitsService } from './home-visits.service.js';
import { lapseVisits } from './lapse-visits.js';
import { homeVisitProviders, type ProvidersDeps } from './providers.service.js';

const keepEveryMs = 20_000;

type Options = HomeVisitsDeps & VisitsAtDeskDeps & ProvidersDeps;

/** Home visits (入户指导): asked for, times offered and picked, made, reported. */
export async function homeVisits(app: FastifyInstance, options: Options) {
  const providers = homeVisitProviders(options);
  mountForFamilies(app, options, providers);
  mountForDesks(app, options, providers);
  app.jobs.add({
    name: 'keepHomeVisits',
    schedule: { everyMs: keepEveryMs },
    async run() {
      const faults = keptFaults();
      const lapsed = await faults.attempt(lapseVisits(options), 0);
      const forgotten = await faults.attempt(forgetAddresses(options), 0);
      const counted = await faults.attempt(options.aftermath.countAll(), 0);
      // Telling comes last: what lapsed just now is told at once.
      const told = await faults.attempt(options.aftermath.tellAll(), 0);
      faults.rethrow();
      return lapsed + forgotten + counted + told;
    },
  });
}

type Providers = ReturnType<typeof homeVisitProviders>;

function mountForFamilies(app: FastifyInstance, options: Options, providers: Providers): void {
  const service = homeVisitsService({ ...options, providers });
  mount(app, 'listHomeVisitProviders', ({ query }) => providers.listHomeVisitProviders(query.districtCode));
  mount(app, 'requestHomeVisit', ({ session, body, key }) =>
    service.requestHomeVisit(session.familyId, body, key),
  );
  mount(app, 'listMyHomeVisits', ({ session, query }) => service.listMyHomeVisits(session.familyId, query));
  mount(app, 'getHomeVisit', ({ session, params }) =>
    service.getHomeVisit(session.familyId, params.homeVisitId),
  );
  mount(app, 'chooseHomeVisitSlot', ({ session, params, body }) =>
    service.chooseHomeVisitSlot(session.familyId, params.homeVisitId, body),
  );
  mount(app, 'cancelHomeVisit', ({ session, params, body }) =>
    service.cancelHomeVisit(session.familyId, params.homeVisitId, body),
  );
}

function mountForDesks(app: FastifyInstance, options: Options, providers: Providers): void {
  const atDesk = visitsAtDesk(options);
  mount(app, 'deskListHomeVisits', ({ desk, query }) => atDesk.deskListHomeVisits(desk, query));
  mount(app, 'deskGetHomeVisit', ({ desk, params }) => atDesk.deskGetHomeVisit(desk, params.homeVisitId));
  mount(app, 'deskGetHomeVisitAddress', ({ desk, params }) =>
    atDesk.deskGetHomeVisitAddress(desk, params.homeVisitId),
  );
  mount(app, 'deskOfferHomeVisit', ({ desk, params, body, key }) =>
    atDesk.deskOfferHomeVisit(desk, params.homeVisitId, body, key),
  );
  mount(app, 'deskEndHomeVisit', ({ desk, params, body }) =>
    atDesk.deskEndHomeVisit(desk, params.homeVisitId, body),
  );
  mount(app, 'deskReportHomeVisit', ({ desk, params, body }) =>
    atDesk.deskReportHomeVisit(desk, params.homeVisitId, body),
  );
  mount(app, 'deskListGuidanceCentres', ({ desk }) => providers.deskListGuidanceCentres(desk));
  mount(app, 'deskNameGuidanceCentre', ({ desk, params }) =>
    providers.deskNameGuidanceCentre(desk, params.centreId),
  );
  mount(app, 'deskUnnameGuidanceCentre', ({ desk, params }) =>
    providers.deskUnnameGuidanceCentre(desk, params.centreId),
  );
}
