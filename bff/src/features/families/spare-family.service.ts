import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { SpareFamily } from '../auth/auth.public.js';
import { proofUntil } from '../consents/consents.public.js';
import type { FamiliesModel } from './families.model.js';
import type { FamilyKeepers } from './families.public.js';

/** A family in which nothing is kept may end without anybody asking for it: when its guardian joins another one. */
export function spareFamily(deps: FamilyKeepers & { model: FamiliesModel }): SpareFamily {
  const { model, families, bookings, guided, savedCentres, files, desks, complaints, consents, notices } =
    deps;
  const { lessons, live, keys, clock } = deps;
  return {
    async isEmpty(familyId) {
      const [children, pickups, hasBooked, hasComplaints] = await Promise.all([
        model.children.count(familyId),
        model.pickups.count(familyId),
        bookings.hasAny(familyId),
        complaints.hasAny(familyId),
      ]);
      return children === 0 && pickups === 0 && !hasBooked && !hasComplaints;
    },
    async erase(familyId) {
      await consents.closeLog(familyId, endOfHomeDay(proofUntil(homeToday(clock))));
      await families.eraseFamily(familyId);
      await bookings.eraseFamily(familyId);
      await guided.eraseFamily(familyId);
      await complaints.cutFamily(familyId);
      await lessons.eraseFamily(familyId);
      await live.eraseFamily(familyId);
      await savedCentres.eraseFamily(familyId);
      await files.eraseHolder(familyId);
      await desks.eraseFamily(familyId);
      await notices.eraseFamily(familyId);
      await keys.destroy(familyId);
    },
  };
}
