import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './lib/make-folder.js';

/**
 * A secret that nobody gave, outside production: made once and kept beside the data, so that sessions and sealed texts
 * outlive a restart. Processes that start together get the same one.
 *
 * @throws the file system's error when the folder can't be written
 */
export function developmentSecret(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, `development-${name}`);
  makeFolder(dataDir);
  return readIfThere(file) ?? keepFirst(file, make());
}

/** A link is refused where the name is taken, and shows the whole file or nothing: the first of racing ones stays. */
function keepFirst(file: string, made: string): string {
  const unfinished = `${file}.${randomBytes(8).toString('hex')}`;
  writeFileSync(unfinished, made, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}
