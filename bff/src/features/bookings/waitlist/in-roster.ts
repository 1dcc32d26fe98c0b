import { getRegion } from '../../../regions/regions.js';
import type { Seed } from '../roster.model.js';
import { rosterId, type Word } from '../roster.rules.js';
import type { EntryDoc } from './entries.model.js';

/** Its roster, where that is not there yet; without a centre's word one that takes nobody. */
export function seedOf(
  { groupId, date, centreId }: Pick<EntryDoc, 'groupId' | 'date' | 'centreId'>,
  word: Word = { epoch: 0, places: 0 },
): Seed {
  return { _id: rosterId(groupId, date), scope: centreId, date, ...word };
}

/** What a roster keeps of an entry, also of one that leaves before it came. */
export function leavingOf({ _id, bookableUntil, timeZone, regionCode }: EntryDoc) {
  return { entry: _id, bookableUntil, timeZone, hold: getRegion(regionCode).careRules.offerHold };
}
