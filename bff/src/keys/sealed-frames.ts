import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/** Plain bytes of every frame but the last one, which holds what is left. */
export const frameBytes = 64 * 1024;
const sealedFrameBytes = nonceBytes + frameBytes + tagBytes;

/** Sealed bytes that are damaged, cut short, in another order, moved, or of another key. Quotes neither bytes nor place. */
export class SealedBytesError extends Error {
  readonly code = 'sealed_bytes_unreadable';

  constructor() {
    super('sealed bytes can’t be opened');
    this.name = 'SealedBytesError';
  }
}

/**
 * Which frame of a row it is. Both are authenticated: a frame that stands elsewhere does not open, nor does a row whose
 * end is missing, for then its last frame was not sealed as the last.
 */
export type Frame = { readonly number: number; readonly isLast: boolean };

/** One frame as nonce, cipher text and tag (AES-256-GCM, random 96-bit nonce): 28 bytes more than the plain ones. */
export function sealFrame(
  key: KeyObject,
  context: readonly string[],
  frame: Frame,
  bytes: Uint8Array,
): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(context, frame));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealedBytesError unless the same key sealed exactly this as the same frame in the same context */
export function openFrame(
  key: KeyObject,
  context: readonly string[],
  frame: Frame,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new SealedBytesError();
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(authenticated(context, frame));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new SealedBytesError();
  }
}

function authenticated(context: readonly string[], { number, isLast }: Frame): Buffer {
  return Buffer.from(JSON.stringify([version, ...context, number, isLast]), 'utf8');
}

/** What seals and opens the frames of one place: a family's key (family-keys.ts). */
export interface FrameKey {
  sealFrame(place: string, frame: Frame, bytes: Uint8Array): Buffer;
  /** @throws SealedBytesError */
  openFrame(place: string, frame: Frame, sealed: Uint8Array): Buffer;
}

/** Bytes as a row of sealed frames. No bytes at all are one empty frame, so that emptiness is authenticated too. */
export function sealRow(key: FrameKey, place: string, bytes: Uint8Array): Buffer {
  const frames: Buffer[] = [];
  const last = lastFrame(bytes.length);
  for (let number = 0; number <= last; number += 1) {
    const part = bytes.subarray(number * frameBytes, (number + 1) * frameBytes);
    frames.push(key.sealFrame(place, { number, isLast: number === last }, part));
  }
  return Buffer.concat(frames);
}

/** Some plain bytes of a row: from `from` to before `to`. */
export type Span = { readonly from: number; readonly to: number };

/** Fetches sealed bytes; null where the row is not there. */
type ReadSealed = (span: Span) => Promise<Uint8Array | null>;

/** As many frames are fetched at once: a megabyte in memory, however long the row is. */
const framesAtOnce = 16;

/**
 * Opens a part of a row of `total` plain bytes, some frames at a time.
 * @throws SealedBytesError when the row is not whole as it was sealed, as far as it was looked at
 */
export async function* openRow(
  key: FrameKey,
  place: string,
  total: number,
  { from, to }: Span,
  read: ReadSealed,
): AsyncGenerator<Buffer, void, void> {
  const last = lastFrame(total);
  const end = Math.min(to, total);
  for (let first = Math.floor(from / frameBytes); first * frameBytes < end; first += framesAtOnce) {
    const behind = Math.min(first + framesAtOnce, Math.ceil(end / frameBytes));
    const sealed = await read({
      from: first * sealedFrameBytes,
      to: Math.min(behind * sealedFrameBytes, sealedLength(total)),
    });
    if (!sealed) throw new SealedBytesError();
    for (let number = first; number < behind; number += 1) {
      const at = (number - first) * sealedFrameBytes;
      const frame = { number, isLast: number === last };
      const plain = key.openFrame(place, frame, sealed.subarray(at, at + sealedFrameBytes));
      const start = number * frameBytes;
      yield plain.subarray(Math.max(from - start, 0), Math.min(end - start, frameBytes));
    }
  }
}

/** How long a row of so many plain bytes is when sealed. */
export function sealedLength(bytes: number): number {
  return bytes + (lastFrame(bytes) + 1) * (nonceBytes + tagBytes);
}

function lastFrame(bytes: number): number {
  return Math.max(0, Math.ceil(bytes / frameBytes) - 1);
}
