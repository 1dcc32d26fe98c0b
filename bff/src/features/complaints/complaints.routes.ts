import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mount } from '../../plugins/contract.js';
import { regions } from '../../regions/regions.js';
import type { complaintsService } from './complaints.service.js';
import type { complaintCounts } from './counts/counts.service.js';
import type { complaintsOfCentre } from './desk/centre.service.js';
import type { complaintsOfDistrict } from './desk/officer.service.js';
import type { Help } from './help.service.js';
import type { complaintLooks } from './looks.service.js';
import { levelOf } from './routing.rules.js';

type Services = {
  complaints: ReturnType<typeof complaintsService>;
  ofDistrict: ReturnType<typeof complaintsOfDistrict>;
  ofCentre: ReturnType<typeof complaintsOfCentre>;
  looks: ReturnType<typeof complaintLooks>;
  help: Help;
  counts: ReturnType<typeof complaintCounts>;
};

/** Of one address, that a whole house may share. What is urgent anywhere is never counted. */
const filing = { perHour: 30, isExempt };

export function complaintsRoutes(app: FastifyInstance, services: Services): void {
  const { complaints, ofDistrict, ofCentre, counts, looks, help } = services;
  mount(app, 'getHelp', ({ query }) => help(query));
  mount(
    app,
    'fileComplaint',
    ({ session, body, key }) => complaints.fileComplaint(session, body, key),
    filing,
  );
  mount(app, 'fileAnonymousComplaint', ({ body }) => complaints.fileAnonymousComplaint(body), filing);
  mount(app, 'trackComplaint', ({ body }) => complaints.trackComplaint(body));
  mount(app, 'actOnTrackedComplaint', ({ body, key }) => complaints.actOnTracked(body, key));
  mount(app, 'listMyComplaints', ({ session }) => complaints.listMyComplaints(session));
  mount(app, 'getComplaint', ({ session, params }) => complaints.getComplaint(session, params.complaintId));
  mount(app, 'listComplaintLooks', (call) => looks(call, call.params.complaintId, call.query));
  mount(app, 'addToComplaint', ({ session, params, body, key }) =>
    complaints.actOnOwn(session, params.complaintId, { move: 'added', ...body }, key),
  );
  mount(app, 'withdrawComplaint', ({ session, params, body, key }) =>
    complaints.actOnOwn(session, params.complaintId, { move: 'withdrawn', ...body }, key),
  );
  mount(app, 'rateComplaint', ({ session, params, body, key }) =>
    complaints.actOnOwn(session, params.complaintId, { move: 'rated', ...body }, key),
  );
  mount(app, 'reopenComplaint', ({ session, params, body, key }) =>
    complaints.actOnOwn(session, params.complaintId, { move: 'reopened', ...body }, key),
  );
  mount(app, 'escalateComplaint', ({ session, params, body, key }) =>
    complaints.actOnOwn(session, params.complaintId, { move: 'escalated', ...body }, key),
  );

  mount(app, 'getComplaintStatistics', ({ query }) => counts.getComplaintStatistics(query));
  mount(app, 'deskGetComplaintStatistics', ({ desk }) => counts.deskGetComplaintStatistics(desk));
  mount(app, 'deskListComplaints', ({ desk, query }) => ofDistrict.deskListComplaints(desk, query));
  mount(app, 'deskGetComplaint', ({ desk, params }) => ofDistrict.deskGetComplaint(desk, params.complaintId));
  mount(app, 'deskActOnComplaint', ({ desk, params, body, key }) =>
    ofDistrict.deskActOnComplaint(desk, params.complaintId, body, key),
  );
  mount(app, 'deskListCentreComplaints', ({ desk, query }) => ofCentre.deskListCentreComplaints(desk, query));
  mount(app, 'deskGetCentreComplaint', ({ desk, params }) =>
    ofCentre.deskGetCentreComplaint(desk, params.complaintId),
  );
  mount(app, 'deskAnswerComplaint', ({ desk, params, body, key }) =>
    ofCentre.deskAnswerComplaint(desk, params.complaintId, body, key),
  );
}

function isExempt({ body }: FastifyRequest): boolean {
  return regions.some(
    (region) => levelOf(region.complaints, body as Parameters<typeof levelOf>[1]) === 'urgent',
  );
}
