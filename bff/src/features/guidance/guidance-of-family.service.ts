import type { FamilyKeys } from '../../keys/family-keys.js';
import type { GuidanceOfFamily } from './guidance.public.js';
import { toContact } from './guidance.service.js';
import type { GuidanceYearsModel } from './guidance-years.model.js';

/** Guidance as taking away and deleting see it. */
export function guidanceOfFamily({
  years,
  keys,
}: {
  years: GuidanceYearsModel;
  keys: FamilyKeys;
}): GuidanceOfFamily {
  return {
    async listForExport(familyId) {
      const [docs, key] = await Promise.all([years.listOfFamily(familyId), keys.find(familyId)]);
      return {
        contacts: docs.flatMap(({ contacts }) =>
          key ? contacts.map((contact) => ({ ...toContact(contact, key), childId: contact.childId })) : [],
        ),
        declined: docs.flatMap(({ declined, year }) => declined.map((childId) => ({ childId, year }))),
        homeDistrictCode: docs[0]?.districtCode ?? null,
        remindedAt: docs.flatMap(({ remindedAt }) => (remindedAt ? [remindedAt.toISOString()] : [])),
      };
    },
    async forgetChildren(familyId, childId) {
      for (const doc of await years.listOfFamily(familyId)) {
        const ofYear = [...doc.contacts.map((contact) => contact.childId), ...doc.declined];
        const gone = childId === undefined ? new Set(ofYear) : [childId];
        for (const one of gone)
          await years.decideOn(familyId, doc.year, { kind: 'forgetChild', childId: one });
      }
    },
    eraseFamily: (familyId) => years.eraseFamily(familyId),
  };
}
