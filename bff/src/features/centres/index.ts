import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import type { CentreModels } from './centres.model.js';
import type { RosterVacancies } from './centres.public.js';
import { centresService } from './centres.service.js';
import { nearbyService } from './nearby.service.js';

type Options = { models: CentreModels; vacancies: RosterVacancies; clock: Clock };

/** Finding centres, and the public record of each. All of it needs no login. */
export async function centres(app: FastifyInstance, options: Options) {
  const { getCentre, listDistricts } = centresService(options);
  const { listNearbyCentres } = nearbyService(options);
  mount(app, 'listDistricts', () => listDistricts());
  mount(app, 'listNearbyCentres', ({ query }) => listNearbyCentres(query));
  mount(app, 'getCentre', ({ params }) => getCentre(params.centreId));
}
