import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import type { OfficerDesk, StaffDesk } from '../../../plugins/session.js';
import type { ComplaintDoc } from '../complaints.model.js';
import { isReported } from '../reported.rules.js';
import { wordsAbout } from '../texts.js';
import { isAbout } from './officer-scope.js';

/** The key by which staff of a centre may see it; null: it is gone, or about the very account that looks. */
export async function keyForStaff(
  keys: FamilyKeys,
  { name }: StaffDesk,
  doc: ComplaintDoc,
): Promise<FamilyKey | null> {
  const key = await keys.find(doc._id);
  return key && !isReported(name, wordsAbout(doc, key)) ? key : null;
}

/** What is about an officer is not there for it, nor is what has no key any more. */
export async function mayKnowOf(keys: FamilyKeys, desk: OfficerDesk, doc: ComplaintDoc): Promise<boolean> {
  const key = await keys.find(doc._id);
  return key !== null && !isAbout(desk, doc, key);
}
