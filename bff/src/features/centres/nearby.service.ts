import type { Query, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../lib/clock.js';
import { type LatLng, toWgs84 } from '../../lib/coordinates.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow } from '../../lib/zone.js';
import type { Region } from '../../regions/region.js';
import { findRegionAt } from '../../regions/regions.js';
import type { CentreModels } from './centres.model.js';
import type { RosterVacancies } from './centres.public.js';
import { toSearchText } from './centres.rules.js';
import { toCard } from './centres.view.js';
import type { FreshIndex } from './fresh-index.js';
import { type Found, inOrder, listAround, type Range, type Wanted } from './nearby.model.js';
import { rememberedFacts } from './remembered-facts.js';
import { type DayAsked, vacanciesOf } from './vacancies.service.js';

type Nearby = Reply<'listNearbyCentres'>;
type Card = Nearby['items'][number];
/** The last centre shown: the next page begins behind it, whatever has come or gone before it. */
type Place = { millimetres: number; id: string };

type Search = {
  from: LatLng;
  region: Region;
  wanted: Wanted;
  day: DayAsked | null;
  isFreeOnly: boolean;
  asked: Query<'listNearbyCentres'>;
  now: Date;
};

/** About 1.7 kB each: 85 MB when full. */
const rememberedCentres = 50_000;
/** At most so many centres are looked at for one answer when free places are counted from bookings. */
const examinedPerAnswer = 400;
const defaultLimit = 20;

export function nearbyService({
  models,
  index,
  vacancies,
  clock,
}: {
  models: CentreModels;
  index: FreshIndex;
  vacancies: RosterVacancies;
  clock: Clock;
}) {
  const factsOf = rememberedFacts(models, rememberedCentres);

  /** @throws DomainError place_unknown, radius_too_large, date_in_past, date_too_far, input_invalid (cursor) */
  async function listNearbyCentres(query: Query<'listNearbyCentres'>): Promise<Nearby> {
    const now = clock.now();
    const from = toWgs84(query, query.datum ?? 'wgs84');
    const region = findRegionAt(from);
    if (!region) throw new DomainError('place_unknown');
    const radiusMetres = query.radiusMetres ?? region.defaultRadiusMetres;
    if (radiusMetres > region.maxRadiusMetres)
      throw new DomainError('radius_too_large', { n: region.maxRadiusMetres / 1000 });

    const search: Search = {
      from,
      region,
      wanted: toWanted(query, region, now),
      day: toDayAsked(query, region, now),
      isFreeOnly: query.hasVacancy === true,
      asked: query,
      now,
    };
    const after = query.cursor ? readCursor(query.cursor) : null;
    const limit = query.limit ?? defaultLimit;
    const { items, next } = await page(search, after, radiusMetres, limit);
    return {
      items,
      nextCursor: next && encodeCursor([next.millimetres, next.id]),
      total: null,
      isTotalComplete: false,
      radiusMetres,
      answeredAt: now.toISOString(),
      nearestBeyondMetres: items.length > 0 || after ? null : await nearestBeyond(search, radiusMetres),
    };
  }

  /** Words are searched in the store, which has the texts; all else in the index, once it is loaded. */
  async function finder({ from, wanted }: Search): Promise<(range: Range) => Promise<Found[]>> {
    const loaded = wanted.words === undefined ? await index.current() : null;
    if (loaded) return async (range) => loaded.list(from, range, wanted);
    return (range) => listAround(models.centres, from, range, wanted);
  }

  async function page(search: Search, after: Place | null, withinMetres: number, limit: number) {
    const items: Card[] = [];
    let last = after;
    let examined = 0;
    const list = await finder(search);
    const batches = walk(list, { after, withinMetres, batch: limit + 1 });
    for await (const found of batches) {
      for (const { card, place } of await cardsOf(search, found)) {
        if (items.length === limit) return { items, next: last };
        last = place;
        if (card) items.push(card);
      }
      examined += found.length;
      if (examined >= examinedPerAnswer) return { items, next: last };
    }
    return { items, next: null };
  }

  /** A card for each centre found, null for those that fail what only bookings or a fresh read can tell. */
  async function cardsOf(search: Search, found: readonly Found[]) {
    const { region, day, asked, now } = search;
    const known = await factsOf(found);
    const free = await vacanciesOf(
      known.map(({ facts }) => facts),
      region,
      day,
      vacancies,
      now,
    );
    return known.map(({ facts, millimetres }, index) => {
      const vacancy = free[index];
      const isFiled = facts.filing.status === 'filed' || search.wanted.words !== undefined;
      const fits = vacancy && isFiled && (!search.isFreeOnly || isFree(vacancy, day));
      const card = fits ? toCard(facts, region, asked, millimetres / 1000, vacancy) : null;
      return { card, place: { millimetres, id: facts._id } };
    });
  }

  async function nearestBeyond(search: Search, radiusMetres: number): Promise<number | null> {
    const after = { millimetres: radiusMetres * 1000, id: '~' };
    const { items } = await page(search, after, search.region.maxRadiusMetres, 1);
    return items[0]?.distanceMetres ?? null;
  }

  return { listNearbyCentres };
}

/**
 * All centres wanted behind `after`, nearest first, in batches. The store orders by its own sphere and leaves the
 * order of equals open, so the last millimetres of an answer that was cut are asked for again.
 */
export async function* walk(
  list: (range: Range) => Promise<Found[]>,
  { after, withinMetres, batch }: { after: Place | null; withinMetres: number; batch: number },
): AsyncGenerator<Found[]> {
  const spare = 3;
  let last = after;
  let limit = batch + spare;
  for (;;) {
    const beyondMetres = (last?.millimetres ?? 0) / 1000;
    const found = await list({ beyondMetres, withinMetres, limit });
    const isCut = found.length === limit;
    const edge = isCut
      ? Math.max(...found.map((centre) => centre.millimetres)) - 2
      : Number.POSITIVE_INFINITY;
    const sure = found
      .filter(({ millimetres }) => millimetres < edge && millimetres <= withinMetres * 1000)
      .filter((centre) => !last || inOrder(centre, last) > 0)
      .sort(inOrder);
    if (sure.length > 0) yield sure;
    if (!isCut) return;
    last = sure.at(-1) ?? last;
    // Nothing sure in a full answer: more centres stand at one spot than were asked for.
    if (sure.length === 0) limit *= 2;
  }
}

function toWanted(query: Query<'listNearbyCentres'>, region: Region, now: Date): Wanted {
  const { ageMonths, mode, operatorType, inclusive, hasVacancy, date, q } = query;
  const since = new Date(now.getTime() - region.vacancyMaxAgeHours * 3_600_000);
  return {
    ageMonths,
    mode,
    operatorType,
    isInclusive: inclusive,
    hasToldPlacesSince: hasVacancy && !(date && mode) ? since : undefined,
    words: (q && toSearchText(q)) || undefined,
  };
}

/** @throws DomainError date_in_past, date_too_far */
function toDayAsked(query: Query<'listNearbyCentres'>, region: Region, now: Date): DayAsked | null {
  const { date, mode, ageMonths } = query;
  if (!date) return null;
  const { date: today } = civilNow(region.timeZone, now);
  const lastDay = addDays(today, region.bookingHorizonDays);
  if (date < today) throw new DomainError('date_in_past', { date: today });
  if (date > lastDay) throw new DomainError('date_too_far', { date: lastDay });
  return mode ? { date, mode, ageMonths } : null;
}

function readCursor(text: string): Place {
  const [millimetres, id] = decodeCursor(text, 2);
  if (typeof millimetres === 'number' && typeof id === 'string') return { millimetres, id };
  throw new DomainError('input_invalid', { n: 1 }, [
    { path: '/cursor', message: '翻页标记不对，从第一页看起' },
  ]);
}

/** For a day asked only a place that can be booked that day is free; a centre's own word is not about a day. */
function isFree({ state, basis }: Card['vacancy'], day: DayAsked | null): boolean {
  return state === 'free' && (day === null || basis === 'roster');
}
