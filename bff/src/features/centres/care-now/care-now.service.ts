import type { Query, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import type { Region } from '../../../regions/region.js';
import type { RosterVacancies } from '../centres.public.js';
import { placesForBookings, toRosterVacancy } from '../centres.rules.js';
import { toCard } from '../centres.view.js';
import type { Hit } from '../finding/choice.js';
import type { Finding } from '../finding/finding.service.js';
import { openingOf } from '../finding/vacancies.service.js';
import { readCircle } from '../read-position.js';
import { beginsAtOnce, type Offer, offerFor, type Stay, staysIn } from './care-now.rules.js';

type CareNow = Reply<'listCareNow'>;
type Item = CareNow['items'][number];
/** A centre with all its stays of one day; empty where it takes nobody that day. */
type Candidate = { hit: Hit; offer: Offer; stays: Stay[] };
type Asked = { region: Region; ageMonths: number | undefined; now: Date };

const mostListed = 20;
/** Free places are counted for so many of the nearest at most. */
const mostCounted = 400;
const defaultHours = 2;

/** Who can take the child for the next hours (今天谁能帮我带两小时). */
export function careNowService({
  finding,
  vacancies,
  clock,
}: {
  finding: Pick<Finding, 'list'>;
  vacancies: RosterVacancies;
  clock: Clock;
}) {
  /** @throws DomainError place_unknown, radius_too_large */
  async function listCareNow(query: Query<'listCareNow'>): Promise<CareNow> {
    const now = clock.now();
    const { from, region, withinMetres } = readCircle(query);
    const { ageMonths, hours = defaultHours } = query;
    const asked: Asked = { region, ageMonths, now };
    const { hits } = await finding.list({ from, withinMetres, ageMonths });
    const offering = nearestFirst(hits)
      .filter(({ facts }) => facts.regionCode === region.code)
      .flatMap((hit) => {
        const offer = offerFor(hit.facts, ageMonths, hours);
        return offer ? [{ hit, offer }] : [];
      })
      .slice(0, mostCounted);
    const candidatesOn = (date: string, notBefore: string): Candidate[] => {
      return offering.map(({ hit, offer }) => ({
        ...{ hit, offer },
        stays: staysIn(openingOf(hit.facts, date), notBefore, hours),
      }));
    };

    const civil = civilNow(region.timeZone, now);
    const today = candidatesOn(civil.date, civil.time);
    const items = await freeAtOnce(today, civil.date, asked);
    if (items.length > 0) return { items, earliest: null, answeredAt: now.toISOString() };
    const tomorrow = addDays(civil.date, 1);
    const earliest =
      (await soonestFree(today, civil.date, asked)) ??
      (await soonestFree(candidatesOn(tomorrow, '00:00'), tomorrow, asked));
    return { items, earliest, answeredAt: now.toISOString() };
  }

  /** Those with a place from now on, or from when they open, nearest first. */
  async function freeAtOnce(candidates: readonly Candidate[], date: string, asked: Asked): Promise<Item[]> {
    const first = candidates.map((candidate) => ({ ...candidate, stays: candidate.stays.slice(0, 1) }));
    const items = await Promise.all(startsOf(first).map((from) => freeFrom(from, first, date, asked)));
    return items
      .flat()
      .sort((a, b) => a.at - b.at)
      .slice(0, mostListed)
      .map(({ item }) => item);
  }

  /** The soonest stay of that day with a place, at the nearest centre that has it. */
  async function soonestFree(
    candidates: readonly Candidate[],
    date: string,
    asked: Asked,
  ): Promise<Item | null> {
    for (const from of startsOf(candidates)) {
      const [first] = await freeFrom(from, candidates, date, asked);
      if (first) return first.item;
    }
    return null;
  }

  /** The candidates with a place for the stay that begins at `from`, each with its number in the order given. */
  async function freeFrom(
    from: string,
    candidates: readonly Candidate[],
    date: string,
    asked: Asked,
  ): Promise<{ at: number; item: Item }[]> {
    const able = candidates.flatMap((candidate, at) => {
      const stay = candidate.stays.find((one) => one.from === from);
      return stay ? [{ ...candidate, at, stay }] : [];
    });
    const { timeZone } = asked.region;
    const asks = able.flatMap(({ offer }) =>
      offer.groups.map((group) => ({ groupId: group.id, places: placesForBookings(group), timeZone })),
    );
    const [window] = able.map(({ stay }) => stay);
    const counts = await vacancies.freeOn(asks, date, window);
    return able.flatMap(({ hit, offer, stay, at }) => {
      const free = offer.groups.reduce((sum, group) => sum + (counts.get(group.id)?.free ?? 0), 0);
      return free > 0 ? [{ at, item: toItem({ hit, offer, stay, date, free }, asked) }] : [];
    });
  }

  return { listCareNow };
}

type Free = { hit: Hit; offer: Offer; stay: Stay; date: string; free: number };

function toItem({ hit, offer, stay, date, free }: Free, { region, ageMonths, now }: Asked): Item {
  const { mode, priceFen } = offer;
  const vacancy = toRosterVacancy({ free, waiting: 0 }, now.toISOString());
  const civil = civilNow(region.timeZone, now);
  const startsNow = date === civil.date && beginsAtOnce(stay, civil.time);
  const metres = hit.millimetres === null ? null : hit.millimetres / 1000;
  return {
    card: toCard(hit.facts, region, { mode, ageMonths }, metres, vacancy),
    ...{ mode, date, ...stay, startsNow, freePlaces: free, priceFen },
    currency: region.currency,
  };
}

/** When the stays of these begin, soonest first. All stays of one start have the same length. */
function startsOf(candidates: readonly Candidate[]): string[] {
  return [...new Set(candidates.flatMap(({ stays }) => stays.map(({ from }) => from)))].sort();
}

function nearestFirst(hits: readonly Hit[]): Hit[] {
  return [...hits].sort(
    (a, b) => (a.millimetres ?? 0) - (b.millimetres ?? 0) || (a.facts._id < b.facts._id ? -1 : 1),
  );
}
