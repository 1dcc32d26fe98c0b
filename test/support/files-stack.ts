import type { Config } from '@nearcare/bff/config';
import { fileBytes } from '@nearcare/bff/features/files/file-bytes';
import { fileLinks } from '@nearcare/bff/features/files/file-links';
import type { FilesModel } from '@nearcare/bff/features/files/files.model';
import type { Files } from '@nearcare/bff/features/files/files.public';
import { filesPublic } from '@nearcare/bff/features/files/files.service';
import type { FileStorage } from '@nearcare/bff/features/files/storage/file-storage';
import { fileStorage } from '@nearcare/bff/features/files/storage/index';
import { sweepService } from '@nearcare/bff/features/files/sweep.service';
import type { FamilyKeys } from '@nearcare/bff/keys/family-keys';
import type { Clock } from '@nearcare/bff/lib/clock';
import { type Interrupt, interrupted } from './booking-stack.js';

type Deps = { config: Config; model: FilesModel; keys: FamilyKeys; clock: Clock };

type FilesStack = { storage: FileStorage; files: Files; sweep: ReturnType<typeof sweepService> };

/** Files beside the service of a test, as a second process has them; what it erases passes `interrupt`. */
export function filesStack(deps: Deps, interrupt: Interrupt = (write) => write()): FilesStack {
  const { config, keys, clock } = deps;
  const storage = interrupted(fileStorage(config.files), ['delete'], interrupt);
  const model = interrupted(deps.model, ['close', 'remove'], interrupt);
  const bytes = fileBytes(storage, () => undefined);
  return {
    storage,
    files: filesPublic({ model, keys, bytes, links: fileLinks(config.sessionSecret, clock), clock }),
    sweep: sweepService({ model, keys, bytes, storage, clock }),
  };
}
