import { Empty, Id, strict } from '../schemas/common.js';
import * as evidence from '../schemas/evidence.js';
import * as files from '../schemas/files.js';
import type { Operation } from './operation.js';

const fileParams = strict({ fileId: Id });
const complaintParams = strict({ complaintId: Id });
const ofComplaint = strict({ complaintId: Id, fileId: Id });
const byAuthor = { tag: 'evidence', access: 'author' } as const;

/**
 * Files for a complaint, handed in before it is filed or added to, by the same steps as other files. An anonymous author
 * sends its tracking code in `x-tracking-code`; then no token is looked at.
 */
export const evidenceOperations = {
  startEvidence: {
    ...byAuthor,
    summary: 'Start to hand in a file for a complaint that is filed or added to within a day',
    status: 201,
    needsKey: true,
    body: evidence.NewEvidence,
    reply: files.Upload,
    errors: [
      ...(['file_too_large', 'file_type_refused', 'too_many_files'] as const),
      ...(['idempotency_key_reused', 'tracking_code_wrong'] as const),
    ],
  },
  getEvidenceUpload: {
    ...byAuthor,
    summary: 'How much of it has arrived',
    status: 200,
    params: fileParams,
    reply: files.Upload,
    errors: ['tracking_code_wrong'],
  },
  uploadEvidenceChunk: {
    ...byAuthor,
    summary: 'The next bytes (application/octet-stream); a chunk sent twice counts once',
    status: 200,
    isRawBody: true,
    params: fileParams,
    query: files.ChunkQuery,
    reply: files.Upload,
    errors: ['upload_offset_wrong', 'file_too_large', 'tracking_code_wrong', 'retry'],
  },
  completeEvidence: {
    ...byAuthor,
    summary: 'All bytes are there: keep them as they are, sealed, and make a copy to look at',
    status: 200,
    params: fileParams,
    reply: files.Upload,
    errors: [
      ...(['upload_incomplete', 'file_type_refused', 'file_damaged', 'file_too_large'] as const),
      ...(['tracking_code_wrong', 'retry'] as const),
    ],
  },
  discardEvidence: {
    ...byAuthor,
    summary: 'Throw a file away that was not filed yet',
    status: 200,
    params: fileParams,
    reply: Empty,
    errors: ['tracking_code_wrong'],
  },
  getEvidenceLink: {
    ...byAuthor,
    summary: 'A link to a file of my complaint, for some minutes',
    status: 200,
    params: ofComplaint,
    query: evidence.EvidenceLinkQuery,
    reply: files.FileLink,
    errors: ['tracking_code_wrong'],
  },
  getEvidencePack: {
    ...byAuthor,
    summary: 'What was said and handed in, when, with hashes: for the author to keep',
    status: 200,
    params: complaintParams,
    reply: evidence.EvidencePack,
    errors: ['tracking_code_wrong'],
  },
  deskGetEvidenceLink: {
    tag: 'desk',
    summary: 'A link to a file of a complaint of my district, for some minutes. Asking for it is audited',
    access: 'officer',
    status: 200,
    params: ofComplaint,
    query: evidence.EvidenceLinkQuery,
    reply: files.FileLink,
    errors: ['own_family'],
  },
  deskGetHandOver: {
    tag: 'desk',
    summary: 'What a body outside is given on paper. Asking for it is audited',
    access: 'officer',
    status: 200,
    params: complaintParams,
    query: evidence.HandOverQuery,
    reply: evidence.HandOver,
    errors: ['own_family'],
  },
} as const satisfies Record<string, Operation>;
