import type { FamilyKey } from '../../keys/family-keys.js';
import type { Guardians } from '../auth/auth.public.js';
import type { DeskHolders } from '../desk/desk.public.js';
import type { ComplaintDoc } from './complaints.model.js';
import { isOfficerReported } from './reported.rules.js';
import { openAuthor, wordsAbout } from './texts.js';

type Deps = { deskHolders: DeskHolders; guardians: Guardians };

export type HandledHere = ReturnType<typeof handledHere>;

/** Whether what is filed is ever opened by anybody: a promise without a desk behind it must say so. */
export function handledHere({ deskHolders, guardians }: Deps) {
  /** Levels at which somebody sits who may open it: not of its author's family, and not whom it is about. */
  async function levelsOf(doc: ComplaintDoc, key: FamilyKey): Promise<number[]> {
    const officers = await deskHolders.listOfficers(doc.districtCode);
    if (officers.length === 0) return [];
    const author = openAuthor(doc, key);
    const family = author ? (await guardians.listGuardians(author.familyId)).map(({ id }) => id) : [];
    const words = wordsAbout(doc, key);
    return officers
      .filter(({ guardianId, name }) => !family.includes(guardianId) && !isOfficerReported(name, words))
      .map(({ level }) => level);
  }

  return {
    ofDistrict: async (districtCode: string): Promise<boolean> =>
      (await deskHolders.listOfficers(districtCode)).some(({ level }) => level === 0),
    /** `isWatched`: somebody sits at the level above its handler's, to which it is shown once it is late. */
    async ofComplaint(doc: ComplaintDoc, key: FamilyKey) {
      const levels = await levelsOf(doc, key);
      return {
        isHandledHere: levels.some((level) => level <= doc.watchLevel),
        isWatched: levels.includes(doc.handlerLevel + 1),
      };
    },
  };
}
