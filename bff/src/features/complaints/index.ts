import type { FastifyInstance } from 'fastify';
import { gauge } from '../../plugins/health.js';
import { complaintsRoutes } from './complaints.routes.js';
import { type ComplaintsDeps, complaintsService } from './complaints.service.js';
import { type CountsDeps, complaintCounts } from './counts/counts.service.js';
import { type CentreDeps, complaintsOfCentre } from './desk/centre.service.js';
import { complaintsOfDistrict, type OfficerDeps } from './desk/officer.service.js';
import { complaintPapers, type PapersDeps } from './desk/papers.service.js';
import { evidenceRoutes } from './evidence/evidence.routes.js';
import { type EvidenceDeps, evidenceService } from './evidence/evidence.service.js';
import { getHelp } from './help.service.js';
import { type KeepingDeps, keepComplaints } from './keep-complaints.js';
import { complaintLooks, type LooksDeps } from './looks.service.js';

const keepEveryMs = 20_000;

type Options = ComplaintsDeps &
  Omit<OfficerDeps & CentreDeps, 'keepNow'> &
  KeepingDeps &
  LooksDeps &
  EvidenceDeps &
  PapersDeps &
  CountsDeps;

/** Complaints and reports: filed, followed and dealt with, under clocks that are never silent. */
export async function complaints(app: FastifyInstance, options: Options) {
  const keepNow = app.jobs.add({
    name: 'keepComplaints',
    schedule: { everyMs: keepEveryMs },
    run: keepComplaints(options).run,
  });
  complaintsRoutes(app, {
    complaints: complaintsService(options),
    ofDistrict: complaintsOfDistrict({ ...options, keepNow }),
    ofCentre: complaintsOfCentre({ ...options, keepNow }),
    looks: complaintLooks(options),
    help: getHelp(options.handled),
    counts: complaintCounts(options),
  });
  evidenceRoutes(app, { evidence: evidenceService(options), papers: complaintPapers(options) });
  watchComplaints(app, options);
}

/** What an operator should hear of: nobody else may be there to. */
function watchComplaints({ metrics }: FastifyInstance, { complaints: model, handled }: Options): void {
  gauge(metrics, 'nearcare_open_urgent_complaints', 'Urgent complaints that are not ended', () =>
    model.count({ isOpen: true, level: 'urgent' }),
  );
  gauge(metrics, 'nearcare_overdue_complaints', 'Open complaints past a deadline', () =>
    model.count({ isOpen: true, isOverdue: true }),
  );
  gauge(
    metrics,
    'nearcare_unhandled_complaints',
    'Open complaints of districts without an officer',
    async () => {
      const districts = await model.listOpenDistricts();
      const isHandled = await Promise.all(districts.map(handled.ofDistrict));
      const counts = await Promise.all(
        districts
          .filter((_, index) => !isHandled[index])
          .map((districtCode) => model.count({ districtCode, isOpen: true })),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
  );
}
