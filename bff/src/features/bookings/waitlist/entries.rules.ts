import type { RegionCode } from '../../../regions/region.js';
import type { QueueItem } from '../roster.rules.js';
import type { Wish } from '../stay.rules.js';

/**
 * A waitlist entry: what a family asked for, and a copy of what its roster's queue says of it. The roster decides; the
 * copy finds entries without reading rosters, and carries the mark of what the family has yet to hear.
 */
export type Entry = {
  childId: string;
  familyId: string;
  centreId: string;
  groupId: string;
  groupName: string;
  date: string;
  wish: Wish;
  from: string;
  to: string;
  slots: number[];
  /** The last moment at which it can be booked: the start of care, less the notice that its centre asks for. */
  bookableUntil: Date;
  timeZone: string;
  regionCode: RegionCode;
  isDemo: boolean;
  /** `joining` until the roster knows it, `abandoned` when the roster refused it or never heard of it. */
  status: 'joining' | 'abandoned' | 'accepted' | Exclude<QueueItem['state'], 'taken'>;
  /** Of the queue item that was copied; 0 for none. */
  ver: number;
  /** Of `status`. */
  changedAt: Date;
  offeredUntil?: Date;
  isUntold?: true;
};

/**
 * The entry as the roster has it. The very same object where it is so already, or where the item is older.
 * @param isBooked whether the claim that took the offer was committed; until then the offer stands
 */
export function copied<E extends Entry>(entry: E, item: QueueItem, isBooked: boolean): E {
  const status = item.state === 'taken' ? (isBooked ? 'accepted' : 'offered') : item.state;
  const isOlder = item.ver < entry.ver || entry.status === 'accepted';
  if (isOlder || (item.ver === entry.ver && status === entry.status)) return entry;
  const { offeredUntil: _until, isUntold: _told, ...kept } = entry;
  const next = { ...kept, status, ver: item.ver, changedAt: item.changedAt } as E;
  const until = status === 'offered' && item.offeredUntil ? { offeredUntil: item.offeredUntil } : {};
  const isUntold = hasNews(entry, { ...next, ...until });
  return { ...next, ...until, ...(isUntold && { isUntold }) };
}

/** What a family did itself it need not be told. */
function hasNews(before: Entry, after: Entry): boolean {
  switch (after.status) {
    case 'offered': {
      const isSame =
        before.status === 'offered' && before.offeredUntil?.getTime() === after.offeredUntil?.getTime();
      return isSame ? before.isUntold === true : true;
    }
    case 'waiting':
      return before.status === 'offered';
    case 'expired':
    case 'closed':
      return true;
    default:
      return false;
  }
}

/** One that the roster does not know: a join that was refused, or cut short before it got there. */
export function abandoned<E extends Entry>(entry: E): E {
  return entry.status === 'joining' ? { ...entry, status: 'abandoned' } : entry;
}
