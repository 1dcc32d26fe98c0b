import type { Reply } from '@nearcare/shared/contract/types';
import { type Answer, nextNumber, type Parent } from './parent.js';

type FileType = NonNullable<Reply<'getUpload'>['file']>['type'];
type Taken = Answer<'createUpload'> | Answer<'uploadChunk'> | Answer<'completeUpload'>;
type Sent = { type?: FileType; bytes?: number; chunk?: number; key?: string };

/** Starts to hand a file in, agreeing to what that needs. */
export async function startUpload(parent: Parent, bytes: number, { type = 'image/jpeg', key }: Sent = {}) {
  await parent.agreeTo('feeReduction');
  return parent.call('createUpload', {
    body: { purpose: 'feeReductionProof', type, bytes },
    key: key ?? `upload-key-${nextNumber()}`,
  });
}

/** Hands in a whole file chunk by chunk. Answers the first refusal, or what completing it answers. */
export async function sendFile(
  parent: Parent,
  content: Buffer,
  { bytes = content.length, chunk = 256 * 1024, ...rest }: Sent = {},
): Promise<Taken> {
  const created = await startUpload(parent, bytes, rest);
  if (created.status !== 201) return created;
  const params = { fileId: created.body.id };
  for (let offset = 0; offset < content.length; offset += chunk) {
    const body = content.subarray(offset, offset + chunk);
    const taken = await parent.call('uploadChunk', { params, query: { offset }, body });
    if (taken.status !== 200) return taken;
  }
  return parent.call('completeUpload', { params });
}
