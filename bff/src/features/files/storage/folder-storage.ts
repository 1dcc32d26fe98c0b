import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, opendir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Span } from '../../../keys/sealed-frames.js';
import { makeFolder } from '../../../lib/make-folder.js';
import { checkName, type FileStorage, StorageError } from './file-storage.js';

const triesOfPut = 5;

/**
 * Pieces as files of a folder, one folder a family and one a file within. It may be on a shared disk.
 * @throws the file system's error when the folder can't be made
 */
export function folderStorage(base: string): FileStorage {
  makeFolder(base, 0o700);
  const pathOf = (name: string) => join(base, ...checkName(name).split('/'));

  async function put(name: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(name);
    // Listed like any other while it is unfinished, so that what a crash leaves is swept.
    const unfinished = `${path}-${randomBytes(6).toString('hex')}`;
    for (let tried = 1; ; tried += 1)
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeDurably(unfinished, bytes);
        await rename(unfinished, path);
        await syncFolder(dirname(path));
        return;
      } catch (error) {
        // Somebody else removed the folder because it was empty a moment ago.
        if (codeOf(error) !== 'ENOENT' || tried === triesOfPut) throw storageError(error);
      }
  }

  async function get(name: string, { from, to }: Span): Promise<Uint8Array | null> {
    try {
      const file = await open(pathOf(name), 'r');
      try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw storageError(error);
    }
  }

  async function remove(name: string): Promise<void> {
    const path = pathOf(name);
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw storageError(error);
    }
    // The folders above name a file and a family: they go as soon as they are empty.
    for (const folder of [dirname(path), dirname(dirname(path))])
      await rmdir(folder).catch((error: unknown) => {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) throw storageError(error);
      });
  }

  /** `prefix` ends with a slash or is empty: whole folders only. */
  async function* list(prefix: string) {
    for await (const name of namesBelow(base, prefix)) {
      const found = await stat(join(base, ...name.split('/'))).catch(() => null);
      if (found) yield { name, putAt: found.mtime };
    }
  }

  async function check(): Promise<void> {
    await access(base, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: unknown) => {
      throw storageError(error);
    });
  }

  return { put, get, delete: remove, check, list };
}

/** Names of files below a folder, by their paths from `base`. A folder that is gone holds none. */
async function* namesBelow(base: string, prefix: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(join(base, ...prefix.split('/')))) {
      const name = prefix + entry.name;
      if (entry.isDirectory()) yield* namesBelow(base, `${name}/`);
      else yield name;
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error instanceof StorageError ? error : storageError(error);
    // The base itself is never removed: an unplugged disk must not look like an empty storage.
    if (prefix === '') throw storageError(error);
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it the name of a file may be lost in a power cut, though its bytes are on disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? '');
}

function storageError(error: unknown): StorageError {
  return error instanceof StorageError ? error : new StorageError(codeOf(error) || 'failed');
}
