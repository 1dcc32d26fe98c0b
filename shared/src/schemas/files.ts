import { Type } from 'typebox';
import { Id, Instant, nullable, oneOf, strict } from './common.js';

export const FilePurpose = oneOf(
  ['feeReductionProof'],
  'Decides who else may see the file, and for how long it is kept',
);
export const FileType = oneOf([
  ...(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const),
  ...(['video/mp4', 'audio/mp4', 'audio/mpeg', 'audio/wav'] as const),
]);

/** What may be said of a finished file: never its name on the phone. */
export const FileFacts = strict({
  id: Id,
  type: FileType,
  bytes: Type.Integer({ description: 'As kept; an image is drawn anew, so not what was sent' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of what is kept' }),
  uploadedAt: Instant,
});

/** An upload comes in chunks from `receivedBytes` on, so that a broken connection costs one chunk. */
export const NewUpload = strict({
  purpose: FilePurpose,
  type: FileType,
  bytes: Type.Integer({ minimum: 1, description: 'Of the whole file' }),
});
export const Upload = strict({
  id: Id,
  state: oneOf(['uploading', 'ready', 'refused']),
  bytes: Type.Integer(),
  receivedBytes: Type.Integer({ description: 'Where the next chunk starts' }),
  chunkBytes: Type.Integer({ description: 'Largest chunk taken' }),
  expiresAt: nullable(Instant),
  file: nullable(FileFacts),
});
export const ChunkQuery = strict({ offset: Type.Integer({ minimum: 0 }) });
export const FileLink = strict({
  url: Type.String({ description: 'Path on this service; works until `expiresAt`, for whoever has it' }),
  expiresAt: Instant,
});
