import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { OfficerDesk } from '../../plugins/session.js';
import { getRegion } from '../../regions/regions.js';
import type { BookableCentre, Centres, Districts } from '../centres/centres.public.js';
import type { DeskHolders } from '../desk/desk.public.js';
import type { GuidanceCentresModel } from './guidance-centres.model.js';

export type ProvidersDeps = {
  guidanceCentres: GuidanceCentresModel;
  centres: Centres;
  districts: Districts;
  deskHolders: DeskHolders;
  clock: Clock;
};

type Listed = Reply<'listHomeVisitProviders'>;
type Named = Reply<'deskListGuidanceCentres'>;
export type Providers = ReturnType<typeof homeVisitProviders>;

/** Who makes home visits: the desk of a district, and the centres that it named. */
export function homeVisitProviders(deps: ProvidersDeps) {
  const { guidanceCentres, centres, districts, deskHolders, clock } = deps;

  /** @throws DomainError not_found */
  async function listHomeVisitProviders(districtCode: string): Promise<Listed> {
    const district = await districts.findDistrict(districtCode);
    if (!district) throw new DomainError('not_found');
    const { answerWorkdays } = getRegion(district.regionCode).guidance.homeVisits;
    // Whatever a centre is asked, its district's desk sees to it in the end: without one nobody is asked.
    if (!(await isSeated(districtCode))) return { items: [], answerWorkdays };
    const named = await guidanceCentres.listOfDistrict(districtCode);
    const filed = await Promise.all(named.map(async (one) => ((await isFiled(one._id)) ? [one] : [])));
    return {
      items: [
        { kind: 'district', centreId: null, name: district.name },
        ...filed.flat().map(({ _id, name }) => ({ kind: 'centre' as const, centreId: _id, name })),
      ],
      answerWorkdays,
    };
  }

  async function isSeated(districtCode: string): Promise<boolean> {
    return (await deskHolders.listOfficers(districtCode)).some(({ level }) => level === 0);
  }

  async function isFiled(centreId: string): Promise<boolean> {
    return (await centres.findBookable(centreId))?.filing.status === 'filed';
  }

  /** Whom this request goes to. @throws DomainError not_found (no such district), home_visits_not_offered */
  async function findProvider(districtCode: string, centreId: string | null) {
    const district = await districts.findDistrict(districtCode);
    if (!district) throw new DomainError('not_found');
    const { items } = await listHomeVisitProviders(districtCode);
    const provider = items.find((one) => one.centreId === centreId);
    if (!provider) throw new DomainError('home_visits_not_offered');
    return { district, providerName: provider.name };
  }

  async function deskListGuidanceCentres({ districtCode }: OfficerDesk): Promise<Named> {
    const named = await guidanceCentres.listOfDistrict(districtCode);
    return {
      items: named.map(({ _id, name, since }) => ({ centreId: _id, name, since: since.toISOString() })),
    };
  }

  /** Asked again, the same answer. @throws DomainError not_found, centre_not_filed, centre_suspended */
  async function deskNameGuidanceCentre(desk: OfficerDesk, centreId: string): Promise<Named> {
    const centre = await findOwnCentre(desk, centreId);
    if (centre.filing.status === 'suspended') throw new DomainError('centre_suspended');
    if (centre.filing.status !== 'filed') throw new DomainError('centre_not_filed');
    const { name } = centre;
    await guidanceCentres.name({
      _id: centreId,
      districtCode: desk.districtCode,
      name,
      since: clock.now(),
    });
    return deskListGuidanceCentres(desk);
  }

  /** Asked again, the same answer. @throws DomainError not_found */
  async function deskUnnameGuidanceCentre(desk: OfficerDesk, centreId: string): Promise<Named> {
    await findOwnCentre(desk, centreId);
    await guidanceCentres.unname(desk.districtCode, centreId);
    return deskListGuidanceCentres(desk);
  }

  async function findOwnCentre({ districtCode }: OfficerDesk, centreId: string): Promise<BookableCentre> {
    const centre = await centres.findBookable(centreId);
    if (centre?.district.code !== districtCode) throw new DomainError('not_found');
    return centre;
  }

  return {
    ...{ listHomeVisitProviders, findProvider },
    ...{ deskListGuidanceCentres, deskNameGuidanceCentre, deskUnnameGuidanceCentre },
  };
}
