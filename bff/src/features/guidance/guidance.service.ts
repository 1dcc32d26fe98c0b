import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { civilParts } from '@nearcare/shared/rules/civil-date';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { china } from '../../regions/cn.js';
import { homeToday } from '../../regions/home-zone.js';
import type { Districts } from '../centres/centres.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import { titleOf } from './guidance-log.service.js';
import type { Contact } from './guidance-year.rules.js';
import type { GuidanceYearDoc, GuidanceYearsModel } from './guidance-years.model.js';

export type GuidanceDeps = {
  years: GuidanceYearsModel;
  families: Children;
  districts: Districts;
  keys: FamilyKeys;
  clock: Clock;
};

type Guidance = Reply<'getGuidance'>;

/** A family goes by the rules of the product's home, as it does for its children's ages. */
const rules = china.guidance;

/** What a family sees of its yearly guidance, and what it says about it. */
export function guidanceService({ years, families, districts, keys, clock }: GuidanceDeps) {
  /** @throws DomainError not_found, alike for another family's child and for none */
  async function getGuidance(familyId: string, childId: string): Promise<Guidance> {
    return view(familyId, await findChild(familyId, childId));
  }

  /** Asked again, the same answer. @throws DomainError not_found, guidance_year_over, retry */
  async function declineGuidance(
    familyId: string,
    childId: string,
    { year, isDeclined }: Body<'declineGuidance'>,
  ): Promise<Guidance> {
    const child = await findChild(familyId, childId);
    if (year !== thisYear()) throw new DomainError('guidance_year_over', { n: thisYear() });
    await years.decideOn(familyId, year, { kind: 'decline', childId, isDeclined });
    // A removal that goes on at this moment erases what it sees; what came after it is erased here.
    if (!(await families.findChild(familyId, childId))) {
      await years.decideOn(familyId, year, { kind: 'forgetChild', childId });
      throw new DomainError('not_found');
    }
    return view(familyId, child);
  }

  /** From this year on; years that are over stay where they are. @throws DomainError place_unknown, retry */
  async function tellHomeDistrict(
    familyId: string,
    { districtCode }: Body<'tellHomeDistrict'>,
  ): Promise<Reply<'tellHomeDistrict'>> {
    if (districtCode !== null && !(await districts.findDistrict(districtCode)))
      throw new DomainError('place_unknown');
    await keys.ensure(familyId);
    const { doc } = await years.decideOn(familyId, thisYear(), { kind: 'tellHome', districtCode });
    return { homeDistrict: await homeOf(doc) };
  }

  async function findChild(familyId: string, childId: string): Promise<KnownChild> {
    const child = await families.findChild(familyId, childId);
    if (!child) throw new DomainError('not_found');
    return child;
  }

  const thisYear = (): number => civilParts(homeToday(clock)).year;

  async function view(familyId: string, child: KnownChild): Promise<Guidance> {
    const [docs, key] = await Promise.all([years.listOfFamily(familyId), keys.ensure(familyId)]);
    const today = homeToday(clock);
    const shown = yearsOf(child, docs, thisYear());
    return {
      childId: child.id,
      wantedPerYear: rules.perYear,
      thisYear: thisYear(),
      isUnderThree: ageInMonths(child.birthOn, today) < rules.untilMonths,
      years: shown.map((year) => toYear(year, docs, child.id, key)),
      homeDistrict: await homeOf(docs[0] ?? null),
    };
  }

  async function homeOf(
    doc: Pick<GuidanceYearDoc, 'districtCode'> | null,
  ): Promise<Guidance['homeDistrict']> {
    if (!doc?.districtCode) return null;
    const district = await districts.findDistrict(doc.districtCode);
    return { code: doc.districtCode, name: district?.name ?? doc.districtCode };
  }

  return { getGuidance, declineGuidance, tellHomeDistrict };
}

/** From this year, or the last one that still counted or holds something, back to the year of birth. */
function yearsOf(child: KnownChild, docs: readonly GuidanceYearDoc[], thisYear: number): number[] {
  const born = civilParts(child.birthOn).year;
  const held = docs.flatMap(({ year, contacts }) =>
    contacts.some(({ childId }) => childId === child.id) ? [year] : [],
  );
  const lastCounting = born + Math.ceil(rules.untilMonths / 12);
  const first = Math.min(born, thisYear, ...held);
  const last = Math.max(Math.min(thisYear, lastCounting), ...held);
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

function toYear(
  year: number,
  docs: readonly GuidanceYearDoc[],
  childId: string,
  key: FamilyKey,
): Guidance['years'][number] {
  const doc = docs.find((one) => one.year === year);
  const contacts = (doc?.contacts ?? []).filter((contact) => contact.childId === childId);
  return {
    year,
    contacts: contacts.map((contact) => toContact(contact, key)),
    hasEnough: contacts.length >= rules.perYear,
    isDeclined: doc?.declined.includes(childId) ?? false,
  };
}

export function toContact(contact: Contact, key: FamilyKey): Guidance['years'][number]['contacts'][number] {
  const { on, kind, sourceId } = contact;
  return { on, kind, sourceId, title: titleOf(contact, key) };
}
