import './later-messages';
import { familyRoutes } from '@nearcare/shared/contract/family-routes';
import type { Reply } from '@nearcare/shared/contract/types';
import type { PickedFile } from '../platform/pick-file';
import { call, sendChunk } from './client';
import { newIdempotencyKey } from './idempotency-key';
import { ApiError, asApiError } from './problem';

type Upload = Reply<'getUpload'>;
export type FileFacts = NonNullable<Upload['file']>;
type FileType = FileFacts['type'];

/** Where files of a purpose go: the steps of an upload, and which types are taken there. Each rejects with ApiError. */
export type UploadWay = {
  readonly takes: readonly FileType[];
  begin(of: { type: FileType; bytes: number }, idempotencyKey: string): Promise<Upload>;
  read(fileId: string): Promise<Upload>;
  sendChunk(of: { fileId: string; offset: number; bytes: ArrayBuffer }): Promise<Upload>;
  complete(fileId: string): Promise<Upload>;
  discard(fileId: string): Promise<unknown>;
  /** For a small picture of a file that is there; null where none can be had yet. */
  link: ((fileId: string) => Promise<{ url: string }>) | null;
};

const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** Papers that prove what a fee reduction is asked for. */
export const proofUploads: UploadWay = {
  takes: [...imageTypes, 'application/pdf'],
  begin: (of, idempotencyKey) =>
    call('createUpload', { body: { purpose: 'feeReductionProof', ...of } }, { idempotencyKey }),
  read: (fileId) => call('getUpload', { params: { fileId } }),
  sendChunk: (of) => sendChunk<'uploadChunk'>(familyRoutes.uploadChunk, of),
  complete: (fileId) => call('completeUpload', { params: { fileId } }),
  discard: (fileId) => call('discardUpload', { params: { fileId } }),
  link: (fileId) => call('getFileLink', { params: { fileId } }),
};

/** One file on its way. It knows how far it came, so `sendFile` with it again goes on from there. */
export type Sending = {
  readonly way: UploadWay;
  readonly file: PickedFile;
  readonly type: FileType;
  readonly idempotencyKey: string;
  fileId: string | null;
};

type Signature = { type: FileType; at: number; bytes: readonly number[] };

/** `ftyp` and the brand behind it; the brand alone tells sound from moving pictures, and both from HEIC photos. */
const isoFile = (type: FileType, brand: string): Signature => ({
  ...{ type, at: 4, bytes: [...`ftyp${brand}`].map((letter) => letter.charCodeAt(0)) },
});
const signatures: readonly Signature[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { type: 'audio/wav', at: 8, bytes: [0x57, 0x41, 0x56, 0x45] },
  { type: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46] },
  isoFile('audio/mp4', 'M4A'),
  ...['isom', 'iso2', 'iso5', 'iso6', 'mp4', 'M4V', 'avc1', '3gp', 'qt'].map((brand) =>
    isoFile('video/mp4', brand),
  ),
  { type: 'audio/mpeg', at: 0, bytes: [0x49, 0x44, 0x33] },
  ...[0xfb, 0xf3, 0xf2].map((second): Signature => ({ type: 'audio/mpeg', at: 0, bytes: [0xff, second] })),
];
const headBytes = 12;

/** What a file is by its first bytes: names and what a phone says of a file are often wrong. Null: none that is taken. */
export function fileTypeOf(head: ArrayBuffer): FileType | null {
  const seen = new Uint8Array(head);
  const isIt = ({ at, bytes }: (typeof signatures)[number]) =>
    bytes.every((byte, index) => seen[at + index] === byte);
  return signatures.find(isIt)?.type ?? null;
}

/** Rejects with ApiError `file_type_refused` before a byte has left the phone. */
export async function prepareSending(file: PickedFile, way: UploadWay): Promise<Sending> {
  const type = fileTypeOf(await readPiece(file, 0, Math.min(headBytes, file.bytes)));
  if (type === null || !way.takes.includes(type)) throw new ApiError({ code: 'file_type_refused' });
  return { way, file, type, idempotencyKey: newIdempotencyKey(), fileId: null };
}

const pausesMs = [500, 1_500, 4_000];
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** What may be different the next moment; everything else is an answer. */
const passing: readonly string[] = ['network_unreachable', 'retry', 'service_unavailable', 'rate_limited'];
/** The same for whoever tries again later: a fault of the server may be mended by then. */
export const isPassing = ({ code }: ApiError): boolean => passing.includes(code) || code === 'server_error';
const offsetFaults: readonly string[] = ['upload_offset_wrong', 'upload_incomplete'];

/**
 * Sends a file in chunks and answers what the server keeps of it. A broken connection costs one chunk: it is tried again
 * a few times, then this rejects with ApiError, and a second call goes on where the server's bytes end.
 */
export async function sendFile(
  sending: Sending,
  told: { onProgress: (share: number) => void; isWanted: () => boolean },
  pause: (milliseconds: number) => Promise<void> = wait,
): Promise<FileFacts> {
  let failures = 0;
  let reachedBytes = -1;
  let upload: Upload | null = null;
  while (told.isWanted()) {
    try {
      upload = await nextStep(sending, upload);
    } catch (thrown) {
      const error = asApiError(thrown);
      const pauseMs = pausesMs[failures];
      failures += 1;
      const isOffset = offsetFaults.includes(error.code);
      if (pauseMs === undefined || !(isOffset || passing.includes(error.code))) throw error;
      if (isOffset) upload = null;
      else await pause(pauseMs);
      continue;
    }
    if (upload.state === 'refused') throw new ApiError({ code: 'file_type_refused' });
    if (upload.file !== null) return upload.file;
    // Only bytes that arrived count as getting on: answers alone may go round in circles.
    if (upload.receivedBytes > reachedBytes) failures = 0;
    reachedBytes = Math.max(reachedBytes, upload.receivedBytes);
    told.onProgress(upload.receivedBytes / upload.bytes);
  }
  throw new ApiError({ code: 'upload_incomplete' });
}

/** One request: begin, ask how much is there, send the next chunk, or say that it was the last. */
async function nextStep(sending: Sending, upload: Upload | null): Promise<Upload> {
  const { way, file, type, idempotencyKey, fileId } = sending;
  if (fileId === null) {
    const begun = await way.begin({ type, bytes: file.bytes }, idempotencyKey);
    sending.fileId = begun.id;
    return begun;
  }
  if (upload === null) return way.read(fileId);
  const { receivedBytes: offset, bytes, chunkBytes } = upload;
  if (offset >= bytes) return way.complete(fileId);
  const piece = await readPiece(file, offset, Math.min(chunkBytes, bytes - offset));
  return way.sendChunk({ fileId, offset, bytes: piece });
}

/** A file that the phone lost in between cannot be sent any more, and is no fault of the network or the server. */
async function readPiece(file: PickedFile, offset: number, length: number): Promise<ArrayBuffer> {
  try {
    return await file.read(offset, length);
  } catch {
    throw new ApiError({ code: 'file_damaged' });
  }
}
