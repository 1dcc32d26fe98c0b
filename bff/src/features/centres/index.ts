import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import { gauge } from '../../plugins/health.js';
import { careNowService } from './care-now/care-now.service.js';
import type { CentreModels } from './centres.model.js';
import type {
  CentreClasses,
  ClosedDayBookings,
  RosterVacancies,
  SatisfactionCounts,
} from './centres.public.js';
import { centresService } from './centres.service.js';
import { closedDaysService } from './desk/closed-days.service.js';
import { centreDeskRoutes } from './desk/desk.routes.js';
import { ownCentreModel } from './desk/own-centre.model.js';
import { suspensionService } from './desk/suspension.service.js';
import { cardWriter } from './finding/card-writer.js';
import { clustersService } from './finding/clusters.service.js';
import type { Finding } from './finding/finding.service.js';
import type { FreshIndex } from './finding/fresh-index.js';
import { nearbyService } from './finding/nearby.service.js';
import { searchService } from './finding/search.service.js';
import { centrePageService } from './page/centre-page.service.js';
import type { SavedCentresModel } from './saved/saved-centres.model.js';
import { savedCentresService } from './saved/saved-centres.service.js';

const retryMs = 5_000;

type Options = {
  models: CentreModels;
  saved: SavedCentresModel;
  vacancies: RosterVacancies;
  index: FreshIndex;
  found: Finding;
  satisfaction: SatisfactionCounts;
  closedDayBookings: ClosedDayBookings;
  centreClasses: CentreClasses;
  clock: Clock;
};

/** Finding centres, and the public record of each: that needs no login. And those a family saved. */
export async function centres(app: FastifyInstance, options: Options) {
  const { listDistricts } = centresService(options);
  const { getCentre, compareCentres } = centrePageService(options);
  const { listSavedCentres, saveCentre, unsaveCentre } = savedCentresService(options);
  const { index, found } = options;
  const { listNearbyCentres } = nearbyService({ finding: found, clock: options.clock });
  const { listCentreClusters } = clustersService({ finding: found, clock: options.clock });
  const { listCareNow } = careNowService({ ...options, finding: found });
  const { searchCentres } = searchService({ finding: found, clock: options.clock });
  const cards = cardWriter();
  gauge(app.metrics, 'nearcare_nearby_centres', 'Centres held for finding; 0 until loaded', index.size);
  loadInBackground(app, index.load);
  mount(app, 'listDistricts', () => listDistricts());
  mount(app, 'listNearbyCentres', async ({ query }) =>
    cards.write('listNearbyCentres', await listNearbyCentres(query)),
  );
  mount(app, 'listCentreClusters', ({ query }) => listCentreClusters(query));
  mount(app, 'listCareNow', ({ query }) => listCareNow(query));
  mount(app, 'searchCentres', async ({ query }) => cards.write('searchCentres', await searchCentres(query)));
  mount(app, 'compareCentres', ({ query }) => compareCentres(query));
  mount(app, 'getCentre', ({ params, query }) => getCentre(params.centreId, query));
  mount(app, 'listSavedCentres', ({ session }) => listSavedCentres(session.familyId));
  mount(app, 'saveCentre', ({ session, params }) => saveCentre(session.familyId, params.centreId));
  mount(app, 'unsaveCentre', ({ session, params }) => unsaveCentre(session.familyId, params.centreId));
  const own = ownCentreModel(options.models);
  const atDesk = { models: options.models, own, bookings: options.closedDayBookings, clock: options.clock };
  const classes = options.centreClasses;
  centreDeskRoutes(app, closedDaysService(atDesk), suspensionService({ ...atDesk, classes }));
}

/** Once the service listens, so that it can answer at once; until it is done, the store itself is searched. */
function loadInBackground(app: FastifyInstance, load: (signal: AbortSignal) => Promise<void>): void {
  const stop = new AbortController();
  let loading = Promise.resolve();
  const attempt = async (): Promise<void> => {
    try {
      await load(stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return;
      app.log.warn({ name: (error as Error).name }, 'centres not loaded; trying again');
      await setTimeout(retryMs, undefined, { signal: stop.signal }).catch(() => undefined);
      if (!stop.signal.aborted) await attempt();
    }
  };
  app.addHook('onListen', async () => {
    loading = attempt();
  });
  app.addHook('preClose', async () => {
    stop.abort();
    await loading;
  });
}
