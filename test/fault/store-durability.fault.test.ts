import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programFile } from '../support/processes.js';

const MAIN = programFile('store');
let folder: string;
let started: ChildProcess[] = [];
let undo: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-durability-'));
});
afterEach(() => {
  // The whole group: a tracer that is killed leaves what it traces alive.
  for (const { pid } of started) if (pid) process.kill(-pid, 'SIGKILL');
  for (const step of undo) step();
  started = [];
  undo = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(command: string, args: string[], env = {}): Promise<MongoClient> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
    detached: true,
  });
  started.push(child);
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return new MongoClient(/mongodb:\S+/.exec(String(line))?.[0] as string).connect();
}
const node = [process.execPath, MAIN, '--port', '0', '--data'];
const hasStrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

describe('acknowledged means on disk', () => {
  it.skipIf(!hasStrace)(
    'each write waits for a sync of the data file; writers side by side share one',
    async () => {
      const trace = path.join(folder, 'trace');
      const data = path.join(folder, 'data');
      mkdirSync(data);
      // sockets and syncs of all threads, in the order of the kernel, with the file behind each descriptor
      const client = await start('strace', [
        '-f',
        '-y',
        '-s',
        '0',
        '-e',
        'trace=fdatasync,fsync,msync,pwrite64,write,writev,read',
        '-o',
        trace,
        ...node,
        data,
      ]);
      const collection = client.db('d').collection<{ _id: number }>('c');
      await collection.insertOne({ _id: -1 });
      const before = syncsOf(trace);
      const writes = 25;
      for (let i = 0; i < writes; i++) await collection.insertOne({ _id: i });
      const alone = syncsOf(trace) - before;
      expect(
        alone,
        'one client after another: each write waits for a sync of its own',
      ).toBeGreaterThanOrEqual(writes);

      const grouped = 400;
      await Promise.all(Array.from({ length: grouped }, (_, i) => collection.insertOne({ _id: 1000 + i })));
      const together = syncsOf(trace) - before - alone;
      expect(together, 'clients side by side share syncs').toBeLessThan(grouped);
      expect(together).toBeGreaterThan(0);
      await client.close();
    },
  );
});

/** fdatasync calls on the data file, of a trace that is still being written. */
function syncsOf(trace: string): number {
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(.*data\.mdb/.test(line)).length;
}

describe('a full disk', () => {
  it('answers an error, keeps what it had, lives, and writes again once there is room', async () => {
    const small = path.join(folder, 'small');
    mkdirSync(small);
    const mounted =
      process.getuid?.() === 0 &&
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]).status === 0;
    if (mounted) undo.push(() => execFileSync('umount', ['-l', small]));
    // where nothing can be mounted, a limit on the size of files stands for the full disk; its signal must not kill
    const client = mounted
      ? await start(node[0] as string, [...node.slice(1), small])
      : await start('bash', ['-c', 'ulimit -f 4096; exec "$@"', 'bash', ...node, small], {
          NODE_OPTIONS: `--import=data:text/javascript,process.on('SIGXFSZ',()=>{})`,
        });
    const collection = client.db('d').collection<{ _id: number; pad?: string }>('c');
    const pad = 'x'.repeat(50_000);
    let written = 0;
    let failure: unknown;
    while (!failure && written < 500) {
      await collection.insertOne({ _id: written, pad }).then(
        () => {
          written++;
        },
        (error: unknown) => {
          failure = error;
        },
      );
    }
    expect(failure).toMatchObject({ code: 14031 });
    expect(written).toBeGreaterThan(10);
    expect(await collection.countDocuments({})).toBe(written);
    expect(await collection.countDocuments({ pad })).toBe(written);
    await collection.deleteMany({ _id: { $lt: 20 } });
    // LMDB gives out freed pages from the transaction after next
    await collection.insertOne({ _id: -1 });
    await collection.insertOne({ _id: 10_000, pad });
    expect(await collection.countDocuments({ pad })).toBe(written - 19);
    await client.close();
  });
});
