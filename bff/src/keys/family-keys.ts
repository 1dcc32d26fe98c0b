import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { DomainError } from '../lib/domain-error.js';
import { type KeyRing, unwrapKey, wrapKey } from './key-ring.js';
import { KeyDestroyedError, type KeyVault } from './key-vault.js';
import { type FrameKey, openFrame, sealFrame } from './sealed-frames.js';
import { openText, sealText } from './sealed-text.js';

/**
 * One family's data key, opened. `place` says where the text lives (`children/ch_…/nickname`) and is authenticated.
 * Made for one request: kept longer, it would outlive the key's destruction by another process.
 */
export interface FamilyKey extends FrameKey {
  /** `v1.…`, different each time: not to be compared or looked up by. */
  seal(place: string, text: string): string;
  /** @throws SealedTextError when it was tampered with, or sealed for another place or family */
  open(place: string, sealed: string): string;
  /**
   * Short print of a value, the same each time, to notice a repeated request that says something else. Unlike a plain
   * hash it can't be matched to guesses (there are few birth dates), and means nothing once the key is gone.
   */
  fingerprint(value: unknown): string;
}

export interface FamilyKeys {
  /**
   * Makes the key at the first need; racing calls, of other processes too, get one key.
   * @throws DomainError `session_expired` when it was destroyed: the family is no more, whoever still asks for it
   */
  ensure(familyId: string): Promise<FamilyKey>;
  /** null: none was made, or it was destroyed. */
  find(familyId: string): Promise<FamilyKey | null>;
  /**
   * For good: afterwards nothing sealed with it can be opened; by this process at once, by others within 60 s.
   * Safe to repeat.
   */
  destroy(familyId: string): Promise<void>;
}

/** So long may a process go on using a key that another one has destroyed. */
const keptMs = 60_000;
const mostKept = 10_000;

export type FamilyKeysDeps = {
  ring: KeyRing;
  vault: KeyVault;
  /** Milliseconds that only go forward. */
  nowMs?: () => number;
};

/** Families' data keys, taken from the vault, opened by the ring and remembered for a minute at most. */
export function familyKeys({ ring, vault, nowMs = () => performance.now() }: FamilyKeysDeps): FamilyKeys {
  const opened = new Map<string, { key: ClosableKey; untilMs: number }>();
  let destructions = 0;

  function remembered(familyId: string): FamilyKey | null {
    const found = opened.get(familyId);
    if (!found) return null;
    opened.delete(familyId);
    if (found.untilMs <= nowMs()) return null;
    opened.set(familyId, found);
    return found.key;
  }

  function remember(familyId: string, dataKey: Buffer): FamilyKey {
    // One for all who hold it, so that a destruction reaches them all.
    const already = remembered(familyId);
    if (already) return already;
    const key = closableKey(familyId, dataKey);
    opened.set(familyId, { key, untilMs: nowMs() + keptMs });
    const [oldest] = opened.keys();
    if (opened.size > mostKept && oldest) opened.delete(oldest);
    return key;
  }

  /** `read` is asked again when what it gave can't be opened: a rotation may have overwritten it meanwhile. */
  async function load(familyId: string, read: () => Promise<string | null>): Promise<FamilyKey | null> {
    let before: string | null = null;
    for (;;) {
      const destructionsSeen = destructions;
      const wrapped = await read();
      if (wrapped === null) return null;
      try {
        const dataKey = unwrapKey(ring, familyId, wrapped);
        // Read before a destruction that has ended since: not to be remembered, nor given.
        if (destructions !== destructionsSeen) continue;
        return remember(familyId, dataKey);
      } catch (error) {
        if (wrapped === before) throw error;
        before = wrapped;
      }
    }
  }

  async function find(familyId: string): Promise<FamilyKey | null> {
    return remembered(familyId) ?? (await load(familyId, () => vault.read(familyId)));
  }

  async function ensure(familyId: string): Promise<FamilyKey> {
    const found = await find(familyId);
    if (found) return found;
    const fresh = wrapKey(ring, familyId, randomBytes(32));
    const made = await load(familyId, () => vault.create(familyId, fresh)).catch((error: unknown) => {
      throw error instanceof KeyDestroyedError ? new DomainError('session_expired') : error;
    });
    if (!made) throw new Error('a key that was just made is not there');
    return made;
  }

  async function destroy(familyId: string): Promise<void> {
    try {
      await vault.destroy(familyId);
    } finally {
      destructions += 1;
      opened.get(familyId)?.key.close();
      opened.delete(familyId);
    }
  }

  return { ensure, find, destroy };
}

type ClosableKey = FamilyKey & { close(): void };

/** Takes the data key's bytes and wipes them. Once closed it opens nothing, whoever still holds it. */
function closableKey(familyId: string, dataKey: Buffer): ClosableKey {
  let held: { key: KeyObject; printKey: KeyObject } | null = {
    key: createSecretKey(dataKey),
    printKey: createSecretKey(
      Buffer.from(hkdfSync('sha256', dataKey, '', 'nearcare fingerprint of a request', 32)),
    ),
  };
  dataKey.fill(0);
  const keys = () => {
    if (!held) throw new DomainError('session_expired');
    return held;
  };
  const context = (place: string) => ['family text', familyId, place];
  const framesContext = (place: string) => ['family bytes', familyId, place];
  return {
    seal: (place, text) => sealText(keys().key, context(place), text),
    open: (place, sealed) => openText(keys().key, context(place), sealed),
    sealFrame: (place, frame, bytes) => sealFrame(keys().key, framesContext(place), frame, bytes),
    openFrame: (place, frame, sealed) => openFrame(keys().key, framesContext(place), frame, sealed),
    fingerprint: (value) =>
      createHmac('sha256', keys().printKey).update(JSON.stringify(value)).digest('base64url').slice(0, 22),
    close: () => {
      held = null;
    },
  };
}
