import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  DataFolderError,
  PortInUseError,
  type RunningStore,
  StoreLockedError,
  startEmbeddedStore,
} from '@nearcare/bff/embedded-store/index';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { programFile } from '../support/processes.js';

const MAIN = programFile('store');
const fromBff = createRequire(path.resolve(import.meta.dirname, '../../bff/package.json'));
const { open } = fromBff('lmdb') as {
  open(options: object): { put(key: Buffer, value: Buffer): Promise<unknown>; close(): Promise<void> };
};
let folder: string;
let running: RunningStore[] = [];
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-lock-'));
});
afterEach(async () => {
  for (const store of running) await store.close();
  for (const child of children) child.kill('SIGKILL');
  running = [];
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

async function startProcess(dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

async function startHere(dataDir: string, port = 0): Promise<RunningStore> {
  const store = await startEmbeddedStore({ dataDir, port });
  running.push(store);
  return store;
}

it('refuses a folder that a live process holds, and says which', async () => {
  const child = await startProcess(folder);
  const error = await startHere(folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StoreLockedError);
  expect((error as StoreLockedError).pid).toBe(child.pid);
  const second = spawnSync(process.execPath, [MAIN, '--port', '0', '--data', folder], { encoding: 'utf8' });
  expect(second).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`in use by process ${child.pid}`),
  });
});

it('knows the folder under another name', async () => {
  await startHere(folder);
  const alias = `${folder}-alias`;
  symlinkSync(folder, alias);
  await expect(startHere(alias)).rejects.toThrow(StoreLockedError);
  rmSync(alias);
});

it('takes over after a kill -9, even when the pid that is written there lives again', async () => {
  const child = await startProcess(folder);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(folder, 'store.pid')), 'the killed process left its file').toBe(true);
  writeFileSync(path.join(folder, 'store.pid'), String(process.pid));
  await startHere(folder);
});

it('of many that start at once lets exactly one in', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => startHere(folder)));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
});

it('names a folder it cannot use', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(startHere(file)).rejects.toThrow(DataFolderError);
  await expect(startHere(path.join(file, 'below'))).rejects.toThrow(DataFolderError);
  const closed = path.join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  if (process.getuid?.() !== 0) await expect(startHere(closed)).rejects.toThrow(DataFolderError);
  writeFileSync(
    path.join(closed, 'data.mdb'),
    'this is no LMDB file, and it is long enough to be looked at '.repeat(200),
  );
  await expect(startHere(closed)).rejects.toThrow(DataFolderError);
});

it('names a folder that another format of the store has written, and leaves it as it is', async () => {
  const store = await startHere(folder);
  const client = await new MongoClient(store.uri).connect();
  await client.db('d').collection<{ _id: number }>('c').insertOne({ _id: 1 });
  await client.close();
  await store.close();
  running = [];
  const format = async (number: number) => {
    const root = open({
      path: folder,
      noSubdir: false,
      maxDbs: 4,
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    await root.put(Buffer.from('format'), Buffer.of(number));
    await root.close();
  };
  await format(1);
  await expect(startHere(folder)).rejects.toThrow(/written in format 1, this store reads 2/);
  await format(2);
  await startHere(folder);
});

it('names a port in use, and leaves the folder free', async () => {
  const store = await startHere(folder);
  const other = path.join(folder, 'other');
  await expect(startHere(other, store.port)).rejects.toThrow(PortInUseError);
  await startHere(other);
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'ends cleanly on %s and has everything the next time',
  async (signal) => {
    const child = spawn(process.execPath, [MAIN, '--port', '0', '--data', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const client = await new MongoClient(/mongodb:\S+/.exec(String(line))?.[0] as string).connect();
    await client.db('d').collection<{ _id: number }>('c').insertOne({ _id: 1 });
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    await client.close();
    expect(existsSync(path.join(folder, 'store.pid'))).toBe(false);
    const store = await startHere(folder);
    const again = await new MongoClient(store.uri).connect();
    expect(await again.db('d').collection('c').countDocuments()).toBe(1);
    await again.close();
  },
);
