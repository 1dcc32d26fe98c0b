import { type Connection, Schema } from 'mongoose';
import { ConfigError } from '../config.js';
import { isDuplicateKey } from '../lib/duplicate-key.js';
import type { KeyVault } from './key-vault.js';

type VaultClaimDoc = { _id: 'keys'; vaultId: string };

const claimSchema = new Schema<VaultClaimDoc>(
  { _id: { type: String, required: true }, vaultId: { type: String, required: true } },
  { versionKey: false, strict: 'throw', collection: 'vaultClaims' },
);

/**
 * Ties a store to the vault that its families' keys are in, once. With another folder (a volume that was not mounted,
 * a path of its own on a second machine) every family would look deleted and be given a second key.
 *
 * @throws ConfigError when the store belongs to another vault
 */
export async function claimVault(store: Connection, vault: KeyVault, keysDir: string): Promise<void> {
  const claims = store.model('VaultClaim', claimSchema);
  const vaultId = await vault.identity();
  const find = () => claims.findById('keys').lean<VaultClaimDoc>();
  const add = async () => {
    await claims.create([{ _id: 'keys', vaultId }]).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    return find();
  };
  const claim = (await find()) ?? (await add());
  if (claim?.vaultId === vaultId) return;
  throw new ConfigError([
    `KEYS_DIR: ${keysDir} is not the folder with this store’s keys; name that folder, mount it or bring back its backup. ` +
      'Only if it is lost for good, and all personal fields with it: remove the document of collection vaultClaims',
  ]);
}
