import { createDecipheriv } from 'node:crypto';
import type { Haystack } from './raw-bytes.js';

const sealedPattern = /v1\.([\w-]{16})\.([\w-]{64,})/g;
const nonceBytes = 12;
const tagBytes = 16;
const endMark = 0x80;

/** Everything in these bytes that looks sealed: fields of documents, live or freed, and wrapped keys. */
export function sealedTextsIn(...haystacks: Haystack[]): string[] {
  const texts = new Set<string>();
  for (const haystack of haystacks)
    for (const bytes of haystack.values())
      for (const [text] of bytes.toString('latin1').matchAll(sealedPattern)) texts.add(text);
  return [...texts];
}

/** Every data key that these ring keys unwrap from any sealed text there is, and the ring keys themselves. */
export function keysWithin(sealed: readonly string[], ringKeys: readonly Buffer[]): Buffer[] {
  const unwrapped = sealed.flatMap((text) => ringKeys.map((key) => decrypt(text, key)));
  return [...ringKeys, ...unwrapped.filter((key) => key.length === 32)];
}

/**
 * What these keys make readable, as text by sealed text. The attacker is stronger than our own code: he knows neither
 * family nor place and checks no tag, but takes whatever comes out as filled-up UTF-8.
 */
export function openedBy(keys: readonly Buffer[], sealed: readonly string[]): Map<string, string> {
  const opened = new Map<string, string>();
  for (const text of sealed)
    for (const key of keys) {
      const readable = unfilled(decrypt(text, key));
      if (readable !== null) opened.set(text, readable);
    }
  return opened;
}

/**
 * What these keys make of the first frame of each file that may hold sealed bytes, one after the other. Again without
 * checking a tag: whatever comes out is text to be looked through.
 */
export function openedFrames(keys: readonly Buffer[], files: Haystack): string {
  const pieces = [...files].filter(([file]) => /\/files\//.test(file)).map(([, bytes]) => bytes);
  return pieces
    .flatMap((piece) =>
      keys.map((key) => decryptBytes(piece.subarray(0, nonceBytes), piece.subarray(nonceBytes, 65_000), key)),
    )
    .join('\n');
}

/** AES-GCM without its tag is AES-CTR whose counter begins at 2. */
function decrypt(sealed: string, key: Buffer): Buffer {
  const [, nonce = '', body = ''] = sealed.split('.');
  return decryptBytes(
    Buffer.from(nonce, 'base64url'),
    Buffer.from(body, 'base64url').subarray(0, -tagBytes),
    key,
  );
}

function decryptBytes(nonce: Buffer, bytes: Buffer, key: Buffer): Buffer {
  const counter = Buffer.concat([nonce, Buffer.from([0, 0, 0, 2])]);
  return createDecipheriv('aes-256-ctr', key, counter).update(bytes);
}

function unfilled(bytes: Buffer): string | null {
  const end = bytes.lastIndexOf(endMark);
  if (end < 0 || bytes.subarray(end + 1).some((byte) => byte !== 0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end));
  } catch {
    return null;
  }
}
