import type { Config } from '@nearcare/bff/config';
import { fileBytes } from '@nearcare/bff/features/files/file-bytes';
import { fileLinks } from '@nearcare/bff/features/files/file-links';
import type { FilesModel } from '@nearcare/bff/features/files/files.model';
import type { Files } from '@nearcare/bff/features/files/files.public';
import { filesPublic } from '@nearcare/bff/features/files/files.service';
import { fileStorage } from '@nearcare/bff/features/files/storage/index';
import type { FamilyKeys } from '@nearcare/bff/keys/family-keys';
import type { Clock } from '@nearcare/bff/lib/clock';
import { type Interrupt, interrupted } from './booking-stack.js';

type Deps = { config: Config; model: FilesModel; keys: FamilyKeys; clock: Clock };

/** Files beside the service of a test, as a second process sees them; what it erases passes `interrupt`. */
export function filesStack({ config, model, keys, clock }: Deps, interrupt: Interrupt): Files {
  const storage = interrupted(fileStorage(config.files), ['delete'], interrupt);
  return filesPublic({
    model: interrupted(model, ['close', 'remove'], interrupt),
    keys,
    bytes: fileBytes(storage, () => undefined),
    links: fileLinks(config.sessionSecret, clock),
  });
}
