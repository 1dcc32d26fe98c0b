import type { FamilyKey } from '../../keys/family-keys.js';
import type { Guardians } from '../auth/auth.public.js';
import type { DeskHolders } from '../desk/desk.public.js';
import type { ComplaintDoc } from './complaints.model.js';
import { isOfficerReported } from './reported.rules.js';
import { openAuthor, wordsAbout } from './texts.js';

type Deps = { deskHolders: DeskHolders; guardians: Guardians };

type Officer = Awaited<ReturnType<DeskHolders['listOfficers']>>[number];
export type HandledHere = ReturnType<typeof handledHere>;

/** Whether what is filed is ever opened by anybody: a promise without a desk behind it must say so. */
export function handledHere({ deskHolders, guardians }: Deps) {
  /** Officers who may open it: not of its author's family, and not whom it is about. */
  async function officersOf(doc: ComplaintDoc, key: FamilyKey): Promise<Officer[]> {
    const officers = await deskHolders.listOfficers(doc.districtCode);
    if (officers.length === 0) return [];
    const author = openAuthor(doc, key);
    const family = author ? (await guardians.listGuardians(author.familyId)).map(({ id }) => id) : [];
    const words = wordsAbout(doc, key);
    return officers.filter(
      ({ guardianId, name }) => !family.includes(guardianId) && !isOfficerReported(name, words),
    );
  }

  const levelsOf = async (doc: ComplaintDoc, key: FamilyKey): Promise<number[]> =>
    (await officersOf(doc, key)).map(({ level }) => level);

  return {
    ofDistrict: async (districtCode: string): Promise<boolean> =>
      (await deskHolders.listOfficers(districtCode)).some(({ level }) => level === 0),
    /** `watchedFrom`: the lowest level above its handler's that it is shown to since it is late, and at which somebody sits. */
    async ofComplaint(doc: ComplaintDoc, key: FamilyKey) {
      const levels = await levelsOf(doc, key);
      const above = levels.filter((level) => level > doc.handlerLevel && level <= doc.watchLevel);
      return {
        isHandledHere: levels.some((level) => level <= doc.watchLevel),
        watchedFrom: above.length === 0 ? null : Math.min(...above),
      };
    },
    /**
     * Whether it is for the desk of this level to decide, and not only to look at and to note: of what is at its own level, and
     * of what was escalated to where nobody sits that may open it. So it lies with somebody at every moment.
     */
    async isForLevel(level: number, doc: ComplaintDoc, key: FamilyKey): Promise<boolean> {
      const { handlerLevel } = doc;
      return level >= handlerLevel
        ? level === handlerLevel
        : isForLevelAmong(await levelsOf(doc, key), level, handlerLevel);
    },
    /** Those that may open it and for whom it is to decide, and those that are shown it because it is late below them. */
    async listOfficers(
      doc: ComplaintDoc,
      key: FamilyKey,
    ): Promise<{ deciding: Officer[]; watching: Officer[]; below: Officer[] }> {
      const officers = await officersOf(doc, key);
      const levels = officers.map(({ level }) => level);
      const { handlerLevel, watchLevel } = doc;
      const deciding = officers.filter(({ level }) => isForLevelAmong(levels, level, handlerLevel));
      return {
        deciding,
        watching: officers.filter(({ level }) => level > handlerLevel && level <= watchLevel),
        below: officers.filter((officer) => officer.level < handlerLevel && !deciding.includes(officer)),
      };
    },
  };
}

/** Of what is at a level, for the desk of another: that level itself, or the nearest one below it at which somebody sits. */
function isForLevelAmong(levels: readonly number[], level: number, handlerLevel: number): boolean {
  return level <= handlerLevel && !levels.some((above) => above > level && above <= handlerLevel);
}
