import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { openBytes, sealBytes } from './sealed-text.js';

/** One key of the ring. A KeyObject prints as nothing, in logs and in JSON. */
export type RingKey = { readonly id: string; readonly key: KeyObject };

/** The keys that wrap the families' data keys: the first wraps, all of them open. Never empty. */
export type KeyRing = readonly [RingKey, ...RingKey[]];

const idPattern = /^[A-Za-z0-9-]{1,16}$/;
const keyPattern = /^[A-Za-z0-9+/_-]+={0,2}$/;
const keyBytes = 32;

/** A wrapped key whose ring key is not in KEY_RING: removed from it before `rotate-keys` was run. */
export class KeyRingError extends Error {
  readonly code = 'key_ring_lacks_key';

  constructor(readonly ringId: string) {
    super(`KEY_RING has no key “${ringId}”, which some families' keys are still wrapped with; put it back`);
    this.name = 'KeyRingError';
  }
}

/**
 * Reads `2026b:<base64 of 32 bytes>,2026a:…`. Faults name an entry by its position and never quote it: what is
 * malformed may be a key.
 */
export function readKeyRing(text: string): { ring: KeyRing | null; faults: string[] } {
  const faults: string[] = [];
  const ring: RingKey[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const fault = (what: string) => faults.push(`KEY_RING: entry ${index + 1} ${what}`);
    const [id = '', keyText = '', ...more] = entry.trim().split(':');
    const bytes = Buffer.from(keyText, 'base64');
    if (!idPattern.test(id) || !keyText || more.length > 0)
      fault('is not id:key with an id of 1 to 16 letters and digits');
    else if (!keyPattern.test(keyText)) fault('has a key that is not base64');
    else if (bytes.length !== keyBytes) fault(`has a key of ${bytes.length} bytes; it needs ${keyBytes}`);
    else if (ring.some((other) => other.id === id)) fault(`repeats the id “${id}”`);
    else if (ring.some((other) => timingSafeEqual(other.key.export(), bytes)))
      fault(`repeats the key of another entry under the id “${id}”`);
    else ring.push({ id, key: createSecretKey(bytes) });
    bytes.fill(0);
  }
  const [active, ...others] = ring;
  return { ring: active && faults.length === 0 ? [active, ...others] : null, faults };
}

/** A family's data key as it is kept: `<ring id>.v1.<nonce>.<…>`, wrapped by the active key for this family alone. */
export function wrapKey(ring: KeyRing, familyId: string, dataKey: Uint8Array): string {
  const [{ id, key }] = ring;
  return `${id}.${sealBytes(key, wrapping(id, familyId), dataKey)}`;
}

/**
 * @throws KeyRingError when the ring lacks the key that wrapped it
 * @throws SealedTextError when it is damaged or another family's
 */
export function unwrapKey(ring: KeyRing, familyId: string, wrapped: string): Buffer {
  const id = ringIdOf(wrapped);
  const found = ring.find((one) => one.id === id);
  if (!found) throw new KeyRingError(idPattern.test(id) ? id : 'unknown');
  return openBytes(found.key, wrapping(id, familyId), wrapped.slice(id.length + 1));
}

/** Which ring key wrapped it. */
export function ringIdOf(wrapped: string): string {
  return wrapped.slice(0, Math.max(wrapped.indexOf('.'), 0));
}

const wrapping = (ringId: string, familyId: string) => ['family key', ringId, familyId];
