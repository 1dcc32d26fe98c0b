import { readdir } from 'node:fs/promises';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownFolder } from '../../../test/support/own-folder.js';
import { folderVault } from './folder-vault.js';
import { KeyDestroyedError, type KeyVault } from './key-vault.js';

/** Calls of the file system that wait until somebody else is done, each once. */
const held = vi.hoisted(() => new Map<string, () => Promise<unknown>>());
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<Record<string, (...args: unknown[]) => Promise<unknown>>>();
  const holding =
    (name: string) =>
    async (...args: unknown[]) => {
      const meanwhile = held.get(name);
      held.delete(name);
      await meanwhile?.();
      return real[name]?.(...args);
    };
  const names = ['mkdir', 'link', 'rename', 'stat'];
  return { ...real, ...Object.fromEntries(names.map((name) => [name, holding(name)])) };
});

const id = 'fam_0123456789abcdefgh';

const folder = ownFolder();
let vault: KeyVault;
beforeEach(async () => {
  vault = folderVault(folder.path);
  await vault.identity();
});
afterEach(() => {
  if (held.size > 0) throw new Error(`nobody called ${[...held.keys()].join()}`);
});

const files = async () =>
  (await readdir(folder.path, { recursive: true })).filter((name) => name.includes('.'));

describe('a key that is destroyed while another process', () => {
  it.each([
    ['is about to write it', 'mkdir'],
    ['is about to give it its name', 'link'],
  ])('makes it and %s is not made', async (_, call) => {
    held.set(call, () => vault.destroy(id));
    await expect(vault.create(id, 'late')).rejects.toThrow(KeyDestroyedError);
    expect(await files()).toEqual([`gh/${id}.gone`]);
  });

  it.each([
    ['is about to write the new wrapping', 'mkdir'],
    ['is about to put it in place', 'rename'],
  ])('rotates it and %s stays destroyed', async (_, call) => {
    await vault.create(id, 'old');
    held.set(call, () => vault.destroy(id));
    expect(await vault.replace(id, 'new')).toBe(false);
    expect(await files()).toEqual([`gh/${id}.gone`]);
  });

  it('reads it is not given, for its bytes may be half gone', async () => {
    await vault.create(id, 'whole');
    // stat looks for the mark after the key was read.
    held.set('stat', () => vault.destroy(id));
    expect(await vault.read(id)).toBeNull();
  });
});

describe('a key that another process makes first', () => {
  it('is the one that both get', async () => {
    held.set('link', () => vault.create(id, 'theirs'));
    expect(await vault.create(id, 'mine')).toBe('theirs');
    expect(await files()).toEqual([`gh/${id}.key`]);
  });
});
