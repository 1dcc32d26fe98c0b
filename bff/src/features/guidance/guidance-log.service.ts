import { ageInMonths } from '@nearcare/shared/rules/age';
import { civilParts } from '@nearcare/shared/rules/civil-date';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import { china } from '../../regions/cn.js';
import type { Children } from '../families/families.public.js';
import type { GuidanceLog } from './guidance.public.js';
import type { Contact } from './guidance-year.rules.js';
import type { GuidanceYearsModel } from './guidance-years.model.js';

type Deps = { years: GuidanceYearsModel; families: Children; keys: FamilyKeys };

/** Where classes and home visits put down what counts. */
export function guidanceLog({ years, families, keys }: Deps): GuidanceLog {
  return {
    async note({ familyId, title, ...given }) {
      const { childId, sourceId, on } = given;
      const [child, key] = await Promise.all([families.findChild(familyId, childId), keys.find(familyId)]);
      if (!child || !key) return;
      // Told again with another day, the first one stands.
      const before = await years.listOfFamily(familyId);
      if (before.some(({ contacts }) => contacts.some(isOf(childId, sourceId)))) return;
      const { year } = civilParts(on);
      const contact: Contact = {
        ...given,
        sealedTitle: key.seal(titlePlace(given), title),
        isUnderThree: ageInMonths(child.birthOn, on) < china.guidance.untilMonths,
        isNewborn: civilParts(child.birthOn).year === year,
      };
      await years.decideOn(familyId, year, { kind: 'note', contact });
      // A removal that goes on at this moment erases what it sees; what came after it is erased here.
      if (!(await families.findChild(familyId, childId)))
        await years.decideOn(familyId, year, { kind: 'forgetChild', childId });
    },
  };
}

const isOf =
  (childId: string, sourceId: string) =>
  (contact: Contact): boolean =>
    contact.childId === childId && contact.sourceId === sourceId;

const titlePlace = ({ childId, sourceId }: Pick<Contact, 'childId' | 'sourceId'>): string =>
  `guidance/${childId}/${sourceId}`;

export function titleOf(contact: Contact, key: FamilyKey): string {
  return key.open(titlePlace(contact), contact.sealedTitle);
}
