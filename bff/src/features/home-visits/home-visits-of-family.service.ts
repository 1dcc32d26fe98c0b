import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { HomeVisitsModel } from './home-visits.model.js';
import type { HomeVisitsOfFamily } from './home-visits.public.js';
import { toExported } from './home-visits.view.js';

type Deps = { visits: HomeVisitsModel; keys: FamilyKeys; clock: Clock };

/** Home visits as taking away and deleting see them. */
export function homeVisitsOfFamily({ visits, keys, clock }: Deps): HomeVisitsOfFamily {
  return {
    async listForExport(familyId) {
      const [all, key] = await Promise.all([visits.listOfFamily(familyId, null, 0), keys.find(familyId)]);
      return key ? all.map((visit) => toExported(visit, key)) : [];
    },
    async stopAll(familyId) {
      for (const { _id } of await visits.listOfFamily(familyId, null, 0))
        await visits.decideOn(_id, { kind: 'stop', at: clock.now() });
    },
    erase: (familyId, childId) => visits.erase(familyId, childId),
  };
}
