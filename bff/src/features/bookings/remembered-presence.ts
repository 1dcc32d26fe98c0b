import { keptFresh } from '../../lib/kept-fresh.js';
import type { RosterModel } from './roster.model.js';
import { presence } from './roster.rules.js';

/** A group on a civil day, 0.15 to 0.5 kB each; twice as many at most. */
const mostRemembered = 50_000;
/** Whatever is missed, no figure is older than twice this. */
const rememberedMs = 60_000;

/** What is read of rosters to show them. */
export type RosterReader = Pick<RosterModel, 'now' | 'onWritten' | 'listClaims' | 'listIdsTouchedSince'>;

/** Children present by slot, as `presence` counts them. */
type Present = readonly number[];

/** One for all the many groups and days that nobody has booked. */
const nobody: Present = [];

type Batch = { ids: Set<string>; overtaken: Set<string>; present: Promise<Map<string, Present>> };

/**
 * How many children rosters hold at which time, for showing (booking reads the roster itself). Most are asked for again
 * and again, so they are remembered until their roster is written; those asked for in one turn are read together.
 */
export function rememberedPresence(rosters: RosterReader) {
  // Two generations: the older one is dropped whole, which bounds both age and number without a note per entry.
  let young = new Map<string, Present>();
  let old = new Map<string, Present>();
  let youngSince = performance.now();
  let gathering: Batch | null = null;
  /** What is being asked or read, unless it was written meanwhile: others may wait for the same answer. */
  const pending = new Map<string, Batch>();

  const fresh = keptFresh(async (since) => {
    for (const id of await rosters.listIdsTouchedSince(since)) forget(id);
  }, rosters.now);
  rosters.onWritten(forget);

  function forget(id: string): void {
    young.delete(id);
    old.delete(id);
    // What is being read may be from before this write.
    pending.get(id)?.overtaken.add(id);
    pending.delete(id);
  }

  function dropOldest(): void {
    const age = performance.now() - youngSince;
    if (age < rememberedMs && young.size < mostRemembered) return;
    old = age < 2 * rememberedMs ? young : new Map();
    young = new Map();
    youngSince = performance.now();
  }

  function gather(): Batch {
    if (gathering) return gathering;
    const ids = new Set<string>();
    const overtaken = new Set<string>();
    const present = new Promise<void>((resolve) => setImmediate(resolve)).then(() => read(batch));
    const batch: Batch = { ids, overtaken, present };
    gathering = batch;
    return batch;
  }

  async function read(batch: Batch): Promise<Map<string, Present>> {
    gathering = null;
    try {
      const present = new Map([...batch.ids].map((id) => [id, nobody]));
      for (const { _id, claims } of await rosters.listClaims([...batch.ids]))
        if (claims.length > 0) present.set(_id, presence(claims));
      for (const [id, counts] of present) if (!batch.overtaken.has(id)) young.set(id, counts);
      return present;
    } finally {
      for (const id of batch.ids) if (pending.get(id) === batch) pending.delete(id);
    }
  }

  /** Children present by slot in each of these rosters, at most two seconds old. */
  return async function presentIn(ids: readonly string[]): Promise<Present[]> {
    await fresh();
    dropOldest();
    const known = ids.map((id) => young.get(id) ?? old.get(id));
    if (!known.includes(undefined)) return known as Present[];
    const batches = ids.map((id, index) => {
      if (known[index] !== undefined) return null;
      const batch = pending.get(id) ?? gather();
      batch.ids.add(id);
      pending.set(id, batch);
      return batch;
    });
    return Promise.all(
      ids.map(async (id, index) => known[index] ?? (await batches[index]?.present)?.get(id) ?? nobody),
    );
  };
}
