import { hash, randomBytes } from 'node:crypto';

/** Crockford's alphabet in lower case: no i, l, o, u, so an id can be read out on the phone. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The alphabet's sign for each byte. */
const signs = Uint8Array.from({ length: 256 }, (_, byte) => alphabet.charCodeAt(byte % 32));

/** In place: an id put together sign by sign is a chain of strings, and an import makes many. */
function encode(bytes: Buffer, length: number): string {
  for (let index = 0; index < length; index += 1) bytes[index] = signs[bytes[index] ?? 0] ?? 0;
  return bytes.toString('latin1', 0, length);
}

/** A new random id, 100 bits: `c_7k2m…`. */
export function newId(prefix: string): string {
  return `${prefix}_${encode(randomBytes(20), 20)}`;
}

/**
 * The id that these parts always give. A request repeated with its idempotency key finds its own document by it: no
 * second one can be inserted (booking protocol §3).
 */
export function derivedId(prefix: string, ...parts: string[]): string {
  return `${prefix}_${encode(hash('sha256', JSON.stringify(parts), 'buffer'), 26)}`;
}

/** Short fingerprint of a request body, to notice a key that comes back with other content. Holds no content. */
export function fingerprint(body: unknown): string {
  return hash('sha256', JSON.stringify(body), 'base64url').slice(0, 22);
}
