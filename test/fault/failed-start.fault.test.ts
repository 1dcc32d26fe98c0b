import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, startBff } from '../support/processes.js';

let folder: string;
let running: Running;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'failed-start-'));
  running = await startBff({ DATA_DIR: path.join(folder, 'data'), MONGODB_URI: '' });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What an operator reads when the service does not start; fails when it does. */
async function complaint(env: Record<string, string>): Promise<string> {
  const started = await startBff({ DATA_DIR: path.join(folder, 'other'), MONGODB_URI: '', ...env }).catch(
    (error: Error) => error,
  );
  if (started instanceof Error) return started.message;
  await started.stop();
  throw new Error('it started');
}

describe('a start that can’t succeed ends at once and says in a line what to do', () => {
  it('when the port is taken', async () => {
    const { port } = new URL(running.url);
    const said = await complaint({ PORT: port });
    expect(said).toContain(`port_in_use: port ${port} is taken by another program; set PORT to a free one`);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('when another process has the data folder', async () => {
    const said = await complaint({ DATA_DIR: path.join(folder, 'data') });
    expect(said).toMatch(/data folder .+ is in use by process \d+/);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('when the data folder is a file, or nobody may write there', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const said = await complaint({ DATA_DIR: file });
    expect(said).toMatch(/DATA_DIR: can’t write in .+file \(EEXIST\)/);
    expect(said).not.toMatch(/\n\s+at /);
    const locked = mkdtempSync(path.join(folder, 'locked-'));
    chmodSync(locked, 0o500);
    // Root may write anywhere, so that for root only the file above is a fault.
    if (process.getuid?.() !== 0)
      expect(await complaint({ DATA_DIR: locked })).toMatch(/DATA_DIR: can’t write in .+ \(EACCES\)/);
  });

  it.runIf(existsSync('/proc/self'))('when the data folder is where nobody can make one', async () => {
    const secret = 'x'.repeat(32);
    const said = await complaint({ DATA_DIR: '/proc/nearcare/data' });
    expect(said).toMatch(/DATA_DIR: can’t write in \/proc\/nearcare\/data \(ENOENT\)/);
    expect(said).not.toMatch(/\n\s+at /);
    // With every secret given, nothing is written there before the store is.
    const ring = `k:${Buffer.alloc(32, 1).toString('base64')}`;
    const secrets = { SESSION_SECRET: secret, PHONE_INDEX_SECRET: secret, KEY_RING: ring };
    const later = await complaint({ DATA_DIR: '/proc/nearcare/data', ...secrets });
    expect(later).toMatch(/\/proc\/nearcare\/data cannot be used: ENOENT/);
    expect(later).not.toMatch(/\n\s+at /);
  });

  it('when the store can’t be reached', async () => {
    const said = await complaint({ MONGODB_URI: 'mongodb://127.0.0.1:1/' });
    expect(said).toContain('store_unreachable: connect ECONNREFUSED 127.0.0.1:1; check MONGODB_URI');
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('when settings are wrong: all of them at once', async () => {
    const said = await complaint({ PORT: 'abc', LOG_LEVEL: 'loud', SESSION_SECRET: 'short' });
    for (const name of ['PORT', 'LOG_LEVEL', 'SESSION_SECRET']) expect(said).toContain(`- ${name}: `);
    expect(said).toContain('configuration has 3 fault(s)');
  });
});
