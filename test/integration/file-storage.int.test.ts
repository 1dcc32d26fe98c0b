import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileStorage, StorageError } from '@nearcare/bff/features/files/storage/file-storage';
import { folderStorage } from '@nearcare/bff/features/files/storage/folder-storage';
import { s3Storage } from '@nearcare/bff/features/files/storage/s3-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3StandIn, startS3StandIn } from '../support/s3-stand-in.js';

let folder: string;
let s3: S3StandIn;
const storages: Record<string, () => FileStorage> = {
  'a folder': () => folderStorage(folder),
  'a bucket': () => s3Storage(s3.settings),
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-files-'));
  s3 = await startS3StandIn();
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

async function namesIn(storage: FileStorage, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of storage.list(prefix)) names.push(name);
  return names.sort();
}

describe.each(Object.keys(storages))('in %s', (which) => {
  const open = () => (storages[which] as () => FileStorage)();
  let families = 0;
  /** A family of its own for each test. */
  const familyOf = () => `f_${which.length}0${(families += 1)}`;

  it('a piece is there for every process, in any part', async () => {
    const name = `${familyOf()}/fl_1/kept-1`;
    const bytes = randomBytes(5000);
    await open().put(name, bytes);
    for (const [from, to] of [
      [0, 5000],
      [0, 1],
      [4999, 5000],
      [100, 200],
    ] as const) {
      const got = await open().get(name, { from, to });
      expect(Buffer.from(got ?? []).equals(bytes.subarray(from, to))).toBe(true);
    }
    expect(await open().get(name, { from: 4990, to: 6000 })).toHaveLength(10);
  });

  it('what is not there is null, and deleting it again does no harm', async () => {
    const name = `${familyOf()}/fl_1/kept-1`;
    expect(await open().get(name, { from: 0, to: 9 })).toBeNull();
    await open().put(name, Buffer.from('sealed'));
    for (let times = 0; times < 2; times += 1) await open().delete(name);
    expect(await open().get(name, { from: 0, to: 9 })).toBeNull();
  });

  it('pieces are listed by family and by file, with the time they were put, however many they are', async () => {
    const family = familyOf();
    const names = Array.from({ length: 8 }, (_, index) => `${family}/fl_${index % 2}/chunk-${index}`).sort();
    await Promise.all(names.map((name) => open().put(name, Buffer.from(name))));
    expect(await namesIn(open(), `${family}/`)).toEqual(names);
    expect(await namesIn(open(), `${family}/fl_0/`)).toEqual(names.filter((name) => name.includes('fl_0')));
    expect(await namesIn(open(), '')).toEqual(expect.arrayContaining(names));
    expect(await namesIn(open(), 'f_nobody/')).toEqual([]);
    for await (const { putAt } of open().list(`${family}/`))
      expect(Math.abs(Date.now() - putAt.getTime())).toBeLessThan(60_000);
  });

  it.each([
    '../f_1/fl_1/kept',
    'f_1/../../etc/passwd',
    '/etc/fl_1/kept',
    'f_1/fl_1/kept\0',
    'f_1/fl_1',
    'f_1//kept',
    'f_1/fl_1/a.b',
    'f_1/fl_1/%2e%2e',
    'F_1\\fl_1\\kept',
    '',
  ])('a name that is none of ours is refused: %j', async (name) => {
    await expect(open().put(name, Buffer.from('x'))).rejects.toThrow(StorageError);
    await expect(open().get(name, { from: 0, to: 1 })).rejects.toThrow(StorageError);
    await expect(open().delete(name)).rejects.toThrow(StorageError);
  });

  it('many that write and delete in one family at once don’t get in each other’s way', async () => {
    const family = familyOf();
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const name = `${family}/fl_${index % 3}/chunk-${index}`;
        await open().put(name, Buffer.from(name));
        if (index % 2 === 0) await open().delete(name);
      }),
    );
    expect(await namesIn(open(), `${family}/`)).toHaveLength(20);
  });
});

describe('a folder', () => {
  it('keeps no name of a family whose pieces are gone', async () => {
    await folderStorage(folder).put('f_leaving/fl_1/kept', Buffer.from('x'));
    expect(await readdir(folder)).toContain('f_leaving');
    await folderStorage(folder).delete('f_leaving/fl_1/kept');
    expect(await readdir(folder)).not.toContain('f_leaving');
  });

  it('that is gone is a fault, and not a folder without pieces', async () => {
    const unplugged = join(folder, 'unplugged');
    const storage = folderStorage(unplugged);
    await rm(unplugged, { recursive: true });
    await expect(namesIn(storage, '')).rejects.toThrow(StorageError);
    await expect(storage.check()).rejects.toThrow(StorageError);
  });
});

describe('a bucket', () => {
  it('is only ever asked with a signature', async () => {
    expect(s3.refused).toEqual([]);
    const foreign = s3Storage({ ...s3.settings, keyId: 'another-key' });
    await expect(foreign.put('f_1/fl_1/kept', Buffer.from('x'))).rejects.toThrow('answered 403');
    expect(s3.refused).toEqual(['AccessDenied']);
  });

  it('that answers busy once is asked again; one that stays so is a fault, as is one that is not there', async () => {
    s3.fail(1);
    await s3Storage(s3.settings).put('f_1/fl_1/kept', Buffer.from('x'));
    s3.fail(100);
    await expect(s3Storage(s3.settings).delete('f_1/fl_1/kept')).rejects.toThrow(StorageError);
    await expect(s3Storage(s3.settings).check()).rejects.toThrow(StorageError);
    s3.fail(0);
    const elsewhere = s3Storage({ ...s3.settings, url: s3.settings.url.replace('nearcare-files', 'none') });
    await expect(elsewhere.put('f_1/fl_1/kept', Buffer.from('x'))).rejects.toThrow(StorageError);
    await expect(namesIn(elsewhere, '')).rejects.toThrow(StorageError);
    await expect(elsewhere.check()).rejects.toThrow(StorageError);
    await s3Storage(s3.settings).check();
  });
});
