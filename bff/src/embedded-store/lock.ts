import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { StoreLockedError } from './errors.js';

/**
 * One process per data folder. On Linux the lock is a socket in the abstract namespace, named by the folder's device and inode:
 * the kernel gives it to one process and takes it back however that process ends, so a kill -9 leaves nothing and a
 * reused pid means nothing. `store.pid` only tells who holds it. Elsewhere `store.pid` is the lock.
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const pidFile = join(dataDir, 'store.pid');
  const socket = process.platform === 'linux' ? await bindAbstract(dataDir, pidFile) : undefined;
  if (!socket && isAlive(holderOf(pidFile))) throw new StoreLockedError(dataDir, holderOf(pidFile));
  if (!socket) rmSync(pidFile, { force: true });
  try {
    writeFileSync(pidFile, String(process.pid), socket ? {} : { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StoreLockedError(dataDir, holderOf(pidFile));
  }
  return async () => {
    rmSync(pidFile, { force: true });
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()));
  };
}

function bindAbstract(dataDir: string, pidFile: string): Promise<Server> {
  const { dev, ino } = statSync(dataDir);
  const server = createServer((connection) => connection.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new StoreLockedError(dataDir, holderOf(pidFile)) : error);
    });
    server.listen({ path: `\0nearcare-store-${dev}-${ino}` }, () => resolve(server));
  });
}

function holderOf(pidFile: string): number | null {
  try {
    return Number(readFileSync(pidFile, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
