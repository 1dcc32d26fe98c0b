import { familyRoutes } from '@nearcare/shared/contract/family-routes';
import { call, sendChunk } from './client';
import type { UploadWay } from './upload';

/**
 * Files of a complaint before it is filed or added to: of the signed-in family, or, by its tracking code, of an author
 * whom nobody knows. A PDF may say who made it, so an anonymous author's is not taken.
 */
export function evidenceUploads(trackingCode: string | null): UploadWay {
  const by = trackingCode === null ? {} : { trackingCode };
  return {
    takes: [
      ...(['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'audio/mp4', 'audio/mpeg'] as const),
      ...(trackingCode === null ? (['application/pdf'] as const) : []),
    ],
    begin: (body, idempotencyKey) => call('startEvidence', { body }, { idempotencyKey, ...by }),
    read: (fileId) => call('getEvidenceUpload', { params: { fileId } }, by),
    sendChunk: (of) => sendChunk<'uploadEvidenceChunk'>(familyRoutes.uploadEvidenceChunk, of, by),
    complete: (fileId) => call('completeEvidence', { params: { fileId } }, by),
    discard: (fileId) => call('discardEvidence', { params: { fileId } }, by),
    link: null,
  };
}
