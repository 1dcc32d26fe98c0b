import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { counter } from '../../plugins/health.js';
import type { Centres, RosterVacancies } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import type { BookingsModel } from './bookings.model.js';
import { bookingsRoutes } from './bookings.routes.js';
import { bookingsService } from './bookings.service.js';
import type { Places } from './places.js';
import { quotesService } from './quotes.service.js';
import { reconciler } from './reconcile.js';
import type { RosterModel } from './roster.model.js';

const reconcileEveryMs = 20_000;

type Options = {
  model: BookingsModel;
  rosters: RosterModel;
  childDays: RosterModel;
  places: Places;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Children;
  clock: Clock;
};

/** Quotes, bookings and the job that settles what a crash left. */
export async function bookings(
  app: FastifyInstance,
  { model, rosters, childDays, places, vacancies, centres, families, clock }: Options,
) {
  bookingsRoutes(app, {
    bookings: bookingsService({ model, places, centres, families, clock }),
    quotes: quotesService({ model, vacancies, centres, families, clock }),
  });

  const { run } = reconciler({ model, rosters, childDays, places, centres, clock });
  const settled = counter(app.metrics, 'nearcare_reconciled_total', 'Leftovers settled by reconcile', [
    'kind',
  ]);
  app.jobs.add({
    name: 'reconcileBookings',
    schedule: { everyMs: reconcileEveryMs },
    async run() {
      const counts = Object.entries(await run());
      for (const [kind, count] of counts) settled.inc({ kind }, count);
      return counts.reduce((total, [, count]) => total + count, 0);
    },
  });
}
