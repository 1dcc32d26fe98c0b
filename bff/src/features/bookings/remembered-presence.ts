import { keptFresh } from '../../lib/kept-fresh.js';
import { isLive } from './queue.rules.js';
import type { RosterModel } from './roster.model.js';
import { type OwnPlaces, presence, rosterId } from './roster.rules.js';

/** Groups on civil days, some 40 bytes each while nobody booked and up to 0.4 kB else; twice as many at most. */
const mostRemembered = 50_000;
/** Whatever is missed, no figure is older than twice this. */
const rememberedMs = 60_000;

/** What is read of rosters to show them. */
export type RosterReader = Pick<RosterModel, 'now' | 'listClaims' | 'listIdsTouchedSince'> & {
  onWritten(listener: (written: { _id: string }) => void): void;
};

/** Children present by slot, as `presence` counts them, the places told for the day alone, and who waits. */
export type CountedDay = {
  readonly present: readonly number[];
  readonly own?: OwnPlaces;
  /** The half hours of each that is in line. */
  readonly inLine?: readonly (readonly number[])[];
};

/** One for all the many groups and days that nobody has booked. */
export const nobody: CountedDay = { present: [] };

type Asked = { groupId: string; date: string };

/** What is read in one turn: rosters by their id. */
type Batch = {
  asked: Map<string, Asked>;
  overtaken: Set<string>;
  counted: Promise<Map<string, CountedDay>>;
};

/** These rosters as they are in the store now; those that nobody touched are left out. `except`: an owner not to count. */
export async function readDays(
  rosters: Pick<RosterReader, 'listClaims'>,
  ids: readonly string[],
  except?: string,
): Promise<Map<string, CountedDay>> {
  const days = new Map<string, CountedDay>();
  for (const { _id, claims: held, own, queue = [] } of await rosters.listClaims([...ids])) {
    const claims = except === undefined ? held : held.filter(({ owner }) => owner !== except);
    const inLine = queue.filter(({ state }) => isLive(state)).map(({ slots }) => slots);
    if (claims.length === 0 && !own && inLine.length === 0) continue;
    days.set(_id, {
      present: presence(claims),
      ...(own && { own }),
      ...(inLine.length > 0 && { inLine }),
    });
  }
  return days;
}

/** By day and then by group: the caller's own strings are the keys, so that nothing is kept or made for a key. */
function generation() {
  const days = new Map<string, Map<string, CountedDay>>();
  let size = 0;
  return {
    day: (date: string): ReadonlyMap<string, CountedDay> | undefined => days.get(date),
    size: () => size,
    set({ groupId, date }: Asked, counted: CountedDay): void {
      const day = days.get(date) ?? new Map<string, CountedDay>();
      if (!day.has(groupId)) size += 1;
      days.set(date, day.set(groupId, counted));
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
  rosters.onWritten(({ _id }) => forget(_id));

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
    const counted = new Promise<void>((resolve) => setImmediate(resolve)).then(() => read(batch));
    const batch: Batch = { asked, overtaken, counted };
    gathering = batch;
    return batch;
  }

  async function read(batch: Batch): Promise<Map<string, CountedDay>> {
    gathering = null;
    const { asked, overtaken } = batch;
    try {
      const days = await readDays(rosters, [...asked.keys()]);
      for (const [id, one] of asked) if (!overtaken.has(id)) young.set(one, days.get(id) ?? nobody);
      return days;
    } finally {
      for (const id of asked.keys()) if (pending.get(id) === batch) pending.delete(id);
    }
  }

  /** That day in each of these groups, as it was at most two seconds ago. */
  return async function daysOf(groupIds: readonly string[], date: string): Promise<CountedDay[]> {
    await fresh();
    dropOldest();
    const youngDay = young.day(date);
    const oldDay = old.day(date);
    const known = groupIds.map((groupId) => youngDay?.get(groupId) ?? oldDay?.get(groupId));
    if (!known.includes(undefined)) return known as CountedDay[];
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
          known[index] ?? (await batches[index]?.counted)?.get(rosterId(groupId, date)) ?? nobody,
      ),
    );
  };
}

function askedIn(id: string): Asked {
  const mark = id.lastIndexOf(':');
  return { groupId: id.slice(0, mark), date: id.slice(mark + 1) };
}
