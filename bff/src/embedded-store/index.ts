import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DataFolderError, PortInUseError, StoreLockedError } from './errors.js';
import type { RunningStore, StoreOptions } from './run-store.js';

export { DataFolderError, PortInUseError, StoreLockedError } from './errors.js';
export type { RunningStore, StoreOptions } from './run-store.js';

/** From the worker to who started it. */
export type WorkerMessage =
  | { kind: 'ready'; uri: string; port: number }
  | { kind: 'failed'; name: string; message: string; pid?: number | null; port?: number; dataDir?: string };

/**
 * Starts the store in a thread of its own, so that a scan never holds up HTTP.
 * @throws StoreLockedError, DataFolderError, PortInUseError
 */
export async function startEmbeddedStore(options: StoreOptions): Promise<RunningStore> {
  const worker = new Worker(workerFile(), {
    workerData: options,
    // What it makes for a command is garbage at the next; left alone, V8 keeps 48 MB for it.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const message = await new Promise<WorkerMessage>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  if (message.kind === 'failed') {
    await exited;
    throw namedError(message);
  }
  return {
    uri: message.uri,
    port: message.port,
    close: async () => {
      worker.postMessage('close');
      await exited;
    },
  };
}

/** A worker needs JavaScript: from TypeScript sources (under vitest) the built one is used. */
function workerFile(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url);
  const built = new URL('../../bundle/worker.js', import.meta.url);
  if (!existsSync(fileURLToPath(built))) throw new Error('build first: npm run build:server');
  return built;
}

function namedError(failed: WorkerMessage & { kind: 'failed' }): Error {
  if (failed.name === 'StoreLockedError')
    return new StoreLockedError(failed.dataDir ?? '', failed.pid ?? null);
  if (failed.name === 'PortInUseError') return new PortInUseError(failed.port ?? 0);
  if (failed.name === 'DataFolderError')
    return new DataFolderError(failed.dataDir ?? '', failed.message.replace(/^.*cannot be used: /, ''));
  return new Error(failed.message);
}
