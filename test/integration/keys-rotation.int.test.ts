import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOps, startBff, startStore } from '../support/processes.js';
import { storeEnv } from '../support/store-env.js';
import { WebParent } from '../support/web-parent.js';

const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [a, b] = [entry('2026a'), entry('2026b')];

/** Several real services are started, beside other tests that do the same. */
const slow = { timeout: 90_000 };

let folder: string;
let env: { DATA_DIR: string; KEYS_DIR: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-rotation-'));
  env = { DATA_DIR: join(folder, 'data'), KEYS_DIR: join(folder, 'keys'), ...storeEnv() };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** All that the command said in this file. */
let said = '';

async function rotate(ring: string, more: string[] = [], otherEnv: Record<string, string> = {}) {
  const ended = await runOps({ ...env, KEY_RING: ring, ...otherEnv }, ['rotate-keys', ...more]);
  said += ended.stdout + ended.stderr;
  return ended;
}

async function wrappings(): Promise<string[]> {
  const names = await readdir(env.KEYS_DIR, { recursive: true });
  const keys = names.filter((name) => name.endsWith('.key'));
  return Promise.all(keys.map((name) => readFile(join(env.KEYS_DIR, name), 'utf8')));
}

describe('an operator who changes the ring key', () => {
  const parents = [new WebParent('13712340001'), new WebParent('13712340002')];
  const tails = async (url: string) => {
    const answers = await Promise.all(parents.map((parent) => parent.call(url, 'getMyFamily')));
    return answers.map(({ status, body }) => (status === 200 ? body.phoneTail : status));
  };

  it(
    'does so beside the running service, and every family is read as before by the new key alone',
    slow,
    async () => {
      const service = await startBff({ ...env, KEY_RING: `${a},${b}` });
      try {
        for (const parent of parents) await parent.signIn(service.url);
        expect(await tails(service.url)).toEqual(['0001', '0002']);
        expect((await wrappings()).map((text) => text.split('.')[0])).toEqual(['2026a', '2026a']);

        const first = await rotate(`${b},${a}`);
        expect(first).toMatchObject({ code: 0, stderr: '' });
        expect(first.stdout.trim().split('\n')).toEqual([
          'keys 2: rewrapped 2, already under 2026b 0, unreadable 0',
          '  wrapped by 2026b: 2',
          'needed in KEY_RING: 2026b',
          'no longer needed: 2026a (take out once every process has 2026b first)',
        ]);
        expect((await rotate(`${b},${a}`)).stdout).toContain(
          'rewrapped 0, already under 2026b 2, unreadable 0',
        );
        expect(await tails(service.url)).toEqual(['0001', '0002']);
      } finally {
        await service.stop();
      }
      const later = await startBff({ ...env, KEY_RING: b });
      try {
        expect(await tails(later.url)).toEqual(['0001', '0002']);
      } finally {
        await later.stop();
      }
    },
  );

  it('is told, with exit code 1, when the ring lacks a key that is needed; nothing is changed', async () => {
    const before = await wrappings();
    const { code, stdout } = await rotate(a);
    expect(code).toBe(1);
    expect(stdout).toContain('keys 2: rewrapped 0, already under 2026a 0, unreadable 2');
    expect(stdout).toContain('MISSING in KEY_RING: 2026b');
    expect(await wrappings()).toEqual(before);
  });

  it('is told of faults in the ring, and how to call the command', async () => {
    const malformed = await rotate('a:AAAA');
    expect([malformed.code, malformed.stderr]).toEqual([1, expect.stringContaining('KEY_RING: entry 1')]);
    // Else it would find nothing there and call the old key free.
    const misled = await rotate(`${b},${a}`, [], { KEYS_DIR: join(folder, 'not-mounted') });
    expect([misled.code, misled.stdout]).toEqual([1, '']);
    expect(misled.stderr).toContain('KEYS_DIR: no vault of keys in');
    const surplus = await rotate(b, ['now']);
    expect([surplus.code, surplus.stderr]).toEqual([2, expect.stringContaining('usage:')]);
  });

  it('saw neither a key nor a family in anything that the command said', () => {
    expect(said).toContain('needed in KEY_RING: 2026b');
    for (const secret of [a, b].map((text) => text.slice(text.indexOf(':') + 1)))
      expect(said).not.toContain(secret.slice(0, 12));
    expect(said).not.toContain('fam_');
  });
});

describe('a service that is given another folder of keys', () => {
  it('does not start, rather than take every family for a deleted one', slow, async () => {
    const elsewhere = { ...env, KEYS_DIR: join(folder, 'not-mounted'), KEY_RING: b };
    await expect(startBff(elsewhere)).rejects.toThrow(
      /KEYS_DIR: .* is not the folder with this store’s keys/,
    );
  });
});

describe('services that start together on a new store', () => {
  it('agree on the folder of keys and on each family’s key', slow, async () => {
    const given = storeEnv().MONGODB_URI;
    const store = given ? null : await startStore(join(folder, 'shared'));
    const shared = {
      DATA_DIR: join(folder, 'shared'),
      KEYS_DIR: join(folder, 'shared-keys'),
      KEY_RING: a,
      MONGODB_URI: given ?? store?.url ?? '',
    };
    const services = await Promise.all([startBff(shared), startBff(shared)]);
    try {
      const parent = await new WebParent('13712340003').signIn(services[0]?.url ?? '');
      for (const { url } of services)
        expect((await parent.call(url, 'getMyFamily')).body.phoneTail).toBe('0003');
    } finally {
      await Promise.all(services.map((service) => service.stop()));
      await store?.stop();
    }
  });
});
