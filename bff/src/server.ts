import type { AddressInfo } from 'node:net';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { DataFolderError, StoreLockedError } from './embedded-store/index.js';
import { boundHeap } from './lib/bound-heap.js';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

try {
  await serve();
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const app = await buildApp(config);
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
