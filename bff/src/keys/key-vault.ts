/**
 * Where wrapped data keys are kept: a place of its own, outside the store, from which a key can be removed for good.
 * Implementations are shared by every process of the installation. All but `identity` throw KeyVaultError while the
 * vault is not there: a family without a key must not be taken for a deleted one because a disk was unplugged.
 */
export interface KeyVault {
  /** Which vault this is: random, made at the first call, the same ever after and for every process. */
  identity(): Promise<string>;
  /** @throws while keys could not be read or made: the vault is not there, or closed to this process */
  check(): Promise<void>;
  /**
   * Keeps a wrapped key unless the family has one. Answers the one that is kept: of racing calls all get the same.
   * @throws KeyDestroyedError when the family's key was destroyed: it never gets another.
   */
  create(familyId: string, wrapped: string): Promise<string>;
  /** null: none was made, or it was destroyed. */
  read(familyId: string): Promise<string | null>;
  /** Puts another wrapping in place of the kept one. false: there is none (any more), and none was put there. */
  replace(familyId: string, wrapped: string): Promise<boolean>;
  /** Removes the key so that its bytes can't be read again, and keeps a mark that it is gone. Safe to repeat. */
  destroy(familyId: string): Promise<void>;
  /** Families that have a key, in no order. Those made or destroyed meanwhile may be in it or not. */
  list(): AsyncIterable<string>;
  /** Clears away what interrupted calls left behind. */
  sweep(): Promise<void>;
}

export class KeyVaultError extends Error {
  readonly code = 'key_vault_missing';

  constructor(where: string) {
    super(`no vault of keys in ${where}; is the folder the right one, and mounted?`);
    this.name = 'KeyVaultError';
  }
}

export class KeyDestroyedError extends Error {
  constructor() {
    super('the key of this family was destroyed');
    this.name = 'KeyDestroyedError';
  }
}
