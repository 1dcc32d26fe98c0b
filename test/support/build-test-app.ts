import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@nearcare/bff/app';
import { type Config, readConfig } from '@nearcare/bff/config';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { type FakeClock, fakeClock } from './fake-clock.js';
import { sharedStoreEnv } from './store-env.js';

export type TestApp = { readonly app: FastifyInstance; readonly clock: FakeClock; readonly config: Config };
/** One that is ended by the test that built it. */
export type ClosableTestApp = TestApp & { close(): Promise<void> };

/**
 * The whole service over a database of its own: in the store that MONGODB_URI names, else in the one that the project's
 * tests share; with `MONGODB_URI: ''` in an embedded one of its own. Not listening; use `app.inject`.
 */
export async function buildTestApp(env: Record<string, string> = {}): Promise<ClosableTestApp> {
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
    ...('MONGODB_URI' in env ? {} : sharedStoreEnv()),
    ...env,
  });
  const app = await buildApp(config, { clock });
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

/** The same for all tests of the file that calls this; it stands from its first test to its last. */
export function ownTestApp(env?: Record<string, string>): TestApp {
  let test: ClosableTestApp;
  beforeAll(async () => {
    test = await buildTestApp(env);
  });
  afterAll(() => test.close());
  return {
    get app() {
      return test.app;
    },
    get clock() {
      return test.clock;
    },
    get config() {
      return test.config;
    },
  };
}
