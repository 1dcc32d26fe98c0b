import { join } from 'node:path';
import fp from 'fastify-plugin';
import mongoose from 'mongoose';
import type { Config } from '../config.js';
import { DataFolderError, type RunningStore, startEmbeddedStore } from '../embedded-store/index.js';
import { makeFolder } from '../lib/make-folder.js';

/** Opens the store that the configuration names, or the embedded one, and offers its connection as `app.store`. */
export const storePlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    const { connection, close } = await openStore(config);
    app.decorate('store', connection);
    // Indexes must stand before the first request: uniqueness is a rule here, not an optimisation.
    app.addHook('onReady', async () => {
      await Promise.all(Object.values(connection.models).map((model) => model.init()));
    });
    app.addHook('onClose', close);
  },
  { name: 'store' },
);

/** Connection plus what closes it; the terminal commands open the store by it too. */
export async function openStore(config: Pick<Config, 'mongodbUri' | 'dataDir'>) {
  const embedded = config.mongodbUri ? null : await startEmbeddedIn(config.dataDir);
  const connection = mongoose.createConnection(config.mongodbUri ?? embedded?.uri ?? '', {
    serverSelectionTimeoutMS: 5_000,
    // An answered write is on disk on most members, or it was not answered (invariant 5).
    writeConcern: { w: 'majority', journal: true },
    bufferCommands: false,
  });
  await connection.asPromise();
  const close = async () => {
    await connection.close();
    await embedded?.close();
  };
  return { connection, close };
}

async function startEmbeddedIn(dataDir: string): Promise<RunningStore> {
  try {
    makeFolder(dataDir);
  } catch (error) {
    throw new DataFolderError(dataDir, (error as Error).message);
  }
  return startEmbeddedStore({ dataDir: join(dataDir, 'store') });
}

declare module 'fastify' {
  interface FastifyInstance {
    store: mongoose.Connection;
  }
}
