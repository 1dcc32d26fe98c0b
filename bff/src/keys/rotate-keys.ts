import { type KeyRing, KeyRingError, ringIdOf, unwrapKey, wrapKey } from './key-ring.js';
import type { KeyVault } from './key-vault.js';
import { SealedTextError } from './sealed-text.js';

export type RotationReport = {
  /** Wrapped anew by the active ring key. */
  rewrapped: number;
  /** Wrapped by it before. */
  unchanged: number;
  /** Not openable by any key of the ring, or damaged; left as they are. */
  unreadable: number;
  /** How many families' keys each ring key wraps now, looked at after the rotation. */
  wrappedBy: Record<string, number>;
};

/** Waits for the disk are shared by so many. */
const atOnce = 16;

/**
 * Wraps every family's data key by the active ring key; what it sealed stays as it is. May be cut short and repeated,
 * and run while the service does: a key is replaced whole or not at all, and one destroyed meanwhile stays destroyed.
 */
export async function rotateKeys(ring: KeyRing, vault: KeyVault): Promise<RotationReport> {
  const report: RotationReport = { rewrapped: 0, unchanged: 0, unreadable: 0, wrappedBy: {} };
  const [active] = ring;
  await vault.sweep();

  await forEachFamily(vault, async (familyId) => {
    const outcome = await rewrap(familyId);
    if (outcome) report[outcome] += 1;
  });
  // A second look, since the service may have made keys meanwhile, wrapped by what its environment says.
  await forEachFamily(vault, async (familyId) => {
    const wrapped = await vault.read(familyId);
    if (wrapped === null) return;
    const id = ringIdOf(wrapped);
    report.wrappedBy[id] = (report.wrappedBy[id] ?? 0) + 1;
  });
  return report;

  async function rewrap(familyId: string): Promise<'rewrapped' | 'unchanged' | 'unreadable' | null> {
    const wrapped = await vault.read(familyId);
    if (wrapped === null) return null;
    let dataKey: Buffer;
    try {
      dataKey = unwrapKey(ring, familyId, wrapped);
    } catch (error) {
      if (!(error instanceof SealedTextError || error instanceof KeyRingError)) throw error;
      // Another rotation may have overwritten it under us; then it can be read now.
      return (await vault.read(familyId)) === wrapped ? 'unreadable' : rewrap(familyId);
    }
    if (ringIdOf(wrapped) === active.id) return 'unchanged';
    const isPut = await vault.replace(familyId, wrapKey(ring, familyId, dataKey));
    dataKey.fill(0);
    return isPut ? 'rewrapped' : null;
  }
}

async function forEachFamily(vault: KeyVault, work: (familyId: string) => Promise<void>): Promise<void> {
  let batch: string[] = [];
  const finish = async () => {
    await Promise.all(batch.map(work));
    batch = [];
  };
  for await (const familyId of vault.list()) {
    batch.push(familyId);
    if (batch.length === atOnce) await finish();
  }
  await finish();
}
