import type { FastifyInstance } from 'fastify';
import { type EnrolmentsAtDeskDeps, enrolmentsAtDesk } from './desk/enrolments-at-desk.service.js';
import { enrolmentsRoutes } from './enrolments.routes.js';
import { type EnrolmentsDeps, enrolmentsService } from './enrolments.service.js';

const keepEveryMs = 20_000;

type Options = EnrolmentsDeps & EnrolmentsAtDeskDeps;

/** Care by the month: applying, the centre's answer, the places of coming days, leaving. */
export async function enrolments(app: FastifyInstance, options: Options) {
  enrolmentsRoutes(app, { enrolments: enrolmentsService(options), atDesk: enrolmentsAtDesk(options) });
  app.jobs.add({
    name: 'keepEnrolments',
    schedule: { everyMs: keepEveryMs },
    // Telling comes last: notices that can't be given now keep no place from being held.
    run: async () => (await options.days.run()) + (await options.news.tellAll()),
  });
}
