import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startStore } from './processes.js';

/**
 * Set-up of a project: one embedded store, in which each service that a test builds has a database of its own. To start
 * one for each costs half a second of processor time. Nothing where MONGODB_URI names a server.
 */
export default async function shareStore({ provide }: TestProject) {
  if (process.env.MONGODB_URI) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-shared-store-'));
  const store = await startStore(folder);
  provide('sharedStore', store.url);
  return async () => {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    sharedStore: string | undefined;
  }
}
