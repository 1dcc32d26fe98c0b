import { keptFresh } from '../../lib/kept-fresh.js';
import type { RosterModel } from './roster.model.js';
import { type OwnPlaces, presence } from './roster.rules.js';

/** A group on a civil day, 0.15 to 0.5 kB each; twice as many at most. */
const mostRemembered = 50_000;
/** Whatever is missed, no figure is older than twice this. */
const rememberedMs = 60_000;

/** What is read of rosters to show them. */
export type RosterReader = Pick<RosterModel, 'now' | 'onWritten' | 'listClaims' | 'listIdsTouchedSince'>;

/** Children present by slot, as `presence` counts them, and the places told for the day alone. */
export type CountedDay = { readonly present: readonly number[]; readonly own?: OwnPlaces };

/** One for all the many groups and days that nobody has booked. */
export const nobody: CountedDay = { present: [] };

type Batch = { ids: Set<string>; overtaken: Set<string>; days: Promise<Map<string, CountedDay>> };

/** These rosters as they are in the store now. */
export async function readDays(
  rosters: Pick<RosterReader, 'listClaims'>,
  ids: readonly string[],
): Promise<Map<string, CountedDay>> {
  const days = new Map([...ids].map((id) => [id, nobody]));
  for (const { _id, claims, own } of await rosters.listClaims([...ids]))
    if (claims.length > 0 || own) days.set(_id, { present: presence(claims), ...(own && { own }) });
  return days;
}

/**
 * How many children rosters hold at which time, for showing (booking reads the roster itself). Most are asked for again
 * and again, so they are remembered until their roster is written; those asked for in one turn are read together.
 */
export function rememberedPresence(rosters: RosterReader) {
  // Two generations: the older one is dropped whole, which bounds both age and number without a note per entry.
  let young = new Map<string, CountedDay>();
  let old = new Map<string, CountedDay>();
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
    const days = new Promise<void>((resolve) => setImmediate(resolve)).then(() => read(batch));
    const batch: Batch = { ids, overtaken, days };
    gathering = batch;
    return batch;
  }

  async function read(batch: Batch): Promise<Map<string, CountedDay>> {
    gathering = null;
    try {
      const days = await readDays(rosters, [...batch.ids]);
      for (const [id, day] of days) if (!batch.overtaken.has(id)) young.set(id, day);
      return days;
    } finally {
      for (const id of batch.ids) if (pending.get(id) === batch) pending.delete(id);
    }
  }

  /** Each of these rosters, in their order, as it was at most two seconds ago. */
  return async function daysOf(ids: readonly string[]): Promise<CountedDay[]> {
    await fresh();
    dropOldest();
    const known = ids.map((id) => young.get(id) ?? old.get(id));
    if (!known.includes(undefined)) return known as CountedDay[];
    const batches = ids.map((id, index) => {
      if (known[index] !== undefined) return null;
      const batch = pending.get(id) ?? gather();
      batch.ids.add(id);
      pending.set(id, batch);
      return batch;
    });
    return Promise.all(
      ids.map(async (id, index) => known[index] ?? (await batches[index]?.days)?.get(id) ?? nobody),
    );
  };
}
