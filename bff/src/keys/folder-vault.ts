import { randomBytes } from 'node:crypto';
import {
  access,
  constants,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../lib/make-folder.js';
import { KeyDestroyedError, type KeyVault, KeyVaultError } from './key-vault.js';

/** What becomes a file's name. Ids are made by us; a path must not be writable even so. */
const idPattern = /^[a-z0-9_]{4,64}$/;
/** Unfinished files older than this belong to nobody who still runs. */
const unfinishedMs = 10 * 60_000;

/**
 * A folder with one small file per family: `<shard>/<id>.key`, `<id>.gone` once destroyed, `<id>.<random>.new` while
 * being written. Every change is on disk before a call answers.
 *
 * A destroyer first leaves its mark and then removes; a writer first puts its file and then looks for the mark. So
 * whichever comes second sees the other, and no key outlives its destruction.
 */
export function folderVault(dir: string): KeyVault {
  const identityFile = join(dir, 'vault-id');
  const shardOf = (familyId: string) => {
    if (!idPattern.test(familyId)) throw new Error('not the id of a family');
    return join(dir, familyId.slice(-2));
  };
  const filesOf = (familyId: string) => {
    const shard = shardOf(familyId);
    return {
      shard,
      key: join(shard, `${familyId}.key`),
      gone: join(shard, `${familyId}.gone`),
      unfinished: join(shard, `${familyId}.${randomBytes(8).toString('hex')}.new`),
    };
  };
  type Files = ReturnType<typeof filesOf>;

  /** Looked for wherever nothing was found or something is about to be made: the folder may not be mounted. */
  async function requireVault(): Promise<void> {
    if (!(await exists(identityFile))) throw new KeyVaultError(dir);
  }

  async function writeUnfinished(files: Files, wrapped: string): Promise<void> {
    await makeShard(files.shard);
    await writeDurably(files.unfinished, wrapped);
  }

  async function makeShard(shard: string): Promise<void> {
    if ((await mkdir(shard, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(dir);
  }

  /** After a file was put in place: had the family's key been destroyed meanwhile, it must go again. */
  async function withdrawIfGone(files: Files): Promise<boolean> {
    if (!(await exists(files.gone))) return false;
    await shred(files.key);
    await syncFolder(files.shard);
    return true;
  }

  async function shardNames(): Promise<string[]> {
    await requireVault();
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(dir, entry.name));
  }

  return {
    async identity() {
      const known = await readFile(identityFile, 'utf8').catch(orIfMissing(null));
      if (known !== null) return known;
      const unfinished = `${identityFile}.${randomBytes(8).toString('hex')}.new`;
      makeFolder(dir, 0o700);
      await writeDurably(unfinished, randomBytes(16).toString('hex'));
      await nameFirst(unfinished, identityFile);
      await syncFolder(dir);
      return readFile(identityFile, 'utf8');
    },

    async check() {
      await requireVault();
      await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    },

    async create(familyId, wrapped) {
      const files = filesOf(familyId);
      await requireVault();
      if (await exists(files.gone)) throw new KeyDestroyedError();
      await writeUnfinished(files, wrapped);
      const isMine = await nameFirst(files.unfinished, files.key);
      await syncFolder(files.shard);
      if (await withdrawIfGone(files)) throw new KeyDestroyedError();
      if (isMine) return wrapped;
      const kept = await readFile(files.key, 'utf8').catch(orIfMissing(null));
      if (kept === null) throw new KeyDestroyedError();
      return kept;
    },

    async read(familyId) {
      const files = filesOf(familyId);
      const wrapped = await readFile(files.key, 'utf8').catch(orIfMissing(null));
      if (wrapped === null) await requireVault();
      // Looked for afterwards: what was read may have been half overwritten by its destroyer.
      return wrapped === null || (await exists(files.gone)) ? null : wrapped;
    },

    async replace(familyId, wrapped) {
      const files = filesOf(familyId);
      const old = await open(files.key, 'r+').catch(orIfMissing(null));
      if (!old) {
        await requireVault();
        return false;
      }
      try {
        await writeUnfinished(files, wrapped);
        const isPut = await rename(files.unfinished, files.key).then(() => true, orIfMissing(false));
        await syncFolder(files.shard);
        if (isPut) await overwrite(old);
        return isPut && !(await withdrawIfGone(files));
      } finally {
        await old.close();
      }
    },

    async destroy(familyId) {
      const files = filesOf(familyId);
      await requireVault();
      await makeShard(files.shard);
      await writeDurably(files.gone, '').catch(orIf(['EEXIST'], undefined));
      await syncFolder(files.shard);
      const names = await readdir(files.shard);
      for (const name of names)
        if (name.startsWith(`${familyId}.`) && !name.endsWith('.gone')) await shred(join(files.shard, name));
      await syncFolder(files.shard);
    },

    async *list() {
      for (const shard of await shardNames())
        for (const name of await readdir(shard))
          if (name.endsWith('.key')) yield name.slice(0, -'.key'.length);
    },

    async sweep() {
      for (const shard of await shardNames()) {
        const names = await readdir(shard);
        const gone = new Set(
          names.filter((name) => name.endsWith('.gone')).map((name) => name.split('.')[0]),
        );
        for (const name of names) {
          const file = join(shard, name);
          if (name.endsWith('.gone')) continue;
          if (gone.has(name.split('.')[0])) await shred(file);
          else if (name.endsWith('.new') && (await isAbandoned(file))) await removeName(file);
        }
        await syncFolder(shard);
      }
    },
  };
}

async function isAbandoned(file: string): Promise<boolean> {
  const found = await stat(file).catch(orIfMissing(null));
  return found !== null && Date.now() - found.mtimeMs > unfinishedMs;
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Gives a finished file its name unless somebody else's has it: a link is refused where the name is taken, and shows
 * the whole file or nothing, so one of racing callers wins. false: the name is taken, or a destroyer took the file.
 */
async function nameFirst(unfinished: string, name: string): Promise<boolean> {
  const isMine = await link(unfinished, name).then(() => true, orIf(['EEXIST', 'ENOENT'], false));
  await removeName(unfinished);
  return isMine;
}

/** Removes a file, its bytes first. */
async function shred(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch(orIfMissing(null));
  if (!handle) return;
  try {
    await overwrite(handle);
    await handle.truncate();
    await handle.sync();
  } finally {
    await handle.close();
  }
  await removeName(file);
}

/** Random bytes over all that is in it, on disk. */
async function overwrite(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat();
  await handle.write(randomBytes(size), 0, size, 0);
  await handle.sync();
}

/**
 * Removes the name alone, without touching the bytes: a file that is being made stands under two names for a moment,
 * and the key must stay under the other.
 */
async function removeName(file: string): Promise<void> {
  await unlink(file).catch(orIfMissing(undefined));
}

/** A new, renamed or removed name is durable only once its folder is. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(() => true, orIfMissing(false));
}

/** Where a name is missing, nobody made it or a destroyer took it away. */
const orIfMissing = <T>(otherwise: T) => orIf(['ENOENT'], otherwise);

/** Answers `otherwise` for these errors of the file system; any other goes on. */
function orIf<T>(codes: string[], otherwise: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code && codes.includes(error.code)) return otherwise;
    throw error;
  };
}
