import type { AccessesOfFamily, DeskErasure } from './desk.public.js';
import type { Memberships } from './memberships.service.js';
import type { VisitsModel } from './visits.model.js';

type Deps = { memberships: Memberships; accesses: AccessesOfFamily; visits: VisitsModel };

/** What goes from the desk with a guardian, and what with a family. */
export function deskErasure({ memberships, accesses, visits }: Deps): DeskErasure {
  return {
    eraseGuardian: (guardianId) => memberships.eraseGuardian(guardianId),
    async eraseFamily(familyId) {
      await visits.eraseFamily(familyId);
      await accesses.eraseFamily(familyId);
    },
  };
}
