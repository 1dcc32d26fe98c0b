import type { FamilyKeys } from '../../keys/family-keys.js';
import type { FileBytes } from './file-bytes.js';
import type { FileDoc } from './files.model.js';

/** Erases the pieces of a file; first its key, where that is its own. Safe to repeat. @throws DomainError retry */
export function fileEraser({ keys, bytes }: { keys: FamilyKeys; bytes: FileBytes }) {
  return async ({ _id, keyId }: Pick<FileDoc, '_id' | 'keyId'>): Promise<void> => {
    if (keyId === _id) await keys.destroy(keyId);
    await bytes.erase({ _id, keyId });
  };
}
