import type { ExportedEntry } from '../bookings.public.js';
import { itemOf } from '../queue.rules.js';
import type { RosterModel } from '../roster.model.js';
import type { EntriesModel, EntryDoc } from './entries.model.js';
import { copied } from './entries.rules.js';
import { leavingOf, seedOf } from './in-roster.js';

type Deps = {
  entries: Pick<EntriesModel, 'listOfFamily' | 'decideOn' | 'erase'>;
  rosters: Pick<RosterModel, 'apply' | 'find'>;
};

export type FamilyWaitlist = ReturnType<typeof familyWaitlist>;

/** All that one family waits for at once: left, taken away, erased. Each step may be repeated. */
export function familyWaitlist({ entries, rosters }: Deps) {
  async function leave(entry: EntryDoc): Promise<void> {
    const { familyId, childId } = entry;
    const seed = seedOf(entry);
    const refusal = await rosters.apply(seed, { kind: 'leave', ...leavingOf(entry), childId, familyId });
    // What is accepted is a booking, and ended as one.
    if (refusal) return;
    const roster = await rosters.find(seed._id);
    const item = roster && itemOf(roster, entry._id);
    if (item) await entries.decideOn(entry._id, (current) => copied(current, item, false));
  }

  return {
    /** Ends the waiting of the family, or of one child. */
    async leave(familyId: string, childId?: string): Promise<void> {
      for (const entry of await entries.listOfFamily(familyId))
        if (childId === undefined || entry.childId === childId) await leave(entry);
    },
    /** First what the rosters keep, then the entry, by which they are found. */
    async erase(familyId: string): Promise<void> {
      for (const entry of await entries.listOfFamily(familyId)) {
        await rosters.apply(seedOf(entry), { kind: 'forget', ...leavingOf(entry) });
        await entries.erase(entry._id);
      }
    },
    /** The latest day first. */
    async listForExport(familyId: string): Promise<ExportedEntry[]> {
      const all = (await entries.listOfFamily(familyId)).filter(({ status }) => status !== 'abandoned');
      return all.map(toExported).sort((a, b) => (`${a.date}${a.id}` < `${b.date}${b.id}` ? 1 : -1));
    },
  };
}

function toExported({
  _id: id,
  childId,
  centreId,
  date,
  from,
  to,
  status,
  openedAt,
}: EntryDoc): ExportedEntry {
  return { id, childId, centreId, date, from, to, status, joinedAt: openedAt.toISOString() };
}
