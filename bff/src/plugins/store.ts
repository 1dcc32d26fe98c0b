import fp from 'fastify-plugin';
import mongoose from 'mongoose';
import type { Config } from '../config.js';
import { type ReachedStore, reachStore } from './reach-store.js';

/** Opens the store that the configuration names, or the embedded one, and offers its connection as `app.store`. */
export const storePlugin = fp<{ config: Config; reaching: Promise<ReachedStore> | undefined }>(
  async (app, { config, reaching }) => {
    const { connection, close } = await openStore(config, reaching);
    app.decorate('store', connection);
    // Indexes must stand before the first request: uniqueness is a rule here, not an optimisation.
    app.addHook('onReady', async () => {
      await Promise.all(Object.values(connection.models).map((model) => model.init()));
    });
    app.addHook('onClose', close);
  },
  { name: 'store' },
);

/**
 * Connection plus what closes it; the terminal commands open the store by it too.
 * @param reaching the store, where somebody has it started already
 */
export async function openStore(
  config: Pick<Config, 'mongodbUri' | 'dataDir'>,
  reaching: Promise<ReachedStore> = reachStore(config),
) {
  const reached = await reaching;
  const connection = mongoose.createConnection(reached.uri, {
    serverSelectionTimeoutMS: 5_000,
    // An answered write is on disk on most members, or it was not answered (invariant 5).
    writeConcern: { w: 'majority', journal: true },
    bufferCommands: false,
  });
  await connection.asPromise();
  const close = async () => {
    await connection.close();
    await reached.close();
  };
  return { connection, close };
}

declare module 'fastify' {
  interface FastifyInstance {
    store: mongoose.Connection;
  }
}
