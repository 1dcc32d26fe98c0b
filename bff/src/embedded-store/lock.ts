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
  if (!socket) takePidFile(dataDir, pidFile);
  else writeFileSync(pidFile, holderText());
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
      reject(
        error.code === 'EADDRINUSE' ? new StoreLockedError(dataDir, readHolder(pidFile)?.pid ?? null) : error,
      );
    });
    server.listen({ path: `\0nearcare-store-${dev}-${ino}` }, () => resolve(server));
  });
}

interface Holder {
  pid: number;
  startedAt: string;
}

const holderText = () => JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });

function readHolder(pidFile: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(pidFile, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** A time that tells a process from a later one with the same pid, where the system shows one. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return '';
  }
}

function takePidFile(dataDir: string, pidFile: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(pidFile, holderText(), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(pidFile);
    if (holder && isAlive(holder)) throw new StoreLockedError(dataDir, holder.pid);
    rmSync(pidFile, { force: true });
  }
  throw new StoreLockedError(dataDir, readHolder(pidFile)?.pid ?? null);
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return startedAt === '' || now === '' || startedAt === now;
}
