import type { AddressInfo } from 'node:net';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { type Config, ConfigError, readConfig } from './config.js';
import { DataFolderError, StoreLockedError } from './embedded-store/index.js';
import { fileStorage } from './features/files/storage/index.js';
import { familyKeys } from './keys/family-keys.js';
import { folderVault } from './keys/folder-vault.js';
import { boundHeap } from './lib/bound-heap.js';
import { systemClock } from './lib/clock.js';
import { reachStore } from './plugins/reach-store.js';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

try {
  await serve();
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  // The embedded store starts in its thread while this one loads the service, which takes each of them most of a second.
  const reaching = reachStore(config);
  // Who waits for it says what went wrong; until then nobody does.
  reaching.catch(() => undefined);
  const { buildApp } = await import('./app.js');
  const app = await buildApp(config, { reaching });
  const grace = closeWithGrace({ delay: 10_000, logger: false, skip: [...stopSignals] }, async ({ err }) => {
    if (err) app.log.error({ name: err.name }, 'stopping after an error');
    await app.close();
  });
  // npm repeats the terminal's Ctrl-C within milliseconds: the repetition must not cut the clean end short.
  let isStopping = false;
  for (const signal of stopSignals) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      grace.close();
    });
  }
  await app.ready();
  if (config.seed === 'demo') {
    // Loaded only where it is needed: it brings the dictionary of pinyin, some 40 MB.
    const { loadDemoCounty } = await import('./demo/load-demo-county.js');
    await loadDemoCounty(app.store, new Date());
  }
  // Not before: starting makes much that lives, and would collect at every step.
  boundHeap();
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  console.log(`ready http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`);
  if (config.seed === 'demo' && !config.isProduction) await prepareDemoDesks(app, config);
}

/** Something to do at a desk and how to try it, for whoever has just started the demo county. */
async function prepareDemoDesks(app: FastifyInstance, config: Config): Promise<void> {
  const { inviteToDemoDesks } = await import('./demo/demo-desks.js');
  const { loadDemoComplaints } = await import('./demo/demo-complaints.js');
  const { loadDemoLessons } = await import('./demo/demo-lessons.js');
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const markSecret = config.phoneIndexSecret;
  await loadDemoComplaints({ store: app.store, keys, markSecret, now: new Date() });
  await loadDemoLessons({ store: app.store, keys, storage: fileStorage(config.files), now: new Date() });
  const invitations = await inviteToDemoDesks({
    store: app.store,
    keys,
    codeSecret: config.phoneIndexSecret,
    clock: systemClock,
  });
  for (const { place, code } of invitations) console.log(`演示工作台 ${place}: 邀请码 ${code}`);
}

/** What the operator can do about a failed start, in one line where we know it. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StoreLockedError || error instanceof DataFolderError)
    return error.message;
  if (!(error instanceof Error)) return `failed to start: ${String(error)}`;
  const { code, message, port, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `port_in_use: port ${port} is taken by another program; set PORT to a free one`;
  if (code === 'EACCES' || code === 'EROFS')
    return `data_folder_unwritable: ${message}; set DATA_DIR to a folder of yours`;
  if (error.name === 'MongooseServerSelectionError')
    return `store_unreachable: ${message}; check MONGODB_URI, and that the store runs and lets this machine in`;
  return `failed to start: ${stack}`;
}
