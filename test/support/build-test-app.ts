import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@nearcare/bff/app';
import { type Config, readConfig } from '@nearcare/bff/config';
import type { FastifyInstance } from 'fastify';
import { type FakeClock, fakeClock } from './fake-clock.js';
import { storeEnv } from './store-env.js';

export type TestApp = { app: FastifyInstance; clock: FakeClock; config: Config; close(): Promise<void> };

/**
 * The whole service over a database of its own: in the store that MONGODB_URI names, else in an embedded one in a
 * folder of its own. Not listening; use `app.inject`.
 */
export async function buildTestApp(
  env: Record<string, string> = {},
  parts: Parameters<typeof buildApp>[1] = {},
): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nearcare-test-'));
  const clock = fakeClock();
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    SEED: 'none',
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '1000000',
    DATA_DIR: dataDir,
    PAGE_DIR: join(dataDir, 'no-page'),
    ...storeEnv(),
    ...env,
  });
  const app = await buildApp(config, { ...parts, clock });
  await app.ready();
  return {
    app,
    clock,
    config,
    async close() {
      if (config.mongodbUri && !env.MONGODB_URI) {
        // A test may have cut the connection off, to see what is said of it.
        if (app.store.readyState !== 1) await app.store.openUri(config.mongodbUri);
        await app.store.dropDatabase();
      }
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
