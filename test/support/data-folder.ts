import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@nearcare/bff/plugins/store';
import type { Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { sharedStoreEnv, storeEnv } from './store-env.js';

/** Opens the store of a server's environment while no server has it. */
export async function useStoreOf<T>(
  env: Record<string, string>,
  use: (store: Connection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openStore({
    mongodbUri: env['MONGODB_URI'] || null,
    dataDir: env['DATA_DIR'] ?? '',
  });
  try {
    return await use(connection);
  } finally {
    await close();
  }
}

/** Gives each test of the file that calls this a store of its own: `env` for the servers it starts. */
export function ownDataFolder() {
  let env: Record<string, string>;
  const withStore = <T>(use: (store: Connection) => Promise<T>) => useStoreOf(env, use);
  beforeEach(async () => {
    env = { DATA_DIR: await mkdtemp(join(tmpdir(), 'nearcare-data-')), ...storeEnv() };
  });
  afterEach(async () => {
    if (env['MONGODB_URI']) await withStore((store) => store.dropDatabase());
    await rm(env['DATA_DIR'] ?? '', { recursive: true, force: true });
  });
  return { env: () => env, withStore };
}

/** An empty database, and a folder for files, for all tests of the file that calls this. */
export function ownStore() {
  let folder: string;
  let opened: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearcare-store-'));
    opened = await openStore({ mongodbUri: sharedStoreEnv()['MONGODB_URI'] ?? null, dataDir: folder });
  });
  afterAll(async () => {
    await opened.connection.dropDatabase();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get store(): Connection {
      return opened.connection;
    },
    get folder(): string {
      return folder;
    },
  };
}
