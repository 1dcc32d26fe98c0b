import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'nearcare-config-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const ringText = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('secrets outside production', () => {
  it('are made once, readable by their owner alone, and are the same after a restart', async () => {
    const [first, second] = [readConfig({ DATA_DIR: dir }), readConfig({ DATA_DIR: dir })];
    expect(second.sessionSecret).toBe(first.sessionSecret);
    expect(second.phoneIndexSecret).toBe(first.phoneIndexSecret);
    expect(second.keyRing[0].key.equals(first.keyRing[0].key)).toBe(true);
    expect(new Set([first.sessionSecret, first.phoneIndexSecret]).size).toBe(2);
    const files = await readdir(dir);
    expect(files.sort()).toEqual([
      'development-phone-index-secret',
      'development-ring-key',
      'development-session-secret',
    ]);
    for (const file of files) expect((await stat(join(dir, file))).mode & 0o777).toBe(0o600);
  });

  it('are not made where they are given', async () => {
    const given = {
      SESSION_SECRET: 's'.repeat(32),
      PHONE_INDEX_SECRET: 'p'.repeat(32),
      KEY_RING: ringText('a'),
    };
    const { keyRing, sessionSecret, keysDir } = readConfig({ DATA_DIR: dir, ...given });
    expect([keyRing[0].id, sessionSecret, keysDir]).toEqual(['a', given.SESSION_SECRET, join(dir, 'keys')]);
    expect(await readdir(dir)).toEqual([]);
  });

  it('that are damaged are a fault, not a new key', async () => {
    await writeFile(join(dir, 'development-ring-key'), 'short');
    expect(faultsOf({ DATA_DIR: dir })).toEqual([`DATA_DIR: development-ring-key in ${dir} is damaged`]);
    expect(await readFile(join(dir, 'development-ring-key'), 'utf8')).toBe('short');
  });
});

describe('the keys in production', () => {
  const missing = (env: Record<string, string>) =>
    faultsOf({ NODE_ENV: 'production', DATA_DIR: dir, ...env }).filter((fault) => fault.startsWith('KEY'));

  it('must be given, and nothing is made instead', async () => {
    expect(missing({})).toEqual([
      'KEYS_DIR: production needs it named: a folder that all processes share',
      'KEY_RING: needs at least one id:key, the key 32 random bytes in base64',
    ]);
    expect(await readdir(dir)).toEqual([]);
  });

  it.each(['', '/keys', '/a/b'])('must not lie in the data’s folder: DATA_DIR%s', (below) => {
    expect(missing({ KEYS_DIR: `${dir}${below}`, KEY_RING: ringText('a') })).toEqual([
      'KEYS_DIR: lies in DATA_DIR, whose backups would then hold the keys; name another folder',
    ]);
  });

  it('are taken from a folder beside it', () => {
    expect(missing({ KEYS_DIR: `${dir}-keys`, KEY_RING: `${ringText('b')},${ringText('a')}` })).toEqual([]);
  });
});

describe('a ring with faults', () => {
  it('stops the start anywhere, all faults named together with the others', () => {
    const faults = faultsOf({ DATA_DIR: dir, KEY_RING: `a:AAAA,${ringText('b')},b`, PORT: 'x' });
    expect(faults).toEqual([
      'KEY_RING: entry 1 has a key of 3 bytes; it needs 32',
      'KEY_RING: entry 3 is not id:key with an id of 1 to 16 letters and digits',
      'PORT: “x” is not a whole number from 0 to 65535',
    ]);
  });
});
