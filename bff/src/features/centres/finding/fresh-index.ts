import { keptFresh } from '../../../lib/kept-fresh.js';
import type { CentreModels } from '../centres.model.js';
import { type CentreIndex, centreIndex } from './centre-index.js';
import { centreReader } from './centre-reader.js';
import { listChangedSince, readSearchable } from './finding.model.js';

/** Some ms of work, and few enough that the store's answers leave no holes in memory behind them. */
const readAtOnce = 100;

export type FreshIndex = ReturnType<typeof freshIndex>;

/** The index of all centres: loaded once from the store, then kept no older than lists promise. */
export function freshIndex(models: CentreModels) {
  const read = centreReader();
  let loaded: { index: CentreIndex; fresh: () => Promise<void> } | null = null;

  /** Reads all centres, some ms at a time so that others are answered meanwhile. `signal` ends it half-way. */
  async function load(signal: AbortSignal): Promise<void> {
    const index = centreIndex();
    // Made before the reading begins, so that the first look covers what is written during it.
    const fresh = keptFresh(
      (since) => readChanges(index, since),
      () => new Date(),
    );
    for await (const batch of readSearchable(models, null, readAtOnce)) {
      signal.throwIfAborted();
      take(index, batch);
    }
    index.settle();
    loaded = { index, fresh };
  }

  async function readChanges(index: CentreIndex, since: Date): Promise<void> {
    const written = await listChangedSince(models, since);
    const changed = written.filter(({ _id, rev }) => index.revOf(_id) !== rev).map(({ _id }) => _id);
    for (let start = 0; start < changed.length; start += readAtOnce) {
      const batches = readSearchable(models, changed.slice(start, start + readAtOnce), readAtOnce);
      for await (const batch of batches) take(index, batch);
    }
    index.settle();
  }

  function take(index: CentreIndex, batch: readonly Uint8Array[]): void {
    for (const raw of batch) {
      const { facts, searchText } = read(raw);
      index.put(facts, searchText);
    }
  }

  /**
   * The index as it was at most two seconds ago, or null while it is not loaded yet.
   * @throws what the store throws, when it can't be asked and what is known is too old
   */
  async function current(): Promise<CentreIndex | null> {
    await loaded?.fresh();
    return loaded?.index ?? null;
  }

  return { load, current, size: () => loaded?.index.size() ?? 0 };
}
