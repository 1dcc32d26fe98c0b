import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DataFolderError, StoreLockedError } from './errors.js';
import { lockFolder } from './lock.js';
import { StoreServer } from './server.js';
import { Storage } from './storage.js';

export interface StoreOptions {
  dataDir: string;
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  /** How often expired documents are looked for; a minute, as in MongoDB. */
  ttlSweepMs?: number;
}

export interface RunningStore {
  uri: string;
  port: number;
  close(): Promise<void>;
}

/** Opens the folder and serves it from this thread. @throws StoreLockedError, DataFolderError, PortInUseError */
export async function runStore({
  dataDir,
  port = 0,
  host = '127.0.0.1',
  ttlSweepMs = 60_000,
}: StoreOptions): Promise<RunningStore> {
  prepareFolder(dataDir);
  const unlock = await lockFolder(dataDir);
  let storage: Storage | undefined;
  try {
    storage = openStorage(dataDir);
    const server = new StoreServer(storage, ttlSweepMs);
    const opened = storage;
    const actualPort = await server.listen(port, host);
    return {
      uri: `mongodb://${host}:${actualPort}/?directConnection=true`,
      port: actualPort,
      close: async () => {
        await server.close();
        await opened.close();
        await unlock();
      },
    };
  } catch (error) {
    await storage?.close();
    await unlock();
    throw error;
  }
}

function prepareFolder(dataDir: string): void {
  try {
    makeIfMissing(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DataFolderError(dataDir, reasonOf(error as NodeJS.ErrnoException));
  }
}

/**
 * Only the folder itself, not those above it: Node's recursive mkdir never ends where an existing folder answers that
 * it is not there, as /proc does.
 */
function makeIfMissing(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  const reasons: Record<string, string> = {
    EACCES: 'no permission to write there',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'it is a file',
    ENOENT: 'the folder above it is not there, or takes no other',
    ENOSPC: 'the disk is full',
  };
  return reasons[error.code ?? ''] ?? error.message;
}

const LMDB_MAGIC = 0xbeefc0de;

function openStorage(dataDir: string): Storage {
  const file = join(dataDir, 'data.mdb');
  // LMDB maps whatever it finds there and would end the whole process over it
  if (existsSync(file) && statSync(file).size > 0) {
    const head = Buffer.alloc(28);
    const descriptor = openSync(file, 'r');
    readSync(descriptor, head);
    closeSync(descriptor);
    if (head.readUInt32LE(24) !== LMDB_MAGIC)
      throw new DataFolderError(dataDir, 'data.mdb is not a data file of this store');
  }
  try {
    return new Storage(dataDir);
  } catch (error) {
    if (error instanceof StoreLockedError) throw error;
    throw new DataFolderError(dataDir, (error as Error).message);
  }
}
