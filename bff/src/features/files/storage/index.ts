import type { Config } from '../../../config.js';
import type { FileStorage } from './file-storage.js';
import { folderStorage } from './folder-storage.js';
import { s3Storage } from './s3-storage.js';

/** The storage that the configuration names. */
export function fileStorage(settings: Config['files']): FileStorage {
  return settings.kind === 's3' ? s3Storage(settings) : folderStorage(settings.folder);
}
