import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { distanceMetres, type LatLng } from '../../../lib/coordinates.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import { type CentreFacts, type CentreModels, findDetails, findFacts } from '../centres.model.js';
import type { RosterVacancies, SatisfactionCounts } from '../centres.public.js';
import { placesForBookings, toToldVacancy } from '../centres.rules.js';
import { toCard, toPoint } from '../centres.view.js';
import { readPosition } from '../read-position.js';
import { toDetail } from './centre-page.view.js';
import { nextCareDay, specialDays } from './opening.rules.js';
import { priceForChild } from './price.rules.js';

type Detail = Reply<'getCentre'>;
type Asked = Query<'getCentre'>;

const specialDaysAhead = 60;

/** The public record of one centre, or of a few beside each other, for whoever asks. */
export function centrePageService({
  models,
  vacancies,
  satisfaction,
  clock,
}: {
  models: CentreModels;
  vacancies: RosterVacancies;
  satisfaction: SatisfactionCounts;
  clock: Clock;
}) {
  /** @throws DomainError not_found, input_invalid (half a position) */
  async function getCentre(id: string, asked: Asked): Promise<Detail> {
    const page = await pageOf(id, asked, readPosition(asked), clock.now());
    if (!page) throw new DomainError('not_found');
    return page;
  }

  /** @throws DomainError input_invalid (half a position) */
  async function compareCentres({
    ids,
    ...asked
  }: Query<'compareCentres'>): Promise<Reply<'compareCentres'>> {
    const from = readPosition(asked);
    const now = clock.now();
    const different = [...new Set(ids.split(','))];
    const pages = await Promise.all(different.map((id) => pageOf(id, asked, from, now)));
    return { items: pages.filter((page) => page !== null), answeredAt: now.toISOString() };
  }

  async function pageOf(id: string, asked: Asked, from: LatLng | null, now: Date): Promise<Detail | null> {
    const [facts, details] = await Promise.all([findFacts(models, id), findDetails(models, id)]);
    if (!facts || !details) return null;
    const region = getRegion(facts.regionCode);
    const civil = civilNow(facts.timeZone, now);
    const isFiled = facts.filing.status === 'filed';
    const vacancy = toToldVacancy(facts.told, facts.filing, region.vacancyMaxAgeHours, now);
    const metres = from && distanceMetres(from, toPoint(facts.point));
    return toDetail(facts, details, region, {
      card: toCard(facts, region, asked, metres, vacancy),
      today: civil.date,
      ...(await countGroups(facts, isFiled ? nextCareDay(facts, civil, region) : null)),
      specialDays: specialDays(facts, region.calendar, civil.date, specialDaysAhead),
      // Nothing can be had from a centre that is not filed, so it quotes no price.
      satisfaction: await satisfaction.findShown(id, region),
      priceForChild: isFiled ? priceForChild(facts, asked) : null,
    });
  }

  /** Places that nobody has taken on that day; not counted where nobody says how many are enrolled. */
  async function countGroups(
    { groups, timeZone }: CentreFacts,
    day: string | null,
  ): Promise<Pick<Detail, 'groups' | 'groupsFreeOn'>> {
    const counted = groups.filter(({ enrolled }) => enrolled !== null);
    const groupsFreeOn = counted.length > 0 ? day : null;
    const asks = counted.map((group) => ({ groupId: group.id, places: placesForBookings(group), timeZone }));
    const free = groupsFreeOn ? await vacancies.freeOn(asks, groupsFreeOn) : new Map<string, never>();
    return {
      groupsFreeOn,
      groups: groups.map((group) => ({ ...group, freePlaces: free.get(group.id)?.free ?? null })),
    };
  }

  return { getCentre, compareCentres };
}
