import { cardFactsKeeper } from './card-facts.js';
import type { CentreModels } from './centres.model.js';
import { listChangedSince, readCardFacts } from './nearby.model.js';
import { type NearbyIndex, nearbyIndex } from './nearby-index.js';

/** After so long the next search has the changes read, and is answered meanwhile from what is known. */
const checkAfterMs = 1_000;
/** No answer is older than this: a search that comes after a quiet time waits until the changes are read. */
const oldestMs = 2_000;
/** Writers' clocks may be behind ours by so much, and a write may take as long to arrive. */
const overlapMs = 5_000;
const readAtOnce = 500;

export type FreshIndex = ReturnType<typeof freshIndex>;

/**
 * Keeps the index of all centres as fresh as lists promise (2 seconds), by reading from the store what changed since
 * the last look. Only searches make it look, so a quiet service asks nothing.
 */
export function freshIndex(models: CentreModels) {
  const keep = cardFactsKeeper();
  let index: NearbyIndex | null = null;
  /** By this process's own unbroken time, since clocks may be set. */
  let lookedAt = 0;
  /** The same moment as the writers' stamps have it. */
  let lookedOn = 0;
  let looking: Promise<void> | null = null;

  /** Reads all centres, some ms at a time so that others are answered meanwhile. `signal` ends it half-way. */
  async function load(signal: AbortSignal): Promise<void> {
    const fresh = nearbyIndex();
    const startedAt = performance.now();
    const startedOn = Date.now();
    for await (const batch of readCardFacts(models, null, readAtOnce)) {
      signal.throwIfAborted();
      for (const facts of batch) fresh.put(keep(facts));
    }
    fresh.settle();
    lookedAt = startedAt;
    lookedOn = startedOn;
    index = fresh;
  }

  async function look(into: NearbyIndex): Promise<void> {
    const startedAt = performance.now();
    const startedOn = Date.now();
    const changed: string[] = [];
    for (const { _id, rev } of await listChangedSince(models, new Date(lookedOn - overlapMs)))
      if (into.get(_id)?.rev !== rev) changed.push(_id);
    for (let start = 0; start < changed.length; start += readAtOnce) {
      const batches = readCardFacts(models, changed.slice(start, start + readAtOnce), readAtOnce);
      for await (const batch of batches) for (const facts of batch) into.put(keep(facts));
    }
    into.settle();
    lookedAt = startedAt;
    lookedOn = startedOn;
  }

  /**
   * The index, no older than two seconds, or null while it is not loaded yet.
   * @throws what the store throws, when it can't be asked and what is known is too old
   */
  async function current(): Promise<NearbyIndex | null> {
    if (!index) return null;
    const age = performance.now() - lookedAt;
    if (age < checkAfterMs) return index;
    looking ??= look(index).finally(() => {
      looking = null;
    });
    if (age > oldestMs) await looking;
    // Whoever comes when it is too old will meet the fault.
    else looking.catch(() => undefined);
    return index;
  }

  return { load, current, size: () => index?.size() ?? 0 };
}
