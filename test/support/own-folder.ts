import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** An empty folder for each test of the file that calls this, gone after it. `path` changes with the test. */
export function ownFolder(): { readonly path: string } {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'nearcare-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
  };
}
