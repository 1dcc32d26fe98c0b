import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { programFile, type Running, startStore } from '../support/processes.js';
import * as register from '../support/register.js';

const size = 3_000;
const [first, second] = ['2024-06-06', '2025-06-06'];

let folder: string;
let store: Running;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nearcare-import-kill-'));
  store = await startStore(path.join(folder, 'store'));
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

const uriOf = (database: string) => store.url.replace(/\/(\?|$)/, `/${database}$1`);

function startImport(database: string, file: string, asOf: string): ChildProcess {
  const args = [
    programFile('ops'),
    'import-register',
    file,
    '--mapping',
    register.polishMapping,
    '--as-of',
    asOf,
  ];
  const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: folder, MONGODB_URI: uriOf(database) };
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function importWhole(database: string, file: string, asOf: string): Promise<void> {
  const [code] = (await once(startImport(database, file, asOf), 'exit')) as [number];
  expect(code).toBe(0);
}

/** Kills the import once so many centres stand as the snapshot has them. */
async function killImport(connection: Connection, file: string, asOf: string, rows: number): Promise<number> {
  const child = startImport(connection.name, file, asOf);
  const ended = once(child, 'exit');
  const { centres } = register.registerModels(connection);
  const written = () => centres.countDocuments({ asOf });
  await vi.waitUntil(async () => child.exitCode !== null || (await written()) >= rows, {
    timeout: 60_000,
    interval: 2,
  });
  child.kill('SIGKILL');
  await ended;
  return written();
}

it('an import killed in the middle is finished by the next run: no row half, no event twice', async () => {
  const before = register.institutions(size);
  const after = before
    .slice(0, size - 30)
    .map((row, index) => (index % 3 === 0 ? { ...row, capacity: '30' } : row));
  const files = [path.join(folder, 'first.csv'), path.join(folder, 'second.csv')] as const;
  await register.writeRegister(files[0], before);
  await register.writeRegister(files[1], after);

  const broken = await mongoose.createConnection(uriOf('broken')).asPromise();
  const unbroken = await mongoose.createConnection(uriOf('unbroken')).asPromise();
  try {
    await register.importFile(unbroken, files[0], { asOf: first });
    await register.importFile(unbroken, files[1], { asOf: second });
    const stood = [
      await killImport(broken, files[0], first, 1),
      await killImport(broken, files[0], first, 1_500),
    ];
    await importWhole('broken', files[0], first);
    stood.push(
      await killImport(broken, files[1], second, 1),
      await killImport(broken, files[1], second, 1_200),
    );
    await importWhole('broken', files[1], second);
    // else no run was broken off, and the rest would prove nothing
    expect(stood.filter((rows) => rows > 0 && rows < size - 30).length).toBeGreaterThan(1);
    expect(await register.everythingButInstants(broken)).toEqual(
      await register.everythingButInstants(unbroken),
    );
  } finally {
    await broken.close();
    await unbroken.close();
  }
});
