import type { FastifyInstance } from 'fastify';
import { mount } from '../../../plugins/contract.js';
import { chunkBytes } from '../../files/files.public.js';
import type { complaintPapers } from '../desk/papers.service.js';
import type { evidenceService } from './evidence.service.js';

type Services = {
  evidence: ReturnType<typeof evidenceService>;
  papers: ReturnType<typeof complaintPapers>;
};

/** Of one address, that a whole house may share: as much as six people hand in with one urgent report each. */
const starting = { perHour: 60 };

export function evidenceRoutes(app: FastifyInstance, { evidence, papers }: Services): void {
  mount(app, 'startEvidence', (call) => evidence.startEvidence(call, call.body, call.key), starting);
  mount(app, 'getEvidenceUpload', (call) => evidence.getEvidenceUpload(call, call.params.fileId));
  mount(
    app,
    'uploadEvidenceChunk',
    (call) => evidence.uploadEvidenceChunk(call, call.params.fileId, call.query.offset, call.body),
    { bodyLimit: chunkBytes },
  );
  mount(app, 'completeEvidence', (call) => evidence.completeEvidence(call, call.params.fileId));
  mount(app, 'discardEvidence', (call) => evidence.discardEvidence(call, call.params.fileId));
  mount(app, 'getEvidenceLink', (call) => evidence.getEvidenceLink(call, call.params, call.query));
  mount(app, 'getEvidencePack', (call) => evidence.getEvidencePack(call, call.params.complaintId));
  mount(app, 'deskGetEvidenceLink', ({ desk, params, query }) =>
    papers.deskGetEvidenceLink(desk, params, query),
  );
  mount(app, 'deskGetHandOver', ({ desk, params, query }) =>
    papers.deskGetHandOver(desk, params.complaintId, query),
  );
}
