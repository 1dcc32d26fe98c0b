import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningStore, startEmbeddedStore } from '@nearcare/bff/embedded-store/index';
import {
  type Db,
  type Document,
  type Double,
  type Int32,
  type Long,
  MongoClient,
  type ObjectId,
} from 'mongodb';
import { afterAll, beforeAll } from 'vitest';

/** Documents of any shape, as the protocol has them. */
export type AnyDocument = Document & { _id: number | string | ObjectId | Int32 | Double | Long };

export interface Engine {
  readonly uri: string;
  readonly client: MongoClient;
  readonly db: Db;
  /** Our own store, as against the server that MONGODB_URI names. */
  readonly isEmbedded: boolean;
  /** DocumentDB has no polygons with holes, and in a unique index takes two missing fields for different. */
  readonly isDocumentDb: boolean;
}

/**
 * The engine under test: what MONGODB_URI names, or an embedded store of this file's own. Each file has a database to
 * itself, which is dropped before and after.
 */
export function useEngine(databaseName: string): Engine {
  const engine = {} as { -readonly [K in keyof Engine]: Engine[K] };
  let store: RunningStore | undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));

  beforeAll(async () => {
    const given = process.env['MONGODB_URI'];
    engine.isEmbedded = !given;
    if (!given) store = await startEmbeddedStore({ dataDir: folder, ttlSweepMs: 100 });
    engine.uri = given || (store as RunningStore).uri;
    engine.client = await new MongoClient(engine.uri).connect();
    engine.isDocumentDb =
      (await engine.client.db('admin').command({ buildInfo: 1 }))['gitVersion'] === 'documentdb';
    engine.db = engine.client.db(`conformance_${databaseName}`);
    await engine.db.dropDatabase();
  });

  afterAll(async () => {
    await engine.db?.dropDatabase();
    await engine.client?.close();
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return engine;
}
