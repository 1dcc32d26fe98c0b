import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '@nearcare/bff/config';
import { layGround } from '@nearcare/bff/wiring/ground';
import { registerLearning } from '@nearcare/bff/wiring/learning';
import { makeParts } from '@nearcare/bff/wiring/parts';
import { registerPeople } from '@nearcare/bff/wiring/people';
import { registerRecords } from '@nearcare/bff/wiring/records';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import type { TestApp } from './build-test-app.js';
import { type ClassesStandIn, classesStandIn } from './class-stand-in.js';
import { type FakeClock, fakeClock } from './fake-clock.js';
import { sharedStoreEnv } from './store-env.js';

export type LearningApp = TestApp & { url: string; close(): Promise<void> };

/**
 * Processes of the service that share a store, with the features that learn and who stands in for classes. Each listens,
 * for sockets.
 */
export async function learningApps(count: number, env: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nearcare-learning-'));
  const clock = fakeClock();
  const config = readConfig({
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'silent', SEED: 'none', PORT: '0', RATE_LIMIT_PER_MINUTE: '1000000' },
    ...{ DATA_DIR: dataDir, PAGE_DIR: join(dataDir, 'no-page'), MEDIA_ORIGINS: 'https://vod.example.org' },
    ...sharedStoreEnv(),
    ...env,
  });
  const stand = classesStandIn();
  const apps: LearningApp[] = [];
  for (let index = 0; index < count; index += 1) apps.push(await learningApp(config, clock, stand));
  return {
    ...{ apps, stand, clock, config },
    async close() {
      await apps[0]?.app.store.dropDatabase();
      for (const one of apps) await one.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function learningApp(config: Config, clock: FakeClock, stand: ClassesStandIn): Promise<LearningApp> {
  const app: FastifyInstance = Fastify({ logger: false, bodyLimit: 64 * 1024 });
  const ground = await layGround(app, config, { clock, reaching: undefined });
  const parts = makeParts(ground);
  await registerPeople(app, ground, parts);
  await registerRecords(app, ground, parts);
  await registerLearning(app, ground, parts, stand);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, clock, config, url, close: () => app.close() };
}

type Learning = Awaited<ReturnType<typeof learningApps>>;

/** The same for all tests of a file. */
export function ownLearningApps(count = 1, env?: Record<string, string>) {
  let made: Learning;
  beforeAll(async () => {
    made = await learningApps(count, env);
  });
  afterAll(() => made.close());
  return {
    get stand() {
      return made.stand;
    },
    get clock() {
      return made.clock;
    },
    get config() {
      return made.config;
    },
    get first() {
      return made.apps[0] as LearningApp;
    },
    get second() {
      return made.apps[1] as LearningApp;
    },
  };
}
