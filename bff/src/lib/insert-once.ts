import { isDuplicateKey } from './duplicate-key.js';

/** Runs an insertion; false when a document with this unique key is there already. */
export async function isInserted(insert: () => PromiseLike<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
