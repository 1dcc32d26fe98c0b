import type { FamilyKeys } from '../../keys/family-keys.js';
import type { FamilyBookings } from '../bookings/bookings.public.js';
import type { Families } from '../families/families.public.js';
import type { SpareFamily } from './auth.public.js';

type Deps = { families: Families; bookings: FamilyBookings; keys: FamilyKeys };

/** A family that holds nothing: no child, nobody who may collect, no request, and no booking of former times. */
export function spareFamilies({ families, bookings, keys }: Deps): SpareFamily {
  return {
    async isEmpty(familyId) {
      const [{ children, pickups, feeReductions }, booked] = await Promise.all([
        families.exportFamily(familyId),
        bookings.listForExport(familyId),
      ]);
      return [children, pickups, feeReductions, booked].every((list) => list.length === 0);
    },
    async erase(familyId) {
      await families.eraseFamily(familyId);
      await bookings.eraseFamily(familyId);
      await keys.destroy(familyId);
    },
  };
}
