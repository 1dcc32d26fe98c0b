import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import { contentRoutes } from './content.routes.js';
import type { Uploads } from './files.public.js';
import { chunkBytes } from './purposes.js';
import type { FileStorage } from './storage/file-storage.js';
import { sweepService } from './sweep.service.js';
import type { UploadsDeps } from './uploads.service.js';

const sweepUnattachedEveryMs = 10 * 60_000;
const sweepNamelessEveryMs = 6 * 3_600_000;

type Options = UploadsDeps & { uploads: Uploads; storage: FileStorage };

/** Files that families hand in: taken in chunks, made harmless, sealed, and shown at signed addresses. */
export async function files(app: FastifyInstance, { storage, uploads, ...deps }: Options) {
  const { sweepUnattached, sweepNameless } = sweepService({ ...deps, storage });
  app.jobs.add({
    name: 'eraseUnusedFiles',
    schedule: { everyMs: sweepUnattachedEveryMs },
    run: sweepUnattached,
  });
  app.jobs.add({
    name: 'eraseNamelessPieces',
    schedule: { everyMs: sweepNamelessEveryMs },
    run: sweepNameless,
  });

  mount(app, 'createUpload', ({ session, body, key }) => uploads.createUpload(session.familyId, body, key));
  mount(app, 'getUpload', ({ session, params }) => uploads.getUpload(session.familyId, params.fileId));
  mount(
    app,
    'uploadChunk',
    ({ session, params, query, body }) =>
      uploads.uploadChunk(session.familyId, params.fileId, query.offset, body),
    { bodyLimit: chunkBytes },
  );
  mount(app, 'completeUpload', ({ session, params }) =>
    uploads.completeUpload(session.familyId, params.fileId),
  );
  mount(app, 'getFileLink', ({ session, params }) => uploads.getFileLink(session.familyId, params.fileId));
  mount(app, 'discardUpload', ({ session, params }) =>
    uploads.discardUpload(session.familyId, params.fileId),
  );
  contentRoutes(app, deps);
}
