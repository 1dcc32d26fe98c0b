import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { counter } from '../../plugins/health.js';
import type { Centres, RosterVacancies } from '../centres/centres.public.js';
import type { Families } from '../families/families.public.js';
import { bookingsModel } from './bookings.model.js';
import { bookingsRoutes } from './bookings.routes.js';
import { bookingsService } from './bookings.service.js';
import { bookingPlaces } from './places.js';
import { quotesService } from './quotes.service.js';
import { reconciler } from './reconcile.js';
import { type RosterModel, rosterModel } from './roster.model.js';

const reconcileEveryMs = 20_000;

type Options = {
  rosters: RosterModel;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Families;
  clock: Clock;
};

/** Quotes, bookings and the job that settles what a crash left. */
export async function bookings(
  app: FastifyInstance,
  { rosters, vacancies, centres, families, clock }: Options,
) {
  const childDays = rosterModel(app.store, 'ChildDay', 'childDays', clock.now);
  const model = bookingsModel(app.store);
  const places = bookingPlaces({ rosters, childDays });
  bookingsRoutes(app, {
    bookings: bookingsService({ model, places, centres, families, clock }),
    quotes: quotesService({ model, vacancies, centres, families, clock }),
  });

  const { run } = reconciler({ model, rosters, childDays, places, centres, clock });
  const settled = counter(app.metrics, 'nearcare_reconciled_total', 'Leftovers settled by reconcile', [
    'kind',
  ]);
  keepReconciling(app, async () => {
    for (const [kind, count] of Object.entries(await run())) settled.inc({ kind }, count);
  });
}

/** Runs the job now and then every 20 seconds, one run at a time, until the service stops. */
function keepReconciling(app: FastifyInstance, job: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const runOnce = () => {
    running = job()
      .catch((error: unknown) =>
        app.log.warn({ name: (error as Error).name }, 'reconcile failed; the next run tries again'),
      )
      .then(() => {
        timer = setTimeout(runOnce, reconcileEveryMs);
      });
  };
  app.addHook('onListen', async () => runOnce());
  app.addHook('preClose', async () => {
    await running;
    clearTimeout(timer);
  });
}
