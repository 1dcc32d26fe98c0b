import type { FastifyInstance } from 'fastify';
import { keptFaults } from '../../lib/kept-faults.js';
import { mount } from '../../plugins/contract.js';
import { china } from '../../regions/cn.js';
import { type CoverageDeps, guidanceCoverage } from './coverage/coverage.service.js';
import { coverageBelow } from './coverage/coverage-below.service.js';
import { type GuidanceDeps, guidanceService } from './guidance.service.js';
import { type RemindDeps, remindJob } from './remind.job.js';

type Options = GuidanceDeps & RemindDeps & CoverageDeps;

/** Yearly guidance of each child, the yearly reminder, and how many families of a district were reached. */
export async function guidance(app: FastifyInstance, options: Options) {
  const service = guidanceService(options);
  const coverage = guidanceCoverage(options);
  const below = coverageBelow({ ...options, coverage });
  const reminders = remindJob(options);
  mount(app, 'getGuidance', ({ session, params }) => service.getGuidance(session.familyId, params.childId));
  mount(app, 'declineGuidance', ({ session, params, body }) =>
    service.declineGuidance(session.familyId, params.childId, body),
  );
  mount(app, 'tellHomeDistrict', ({ session, body }) => service.tellHomeDistrict(session.familyId, body));
  mount(app, 'getGuidanceCoverage', ({ query }) => coverage.getGuidanceCoverage(query.districtCode));
  mount(app, 'deskListCoverageBelow', ({ desk }) => below.deskListCoverageBelow(desk));
  mount(app, 'deskGetGuidanceCoverage', ({ desk }) => coverage.deskGetGuidanceCoverage(desk));
  app.jobs.add({
    name: 'keepGuidance',
    schedule: { dailyAt: china.guidance.remindAt, timeZone: china.timeZone },
    async run(held) {
      const faults = keptFaults();
      const finished = await faults.attempt(coverage.finishYears(), 0);
      const reminded = await faults.attempt(reminders.run(held), 0);
      faults.rethrow();
      return finished + reminded;
    },
  });
}
