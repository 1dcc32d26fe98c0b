import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;
/** Text is filled up to a multiple of this, so that its length says little: 男 or 女, a short name or a long one. */
const blockBytes = 32;
const endMark = 0x80;

/** Sealed text that is damaged, was moved, or belongs to another key. Its message quotes neither text nor place. */
export class SealedTextError extends Error {
  readonly code = 'sealed_text_unreadable';

  constructor(reason: 'malformed' | 'not authentic') {
    super(`sealed text can't be opened: ${reason}`);
    this.name = 'SealedTextError';
  }
}

/**
 * Bytes as `v1.<nonce>.<cipher text and tag>` (AES-256-GCM, random 96-bit nonce, base64url). `context` is not in the
 * result but authenticated: opening needs the same parts in the same order.
 */
export function sealBytes(key: KeyObject, context: readonly string[], bytes: Uint8Array): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** @throws SealedTextError unless the same key sealed exactly this in exactly this context. */
export function openBytes(key: KeyObject, context: readonly string[], sealed: string): Buffer {
  const { nonce, text, tag } = takeApart(sealed);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(authenticated(context));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    throw new SealedTextError('not authentic');
  }
}

/** As `sealBytes`, for text, which is filled up to whole blocks of 32 bytes before. */
export function sealText(key: KeyObject, context: readonly string[], text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const filled = Buffer.alloc((Math.floor(bytes.length / blockBytes) + 1) * blockBytes);
  bytes.copy(filled);
  filled[bytes.length] = endMark;
  return sealBytes(key, context, filled);
}

/** @throws SealedTextError as `openBytes`. */
export function openText(key: KeyObject, context: readonly string[], sealed: string): string {
  const filled = openBytes(key, context, sealed);
  const end = filled.lastIndexOf(endMark);
  if (end < 0) throw new SealedTextError('malformed');
  return filled.subarray(0, end).toString('utf8');
}

/** Parts joined by JSON, so that no part can run into the next: ["a", "bc"] is not ["ab", "c"]. */
function authenticated(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([version, ...context]), 'utf8');
}

function takeApart(sealed: string): { nonce: Buffer; text: Buffer; tag: Buffer } {
  const [given, nonceText, bodyText, ...more] = sealed.split('.');
  if (given !== version || !nonceText || !bodyText || more.length > 0) throw new SealedTextError('malformed');
  const nonce = fromBase64url(nonceText);
  const body = fromBase64url(bodyText);
  if (nonce.length !== nonceBytes || body.length < tagBytes) throw new SealedTextError('malformed');
  return { nonce, text: body.subarray(0, -tagBytes), tag: body.subarray(-tagBytes) };
}

/** Only the one spelling that we write: Node's decoder skips strange characters and unused bits. */
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealedTextError('malformed');
  return bytes;
}
