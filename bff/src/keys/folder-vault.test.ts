import {
  chmod,
  type FileHandle,
  link,
  open,
  readdir,
  readFile,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';

import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownFolder } from '../../../test/support/own-folder.js';
import { folderVault } from './folder-vault.js';
import { KeyDestroyedError, type KeyVault, KeyVaultError } from './key-vault.js';

const id = 'fam_0123456789abcdefgh';
const shard = 'gh';

const folder = ownFolder();
let vault: KeyVault;
beforeEach(async () => {
  vault = folderVault(join(folder.path, 'keys'));
  await vault.identity();
});

const fileOf = (name: string) => join(folder.path, 'keys', shard, name);
const names = async () => (await readdir(join(folder.path, 'keys', shard))).sort();
const listed = async () => {
  const ids: string[] = [];
  for await (const one of vault.list()) ids.push(one);
  return ids.sort();
};

/** Reads what a file's blocks hold, even after its name is gone. */
async function watch(file: string): Promise<{ bytes(): Promise<string>; handle: FileHandle }> {
  const handle = await open(file, 'r');
  return {
    handle,
    async bytes() {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
      return buffer.subarray(0, bytesRead).toString('latin1');
    },
  };
}

describe('the folder of keys', () => {
  it('keeps what was put first, readable by its owner alone, and nothing unfinished', async () => {
    expect(await vault.read(id)).toBeNull();
    expect(await vault.create(id, 'first')).toBe('first');
    expect(await vault.create(id, 'second')).toBe('first');
    expect(await folderVault(join(folder.path, 'keys')).read(id)).toBe('first');
    expect(await names()).toEqual([`${id}.key`]);
    expect((await stat(fileOf(`${id}.key`))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder.path, 'keys', shard))).mode & 0o777).toBe(0o700);
  });

  it('gives callers who race one and the same key', async () => {
    const vaults = Array.from({ length: 40 }, () => folderVault(join(folder.path, 'keys')));
    const kept = await Promise.all(vaults.map((one, index) => one.create(id, `key ${index}`)));
    expect(new Set(kept).size).toBe(1);
    expect(await vault.read(id)).toBe(kept[0]);
    expect(await names()).toEqual([`${id}.key`]);
  });

  it('removes a key with its bytes, and gives that family none again', async () => {
    await vault.create(id, 'the wrapped key');
    const file = await watch(fileOf(`${id}.key`));
    expect(await file.bytes()).toBe('the wrapped key');
    await vault.destroy(id);
    expect(await file.bytes()).toBe('');
    await file.handle.close();
    expect(await names()).toEqual([`${id}.gone`]);
    expect(await vault.read(id)).toBeNull();
    await expect(vault.create(id, 'another')).rejects.toThrow(KeyDestroyedError);
    expect(await vault.replace(id, 'another')).toBe(false);
    expect(await listed()).toEqual([]);
    expect((await stat(fileOf(`${id}.gone`))).size).toBe(0);
  });

  it('destroys again, and what never was', async () => {
    await vault.destroy(id);
    await vault.destroy(id);
    expect(await vault.read(id)).toBeNull();
    await expect(vault.create(id, 'late')).rejects.toThrow(KeyDestroyedError);
  });

  it('overwrites the wrapping that another takes the place of', async () => {
    await vault.create(id, 'old wrapping');
    const file = await watch(fileOf(`${id}.key`));
    expect(await vault.replace(id, 'new wrapping')).toBe(true);
    const bytes = await file.bytes();
    await file.handle.close();
    expect(bytes).not.toContain('old');
    expect(await vault.read(id)).toBe('new wrapping');
    expect(await names()).toEqual([`${id}.key`]);
    expect(await vault.replace('fam_unknown', 'x')).toBe(false);
  });

  it('leaves no key behind, however makers, rotations and destroyers meet', async () => {
    const made = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const one = `fam_racing_${index}`;
        if (index % 2) await vault.create(one, 'made before');
        await Promise.allSettled([
          vault.create(one, 'racing'),
          vault.replace(one, 'rotated'),
          vault.destroy(one),
          vault.create(one, 'racing too'),
          vault.replace(one, 'rotated too'),
        ]);
        return one;
      }),
    );
    for (const one of made) expect(await vault.read(one)).toBeNull();
    const files = (await readdir(join(folder.path, 'keys'), { recursive: true })).filter((name) =>
      name.includes('.'),
    );
    expect(files.filter((name) => !name.endsWith('.gone'))).toEqual([]);
    expect(files.length).toBe(60);
  });

  it('clears away what a crash left, and only that', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await vault.create(id, 'kept');
    // Cut short between giving the file its name and taking away the first one: both names are one file.
    await link(fileOf(`${id}.key`), fileOf(`${id}.aa.new`));
    // Cut short before it got its name.
    await writeFile(fileOf(`${id}.bb.new`), 'abandoned');
    for (const name of [`${id}.aa.new`, `${id}.bb.new`]) await utimes(fileOf(name), anHourAgo, anHourAgo);
    // Still at work.
    await writeFile(fileOf(`${id}.cc.new`), 'being written');
    // A destruction and a rotation cut short after one another.
    const gone = `fam_gone_${shard}`;
    await vault.destroy(gone);
    await writeFile(fileOf(`${gone}.key`), 'back again');
    await writeFile(fileOf(`${gone}.dd.new`), 'back again');
    expect(await vault.read(gone)).toBeNull();

    await vault.sweep();
    expect(await names()).toEqual([`${id}.cc.new`, `${id}.key`, `${gone}.gone`]);
    expect(await readFile(fileOf(`${id}.key`), 'utf8')).toBe('kept');
  });

  it('lists families with a key', async () => {
    const ids = ['fam_one', 'fam_two', 'fam_three'];
    for (const one of ids) await vault.create(one, 'x');
    await vault.destroy('fam_two');
    expect(await listed()).toEqual(['fam_one', 'fam_three']);
  });

  it('is missed by all when it is not mounted: nobody is taken for a family without a key', async () => {
    const away = folderVault(join(folder.path, 'not-mounted'));
    const calls = [
      () => away.create(id, 'x'),
      () => away.read(id),
      () => away.replace(id, 'x'),
      () => away.destroy(id),
      () => away.list()[Symbol.asyncIterator]().next(),
      () => away.sweep(),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(KeyVaultError);
    expect(await readdir(folder.path)).toEqual(['keys']);
  });

  it.each([
    '../../etc/passwd',
    'fam/../x',
    'fam_A',
    'fam.key',
    '',
    'fam',
    'fam_\u0000',
    'f'.repeat(65),
    '..',
    '____/',
  ])('makes no path of %j', async (text) => {
    for (const call of [
      vault.create(text, 'x'),
      vault.read(text),
      vault.replace(text, 'x'),
      vault.destroy(text),
    ])
      await expect(call).rejects.toThrow('not the id of a family');
    expect(await readdir(folder.path, { recursive: true })).toEqual(['keys', 'keys/vault-id']);
  });
});

describe('the name of a vault', () => {
  it('is one for all processes and for good, and another in another folder', async () => {
    const same = () => folderVault(join(folder.path, 'keys'));
    const names = await Promise.all(Array.from({ length: 20 }, () => same().identity()));
    expect(new Set([...names, await same().identity()]).size).toBe(1);
    expect(names[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(await folderVault(join(folder.path, 'other')).identity()).not.toBe(names[0]);
    await same().sweep();
    expect(await readdir(join(folder.path, 'keys'))).toEqual(['vault-id']);
  });
});

describe('whether a vault can be used', () => {
  it('is known by its name and by leave to write there', async () => {
    await expect(vault.check()).resolves.toBeUndefined();
    await expect(folderVault(join(folder.path, 'other')).check()).rejects.toThrow(KeyVaultError);
    await chmod(join(folder.path, 'keys'), 0o500);
    // Root may write anywhere.
    if (process.getuid?.() !== 0) await expect(vault.check()).rejects.toThrow('EACCES');
    await chmod(join(folder.path, 'keys'), 0o700);
  });
});
