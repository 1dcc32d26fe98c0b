import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { Files } from '../files/files.public.js';
import type { AuthorMarks } from './author-marks.js';
import { projected } from './changes.js';
import type { ComplaintsModel } from './complaints.model.js';
import type { ComplaintsOfFamily } from './complaints.public.js';
import { numbered, openEvents, opened, toShown, toTold } from './complaints.view.js';
import type { LooksModel } from './desk/looks.model.js';
import { toLook } from './looks.service.js';
import { openAuthor, openFiling, sealAuthor } from './texts.js';

type Deps = {
  complaints: ComplaintsModel;
  marks: AuthorMarks;
  looks: LooksModel;
  files: Files;
  keys: FamilyKeys;
  clock: Clock;
};

/** The complaints of one family at once: taken along, and cut off from it. */
export function complaintsOfFamily({
  complaints,
  marks,
  looks,
  files,
  keys,
  clock,
}: Deps): ComplaintsOfFamily {
  const listOf = (familyId: string) => complaints.listOfAuthor(marks.ofFamily(familyId));
  return {
    hasAny: async (familyId) => (await listOf(familyId)).length > 0,
    async listForExport(familyId) {
      const all = await listOf(familyId);
      const exported = await Promise.all(
        all.map(async (doc) => {
          const key = await keys.find(doc._id);
          if (!key) return [];
          const of = opened(doc, key, clock.now());
          const { number, category, state, place, filedAt } = toShown(doc, key);
          const { what, wanted, incidentOn } = toTold(of);
          const who = openFiling(doc, key).who ?? null;
          const { identity } = doc;
          const told = { number, category, identity, state, place, filedAt, who, what, wanted, incidentOn };
          const seen = await looks.list(doc._id, null, 0);
          return [{ ...told, events: numbered(openEvents(of)), looks: seen.map(toLook) }];
        }),
      );
      return exported.flat();
    },
    async forgetGuardian(familyId, guardianId) {
      for (const { _id } of await listOf(familyId)) {
        const key = await keys.find(_id);
        if (!key) continue;
        await complaints.change(_id, (current) =>
          openAuthor(current, key)?.guardianId === guardianId
            ? { ...current, sealedAuthor: sealAuthor(key, _id, { familyId, guardianId: null }) }
            : current,
        );
      }
    },
    async cutFamily(familyId) {
      // Handed in and not filed yet.
      await files.eraseHolder(marks.ofFamily(familyId));
      for (const { _id } of await listOf(familyId))
        await complaints.change(_id, (current) =>
          current.authorMark === null && current.sealedAuthor === null
            ? current
            : projected({ ...current, authorMark: null, sealedAuthor: null }),
        );
    },
  };
}
