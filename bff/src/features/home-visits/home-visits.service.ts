import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { homeToday } from '../../regions/home-zone.js';
import type { RegionCode } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import { deadline } from '../../regions/working-days.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import type { HomeVisitDoc, HomeVisitsModel, VisitPlace } from './home-visits.model.js';
import { toVisit } from './home-visits.view.js';
import type { Providers } from './providers.service.js';
import { sealText } from './texts.js';

export type HomeVisitsDeps = {
  visits: HomeVisitsModel;
  families: Children;
  consents: ConsentCheck;
  keys: FamilyKeys;
  clock: Clock;
};

type Visit = Reply<'getHomeVisit'>;

/** What a family does with its home visits. */
export function homeVisitsService(deps: HomeVisitsDeps & { providers: Providers }) {
  const { visits, families, consents, providers, keys, clock } = deps;

  /**
   * @throws DomainError not_found (the child, the district), child_too_old, consent_required, home_visits_not_offered,
   * home_visit_already_open, idempotency_key_reused
   */
  async function requestHomeVisit(
    familyId: string,
    body: Body<'requestHomeVisit'>,
    key: string,
  ): Promise<Visit> {
    const _id = derivedId('hv', familyId, 'requestHomeVisit', key);
    const familyKey = await keys.ensure(familyId);
    const bodyPrint = familyKey.fingerprint(body);
    const repeated = (kept: HomeVisitDoc): Visit => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      return toVisit(kept, familyKey, clock.now());
    };
    const before = await visits.findOfFamily(familyId, _id);
    if (before) return repeated(before);

    const child = await families.findChild(familyId, body.childId);
    if (!child) throw new DomainError('not_found');
    const { districtCode, centreId = null, area, address, wishes = null } = body;
    const { district, providerName } = await providers.findProvider(districtCode, centreId);
    checkAge(child, district.regionCode);
    await consents.require(familyId, 'homeVisit');
    const answerBy = nextDeadline(district.regionCode, clock);
    const fresh: HomeVisitDoc = {
      ...{ _id, rev: 0, familyId, childId: child.id, districtCode: district.code, centreId, providerName },
      ...{ regionCode: district.regionCode, isDemo: district.isDemo, bodyPrint, openMark: '' },
      ...{ topics: [...body.topics], times: [...(body.times ?? [])], requestedAt: clock.now() },
      ...{ state: 'requested', offer: null, pastOffers: [], slotId: null, answerBy, dueAt: answerBy },
      sealedSaid: sealText(familyKey, _id, 'said', { wishes, area }),
      sealedAddress: sealText(familyKey, _id, 'address', address),
      ...{ sealedNoneFits: null, endedBy: null, sealedEndReason: null, endedAt: null, sealedReport: null },
      ...{ actedBy: null, untold: [], countedAt: null },
    };
    if (!(await visits.insert(fresh))) {
      const twin = await visits.findOfFamily(familyId, _id);
      if (!twin) throw new DomainError('home_visit_already_open');
      return repeated(twin);
    }
    // A removal that goes on at this moment erases what it sees; what came after it is erased here.
    if (!(await families.findChild(familyId, child.id))) {
      await visits.erase(familyId, child.id);
      throw new DomainError('not_found');
    }
    return repeated(fresh);
  }

  function checkAge({ birthOn }: KnownChild, regionCode: RegionCode): void {
    const { untilMonths } = getRegion(regionCode).guidance;
    if (ageInMonths(birthOn, homeToday(clock)) >= untilMonths)
      throw new DomainError('child_too_old', { n: untilMonths, m: untilMonths });
  }

  /** @throws DomainError input_invalid for a cursor that is none */
  async function listMyHomeVisits(
    familyId: string,
    { cursor, limit = 20 }: Query<'listMyHomeVisits'>,
  ): Promise<Reply<'listMyHomeVisits'>> {
    const [found, key] = await Promise.all([
      visits.listOfFamily(familyId, cursor ? placeAt(cursor) : null, limit + 1),
      keys.ensure(familyId),
    ]);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((visit) => toVisit(visit, key, clock.now())),
      nextCursor: found.length > limit && last ? encodeCursor([last.requestedAt.getTime(), last._id]) : null,
    };
  }

  /** @throws DomainError not_found, alike for another family's and for none */
  async function getHomeVisit(familyId: string, id: string): Promise<Visit> {
    return view(familyId, await findOwn(familyId, id));
  }

  /** @throws DomainError not_found, consent_required, visit_time_gone, home_visit_moved, retry */
  async function chooseHomeVisitSlot(
    familyId: string,
    id: string,
    { offerId, slotId, text }: Body<'chooseHomeVisitSlot'>,
  ): Promise<Visit> {
    const visit = await findOwn(familyId, id);
    await consents.require(familyId, 'homeVisit');
    return slotId === null ? refuse(visit, offerId, text ?? null) : choose(visit, offerId, slotId);
  }

  async function choose({ _id, familyId }: HomeVisitDoc, offerId: string, slotId: string): Promise<Visit> {
    const decided = await visits.decideOn(_id, { kind: 'choose', offerId, slotId, at: clock.now() });
    if (!decided) throw new DomainError('not_found');
    const { visit } = decided;
    const isAgreed = visit.state === 'agreed' && visit.offer?.id === offerId && visit.slotId === slotId;
    if (!isAgreed && visit.state === 'offered' && visit.offer?.id === offerId)
      throw new DomainError('visit_time_gone');
    if (!isAgreed) throw new DomainError('home_visit_moved');
    return view(familyId, visit);
  }

  async function refuse(
    { _id, familyId, regionCode }: HomeVisitDoc,
    offerId: string,
    text: string | null,
  ): Promise<Visit> {
    const key = await keys.ensure(familyId);
    const sealedNoneFits = text === null ? null : sealText(key, _id, 'noneFits', text);
    const answerBy = nextDeadline(regionCode, clock);
    const decided = await visits.decideOn(_id, { kind: 'refuse', offerId, sealedNoneFits, answerBy });
    if (!decided) throw new DomainError('not_found');
    const { visit, isDecided } = decided;
    // Refused before, and nothing came since: this is the answer that was lost.
    const isRefused = visit.state === 'requested' && visit.pastOffers.at(-1) === offerId;
    if (!isDecided && !isRefused) throw new DomainError('home_visit_moved');
    return view(familyId, visit);
  }

  /** @throws DomainError not_found, home_visit_moved (it was made, or the desk ended it), retry */
  async function cancelHomeVisit(
    familyId: string,
    id: string,
    { reason }: Body<'cancelHomeVisit'>,
  ): Promise<Visit> {
    await findOwn(familyId, id);
    const key = await keys.ensure(familyId);
    const sealedEndReason = reason === undefined ? null : sealText(key, id, 'end', reason);
    const decided = await visits.decideOn(id, { kind: 'cancel', sealedEndReason, at: clock.now() });
    if (!decided) throw new DomainError('not_found');
    if (decided.visit.endedBy !== 'family') throw new DomainError('home_visit_moved');
    return view(familyId, decided.visit);
  }

  async function findOwn(familyId: string, id: string): Promise<HomeVisitDoc> {
    const visit = await visits.findOfFamily(familyId, id);
    if (!visit) throw new DomainError('not_found');
    return visit;
  }

  async function view(familyId: string, visit: HomeVisitDoc): Promise<Visit> {
    return toVisit(visit, await keys.ensure(familyId), clock.now());
  }

  return { requestHomeVisit, listMyHomeVisits, getHomeVisit, chooseHomeVisitSlot, cancelHomeVisit };
}

/** Until when times are promised from now on. */
export function nextDeadline(regionCode: RegionCode, clock: Clock): Date {
  const region = getRegion(regionCode);
  return deadline(region, clock.now(), { workdays: region.guidance.homeVisits.answerWorkdays }).at;
}

export function placeAt(cursor: string): VisitPlace {
  const [at, id] = decodeCursor(cursor, 2);
  return { at: new Date(Number(at)), id: String(id) };
}
