import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { Held } from '../../plugins/jobs/job-runner.js';
import { fileEraser } from './erase-file.js';
import type { FileBytes } from './file-bytes.js';
import type { FilesModel } from './files.model.js';
import type { FileStorage, Stored } from './storage/file-storage.js';

const pageSize = 200;
/** Far longer than between putting a piece and naming it in a document. */
const namelessMs = 48 * 3_600_000;

type Deps = { model: FilesModel; keys: FamilyKeys; bytes: FileBytes; storage: FileStorage; clock: Clock };

/** Erases what nobody came back for. Safe in several processes at once, and after a kill anywhere. */
export function sweepService({ model, keys, bytes, storage, clock }: Deps) {
  const erase = fileEraser({ keys, bytes });

  /**
   * Files that nothing has come to use, finished or not. A document goes first: from there on nothing can.
   * @returns how many
   */
  async function sweepUnattached(lease: Held): Promise<number> {
    const now = clock.now();
    let swept = 0;
    for (const file of await model.listExpired(now, pageSize)) {
      if (!lease.isHeld()) break;
      if (!(await model.removeExpired(file, now))) continue;
      await erase(file);
      swept += 1;
    }
    return swept;
  }

  /**
   * Pieces that no document names: of writers that a crash cut off, and of documents removed before their pieces.
   * @returns how many
   */
  async function sweepNameless(lease: Held): Promise<number> {
    const before = clock.now().getTime() - namelessMs;
    let swept = 0;
    let page: Stored[] = [];
    for await (const stored of storage.list('')) {
      if (!lease.isHeld()) return swept;
      if (stored.putAt.getTime() >= before) continue;
      page.push(stored);
      if (page.length < pageSize) continue;
      swept += await forgetNameless(page);
      page = [];
    }
    return swept + (await forgetNameless(page));
  }

  async function forgetNameless(page: readonly Stored[]): Promise<number> {
    const ids = new Set(page.map(({ name }) => name.split('/')[1] ?? ''));
    const named = new Set<string>();
    for (const { chunks, kept } of await model.listNamed([...ids])) {
      for (const { name } of chunks) named.add(name);
      if (kept) named.add(kept.name);
      if (kept?.original) named.add(kept.original);
    }
    const nameless = page.map(({ name }) => name).filter((name) => !named.has(name));
    await bytes.forget(...nameless);
    return nameless.length;
  }

  return { sweepUnattached, sweepNameless };
}
