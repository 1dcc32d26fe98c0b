import type { Config } from '@nearcare/bff/config';
import { fileBytes } from '@nearcare/bff/features/files/file-bytes';
import { fileLinks } from '@nearcare/bff/features/files/file-links';
import type { FilesModel } from '@nearcare/bff/features/files/files.model';
import { filesPublic } from '@nearcare/bff/features/files/files.service';
import { fileStorage } from '@nearcare/bff/features/files/storage/index';
import { sweepService } from '@nearcare/bff/features/files/sweep.service';
import type { FamilyKeys } from '@nearcare/bff/keys/family-keys';
import type { Clock } from '@nearcare/bff/lib/clock';
import { type Interrupt, interrupted } from './booking-stack.js';

type Deps = { config: Config; model: FilesModel; keys: FamilyKeys; clock: Clock };

/** Files beside the service of a test, as a second process has them; what it erases passes `interrupt`. */
export function filesStack(deps: Deps, interrupt: Interrupt = (write) => write()) {
  const { config, keys, clock } = deps;
  const storage = interrupted(fileStorage(config.files), ['delete'], interrupt);
  const model = interrupted(deps.model, ['close', 'remove'], interrupt);
  const bytes = fileBytes(storage, () => undefined);
  return {
    storage,
    files: filesPublic({ model, keys, bytes, links: fileLinks(config.sessionSecret, clock) }),
    sweep: sweepService({ model, bytes, storage, clock }),
  };
}
