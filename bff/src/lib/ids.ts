import { hash, randomBytes } from 'node:crypto';

/** Crockford's alphabet in lower case: no i, l, o, u, so an id can be read out on the phone. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function encode(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet[(bytes[index] ?? 0) % 32];
  return text;
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
