import { keptFresh } from '../../lib/kept-fresh.js';
import type { RosterModel } from './roster.model.js';
import { presence } from './roster.rules.js';

/** Groups on civil days, some 40 bytes each while nobody booked and up to 0.4 kB else; twice as many at most. */
const mostRemembered = 50_000;
/** Whatever is missed, no figure is older than twice this. */
const rememberedMs = 60_000;

/** What is read of rosters to show them. */
export type RosterReader = Pick<RosterModel, 'now' | 'onWritten' | 'listClaims' | 'listIdsTouchedSince'>;

/** Children present by slot, as `presence` counts them. */
type Present = readonly number[];

/** One for all the many groups and days that nobody has booked. */
const nobody: Present = [];

type Asked = { groupId: string; date: string };

/** What is read in one turn: rosters by their id. */
type Batch = {
  asked: Map<string, Asked>;
  overtaken: Set<string>;
  present: Promise<Map<string, Present>>;
};

/** By day and then by group: the caller's own strings are the keys, so that nothing is kept or made for a key. */
function generation() {
  const days = new Map<string, Map<string, Present>>();
  let size = 0;
  return {
    day: (date: string): ReadonlyMap<string, Present> | undefined => days.get(date),
    size: () => size,
    set({ groupId, date }: Asked, present: Present): void {
      const day = days.get(date) ?? new Map<string, Present>();
      if (!day.has(groupId)) size += 1;
      days.set(date, day.set(groupId, present));
    },
    delete({ groupId, date }: Asked): void {
      if (days.get(date)?.delete(groupId)) size -= 1;
    },
  };
}

/**
 * How many children rosters hold at which time, for showing (booking reads the roster itself). Most are asked for again
 * and again, so they are remembered until their roster is written; those asked for in one turn are read together.
 */
export function rememberedPresence(rosters: RosterReader) {
  // Two generations: the older one is dropped whole, which bounds both age and number without a note per entry.
  let young = generation();
  let old = generation();
  let youngSince = performance.now();
  let gathering: Batch | null = null;
  /** What is being asked or read, unless it was written meanwhile: others may wait for the same answer. */
  const pending = new Map<string, Batch>();

  const fresh = keptFresh(async (since) => {
    for (const id of await rosters.listIdsTouchedSince(since)) forget(id);
  }, rosters.now);
  rosters.onWritten(forget);

  function forget(id: string): void {
    const asked = askedIn(id);
    young.delete(asked);
    old.delete(asked);
    // What is being read may be from before this write.
    pending.get(id)?.overtaken.add(id);
    pending.delete(id);
  }

  function dropOldest(): void {
    const age = performance.now() - youngSince;
    if (age < rememberedMs && young.size() < mostRemembered) return;
    old = age < 2 * rememberedMs ? young : generation();
    young = generation();
    youngSince = performance.now();
  }

  function gather(): Batch {
    if (gathering) return gathering;
    const asked = new Map<string, Asked>();
    const overtaken = new Set<string>();
    const present = new Promise<void>((resolve) => setImmediate(resolve)).then(() => read(batch));
    const batch: Batch = { asked, overtaken, present };
    gathering = batch;
    return batch;
  }

  async function read(batch: Batch): Promise<Map<string, Present>> {
    gathering = null;
    const { asked, overtaken } = batch;
    try {
      const present = new Map<string, Present>();
      for (const { _id, claims } of await rosters.listClaims([...asked.keys()]))
        if (claims.length > 0) present.set(_id, presence(claims));
      for (const [id, one] of asked) if (!overtaken.has(id)) young.set(one, present.get(id) ?? nobody);
      return present;
    } finally {
      for (const id of asked.keys()) if (pending.get(id) === batch) pending.delete(id);
    }
  }

  /** Children present by slot that day in each of these groups, at most two seconds old. */
  return async function presentIn(groupIds: readonly string[], date: string): Promise<Present[]> {
    await fresh();
    dropOldest();
    const youngDay = young.day(date);
    const oldDay = old.day(date);
    const known = groupIds.map((groupId) => youngDay?.get(groupId) ?? oldDay?.get(groupId));
    if (!known.includes(undefined)) return known as Present[];
    const batches = groupIds.map((groupId, index) => {
      if (known[index] !== undefined) return null;
      const id = rosterId(groupId, date);
      const batch = pending.get(id) ?? gather();
      batch.asked.set(id, { groupId, date });
      pending.set(id, batch);
      return batch;
    });
    return Promise.all(
      groupIds.map(
        async (groupId, index) =>
          known[index] ?? (await batches[index]?.present)?.get(rosterId(groupId, date)) ?? nobody,
      ),
    );
  };
}

function rosterId(groupId: string, date: string): string {
  return `${groupId}:${date}`;
}

function askedIn(id: string): Asked {
  const mark = id.lastIndexOf(':');
  return { groupId: id.slice(0, mark), date: id.slice(mark + 1) };
}
