import { join } from 'node:path';
import type { Config } from '../config.js';
import { DataFolderError, startEmbeddedStore } from '../embedded-store/index.js';
import { makeFolder } from '../lib/make-folder.js';

/** A store that answers at `uri`. `close` ends it where it is our own. */
export type ReachedStore = { readonly uri: string; close(): Promise<void> };

/**
 * The store that the configuration names, or the embedded one, started. Apart from what speaks to it, so that it can
 * start in its thread while all of that is being loaded.
 * @throws DataFolderError, StoreLockedError
 */
export async function reachStore({
  mongodbUri,
  dataDir,
}: Pick<Config, 'mongodbUri' | 'dataDir'>): Promise<ReachedStore> {
  if (mongodbUri) return { uri: mongodbUri, close: async () => undefined };
  try {
    makeFolder(dataDir);
  } catch (error) {
    throw new DataFolderError(dataDir, (error as Error).message);
  }
  return startEmbeddedStore({ dataDir: join(dataDir, 'store') });
}
