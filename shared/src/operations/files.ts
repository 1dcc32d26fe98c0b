import { Empty, Id, strict } from '../schemas/common.js';
import * as files from '../schemas/files.js';
import type { Operation } from './operation.js';

const fileParams = strict({ fileId: Id });

export const filesOperations = {
  createUpload: {
    tag: 'files',
    summary: 'Start to hand in a file',
    access: 'family',
    status: 201,
    needsKey: true,
    body: files.NewUpload,
    reply: files.Upload,
    errors: ['file_too_large', 'too_many_files', 'consent_required', 'idempotency_key_reused'],
  },
  getUpload: {
    tag: 'files',
    summary: 'How much of it has arrived',
    access: 'family',
    status: 200,
    params: fileParams,
    reply: files.Upload,
    errors: [],
  },
  uploadChunk: {
    tag: 'files',
    summary: 'The next bytes (application/octet-stream); a chunk sent twice counts once',
    access: 'family',
    status: 200,
    isRawBody: true,
    params: fileParams,
    query: files.ChunkQuery,
    reply: files.Upload,
    errors: ['upload_offset_wrong', 'file_too_large', 'retry'],
  },
  completeUpload: {
    tag: 'files',
    summary: 'All bytes are there: look at the content, draw images anew, seal and keep it',
    access: 'family',
    status: 200,
    params: fileParams,
    reply: files.Upload,
    errors: ['upload_incomplete', 'file_type_refused', 'file_damaged', 'file_too_large', 'retry'],
  },
  getFileLink: {
    tag: 'files',
    summary: 'A link to a file of my family, for some minutes',
    access: 'family',
    status: 200,
    params: fileParams,
    reply: files.FileLink,
    errors: [],
  },
  discardUpload: {
    tag: 'files',
    summary: 'Throw a file away that nothing refers to yet',
    access: 'family',
    status: 200,
    params: fileParams,
    reply: Empty,
    errors: ['file_in_use'],
  },
} as const satisfies Record<string, Operation>;
