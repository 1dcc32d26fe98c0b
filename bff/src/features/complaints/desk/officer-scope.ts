import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { ComplaintDoc, ComplaintsModel, Filter } from '../complaints.model.js';
import { isOfficerReported } from '../reported.rules.js';
import { openAuthor, wordsAbout } from '../texts.js';

/**
 * Which complaints are an officer's: of its district all; of a level above, those of the districts below whose codes begin
 * alike that were escalated so far, or that stayed late one or two levels lower.
 */
export function scopeOf({ districtCode, level }: OfficerDesk): Filter {
  return level === 0 ? { districtCode } : { districtsBelow: districtCode, watchLevelFrom: level };
}

/**
 * One of them, with its key: the only way in which an officer comes to read or to decide one.
 * @throws DomainError not_found (also of another's, and of one that is about this officer), own_family
 */
export async function openForOfficer(
  { complaints, keys }: { complaints: ComplaintsModel; keys: FamilyKeys },
  desk: OfficerDesk,
  id: string,
): Promise<{ doc: ComplaintDoc; key: FamilyKey }> {
  const doc = await complaints.findWithin(scopeOf(desk), { _id: id });
  const key = doc && (await keys.find(id));
  if (!doc || !key || isAbout(desk, doc, key)) throw new DomainError('not_found');
  if (isOfOwnFamily(desk, doc, key)) throw new DomainError('own_family');
  return { doc, key };
}

export const isAbout = ({ name }: OfficerDesk, doc: ComplaintDoc, key: FamilyKey): boolean =>
  isOfficerReported(name, wordsAbout(doc, key));

export const isOfOwnFamily = ({ familyId }: OfficerDesk, doc: ComplaintDoc, key: FamilyKey): boolean =>
  openAuthor(doc, key)?.familyId === familyId;
