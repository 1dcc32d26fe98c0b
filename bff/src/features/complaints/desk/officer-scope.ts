import type { OfficerDesk } from '../../../plugins/session.js';
import type { HigherDesks } from '../../desk/desk.public.js';
import type { ComplaintDoc, ComplaintsModel, Filter } from '../complaints.model.js';

/**
 * Which complaints are an officer's: of its district all; of a level above, those of the districts below whose codes begin
 * alike that were escalated so far, or whose deadline ran out one level lower.
 */
export function scopeOf({ districtCode, level }: OfficerDesk): Filter {
  return level === 0 ? { districtCode } : { districtsBelow: districtCode, watchLevelFrom: level };
}

/** Null alike: none, and another's. */
export async function findForOfficer(
  complaints: ComplaintsModel,
  desk: OfficerDesk,
  id: string,
): Promise<ComplaintDoc | null> {
  return complaints.findWithin(scopeOf(desk), { _id: id });
}

/**
 * Whether it is this desk's to decide, and not only to look at and to note: of what is at its own level, and of what was
 * escalated where nobody sits that high, so that it lies with somebody at every moment.
 */
export async function mayDecide(
  higher: HigherDesks,
  { level }: OfficerDesk,
  { handlerLevel, districtCode }: ComplaintDoc,
): Promise<boolean> {
  for (let above = handlerLevel; above > level; above -= 1)
    if (await higher.isSeated(above, districtCode)) return false;
  return level <= handlerLevel;
}
