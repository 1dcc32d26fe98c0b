import type { Reply } from '@nearcare/shared/contract/types';
import { type fakeBff, refusal, reply, type Sent } from './fake-bff';

type Handlers = Parameters<typeof fakeBff>[0];
type Upload = Reply<'getUpload'>;

/** Takes one file in chunks as the server does: `receivedBytes` counts, a wrong offset is refused. */
export function uploadServer(chunkBytes = 4): { handlers: Handlers; received: () => number[] } {
  let bytes = 0;
  let received: number[] = [];
  const state = (over: Partial<Upload> = {}): Upload => ({
    id: 'fl_0001',
    state: 'uploading',
    bytes,
    receivedBytes: received.length,
    chunkBytes,
    expiresAt: '2026-11-25T01:00:00.000Z',
    file: null,
    ...over,
  });
  const take = (sent: Sent) => {
    const offset = Number(/offset=(\d+)/.exec(sent.url)?.[1]);
    if (offset !== received.length) return refusal('upload_offset_wrong');
    received = [...received, ...new Uint8Array(sent.body as ArrayBuffer)];
    return reply('uploadChunk', state());
  };
  return {
    received: () => received,
    handlers: {
      createUpload: ({ body }) => {
        bytes = (body as { bytes: number }).bytes;
        return reply('createUpload', state());
      },
      getUpload: () => reply('getUpload', state()),
      uploadChunk: take,
      completeUpload: () =>
        received.length < bytes
          ? refusal('upload_incomplete')
          : reply('completeUpload', state({ state: 'ready', file: makeFile({ bytes }) })),
    },
  };
}

export function makeFile(over: Partial<NonNullable<Upload['file']>> = {}): NonNullable<Upload['file']> {
  return {
    id: 'fl_0001',
    type: 'image/jpeg',
    bytes: 10,
    sha256: 'a'.repeat(64),
    uploadedAt: '2026-11-24T01:12:00.000Z',
    ...over,
  };
}
