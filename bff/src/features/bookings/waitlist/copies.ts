import type { CareRequestsModel } from '../care-requests.model.js';
import { claimId, requestOf } from '../places.js';
import { itemOf } from '../queue.rules.js';
import type { RosterDoc, RosterModel } from '../roster.model.js';
import { type QueueItem, rosterId } from '../roster.rules.js';
import type { EntriesModel, EntryDoc } from './entries.model.js';
import { copied } from './entries.rules.js';
import type { WaitlistNews } from './waitlist-news.js';

type Deps = {
  entries: EntriesModel;
  rosters: Pick<RosterModel, 'find' | 'onWritten'>;
  requests: Pick<CareRequestsModel, 'find'>;
  news: WaitlistNews;
};

export type EntryCopies = ReturnType<typeof entryCopies>;

/** Copies into waitlist entries what rosters decided about them, and tells their families at once. */
export function entryCopies({ entries, rosters, requests, news }: Deps) {
  const underWay = new Set<Promise<unknown>>();

  /** @returns the entry as it is now; null when it is gone */
  async function copy(item: QueueItem): Promise<EntryDoc | null> {
    const isBooked = item.state === 'taken' && (await isCommitted(item));
    const entry = await entries.decideOn(item.entry, (current) => copied(current, item, isBooked));
    if (entry) await news.tell(entry);
    return entry;
  }

  /** From its roster as it is now. The entry itself where the roster does not know it. */
  async function refresh(entry: EntryDoc): Promise<EntryDoc> {
    const roster = await rosters.find(rosterId(entry.groupId, entry.date));
    const item = roster && itemOf(roster, entry._id);
    return (item && (await copy(item))) ?? entry;
  }

  async function isCommitted({ by = '' }: QueueItem): Promise<boolean> {
    const request = await requests.find(requestOf(by));
    return request?.versions.some(({ n }) => claimId(request._id, n) === by) ?? false;
  }

  /**
   * Copies what this process writes to rosters while others wait for nothing of it: whoever gives a place back need not
   * know who gets it. What a crash leaves uncopied the job finds.
   */
  function watch(): void {
    rosters.onWritten((next, before) => {
      for (const item of next.queue ?? []) if (isDecidedByRoster(item, before)) start(copy(item));
    });
  }

  function start(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  return {
    copy,
    refresh,
    watch,
    /** Resolves when nothing that was seen is left to copy. */
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** What its own family did, whoever wrote it copies. */
function isDecidedByRoster(item: QueueItem, before: Pick<RosterDoc, 'queue'>): boolean {
  const isNew = itemOf(before, item.entry)?.ver !== item.ver;
  return isNew && ['offered', 'waiting', 'expired', 'closed'].includes(item.state) && item.ver > 1;
}
