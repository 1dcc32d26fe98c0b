import type { FastifyInstance } from 'fastify';
import { keptFaults } from '../../lib/kept-faults.js';
import type { CheckIns } from '../bookings/bookings.public.js';
import { attendanceOfEnrolled } from './desk/attendance.service.js';
import { type EnrolmentsAtDeskDeps, enrolmentsAtDesk } from './desk/enrolments-at-desk.service.js';
import { enrolmentsRoutes } from './enrolments.routes.js';
import { type EnrolmentsDeps, enrolmentsService } from './enrolments.service.js';
import { settleAttendanceJob } from './settle-attendance.job.js';

const keepEveryMs = 20_000;
const settleEveryMs = 60_000;

type Options = EnrolmentsDeps & EnrolmentsAtDeskDeps & { checkIns: CheckIns };

/** Care by the month: applying, the centre's answer, the places of coming days, leaving. */
export async function enrolments(app: FastifyInstance, options: Options) {
  enrolmentsRoutes(app, {
    enrolments: enrolmentsService(options),
    atDesk: enrolmentsAtDesk(options),
    attendance: attendanceOfEnrolled(options),
  });
  app.jobs.add({
    name: 'keepEnrolments',
    schedule: { everyMs: keepEveryMs },
    // Telling comes last: notices that can't be given now keep no place from being held, nor the other way round.
    async run() {
      const faults = keptFaults();
      const written = await faults.attempt(options.days.run(), 0);
      const told = await faults.attempt(options.news.tellAll(), 0);
      faults.rethrow();
      return written + told;
    },
  });
  const { run } = settleAttendanceJob(options);
  app.jobs.add({ name: 'settleAttendance', schedule: { everyMs: settleEveryMs }, run });
}
