import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage } from './index.js';
import { runStore, type StoreOptions } from './run-store.js';

const send = (message: WorkerMessage) => parentPort?.postMessage(message);

try {
  const store = await runStore(workerData as StoreOptions);
  parentPort?.once('message', () => {
    void store.close().then(() => parentPort?.close());
  });
  send({ kind: 'ready', uri: store.uri, port: store.port });
} catch (error) {
  const { name, message, ...rest } = error as Error;
  send({ kind: 'failed', ...rest, name, message });
  parentPort?.close();
}
