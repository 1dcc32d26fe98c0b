import { addMonths } from '@nearcare/shared/rules/civil-date';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { SpareFamily } from '../auth/auth.public.js';
import type { FamilyBookings } from '../bookings/bookings.public.js';
import type { SavedCentresOfFamily } from '../centres/centres.public.js';
import type { ConsentLog } from '../consents/consents.public.js';
import type { NoticesOfFamily } from '../notices/notices.public.js';
import type { FamiliesModel } from './families.model.js';
import type { Families } from './families.public.js';

type Deps = {
  model: FamiliesModel;
  families: Families;
  bookings: FamilyBookings;
  savedCentres: SavedCentresOfFamily;
  consents: ConsentLog;
  notices: NoticesOfFamily;
  keys: FamilyKeys;
  clock: Clock;
};

/** What was agreed to is kept as proof for so long, as after a deletion that was asked for (PIPL art. 56). */
const proofMonths = 36;

/** A family in which nothing is kept may end without anybody asking for it: when its guardian joins another one. */
export function spareFamily(deps: Deps): SpareFamily {
  const { model, families, bookings, savedCentres, consents, notices, keys, clock } = deps;
  return {
    async isEmpty(familyId) {
      const [children, pickups, booked] = await Promise.all([
        model.children.count(familyId),
        model.pickups.count(familyId),
        bookings.listForExport(familyId),
      ]);
      return children === 0 && pickups === 0 && booked.length === 0;
    },
    async erase(familyId) {
      await consents.closeLog(familyId, endOfHomeDay(addMonths(homeToday(clock), proofMonths)));
      await families.eraseFamily(familyId);
      await bookings.eraseFamily(familyId);
      await savedCentres.eraseFamily(familyId);
      await notices.eraseFamily(familyId);
      await keys.destroy(familyId);
    },
  };
}
