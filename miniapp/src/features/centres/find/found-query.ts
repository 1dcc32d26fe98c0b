import type { Query } from '@nearcare/shared/contract/types';
import { toWgs84 } from '../../../platform/gcj02';
import type { Position } from '../../../platform/location-types';
import {
  type Box,
  type CareMode,
  type Filters,
  type FindState,
  noFilters,
  type Place,
  type Sort,
} from './find-state';

/** What the server is asked for one list: centres around a place, of a district, or by words. */
export type Found =
  | { operation: 'listNearbyCentres'; query: Query<'listNearbyCentres'> }
  | { operation: 'searchCentres'; query: Query<'searchCentres'> };

/** The filters as the lists, the counts and the map take them. */
export type FilterQuery = Omit<Query<'listCentreClusters'>, 'box' | 'zoom' | 'datum'>;

const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** A whole day has no hours to choose. */
export function hasStay(mode: CareMode | null): boolean {
  return mode !== 'fullDay';
}

/** The service that narrows the list down. */
export function modeAsked({ mode, q }: Filters): CareMode | null {
  return q !== '' && mode === noFilters.mode ? null : mode;
}

/**
 * What asks nothing is left out. `ageMonths`: of the child on `date`. Who looks for a name wants that centre, also when it has
 * no whole days or takes no child of this age: only what the parent chose herself narrows words down.
 */
export function filterQuery(filters: Filters, date: string | null, months: number | null): FilterQuery {
  const { stay, operatorType, grade, maxPriceFen, priceUnit, openAt, q } = filters;
  const hasWords = q !== '';
  const mode = modeAsked(filters);
  const ageMonths = hasWords ? null : months;
  return {
    ...(date === null ? {} : { date }),
    ...(mode === null ? {} : { mode }),
    ...(stay === null || !hasStay(mode) ? {} : stay),
    ...(filters.hasVacancy ? { hasVacancy: true } : {}),
    ...(filters.inclusive ? { inclusive: true } : {}),
    ...(operatorType === null ? {} : { operatorType }),
    ...(grade === null ? {} : { grade }),
    ...(maxPriceFen === null ? {} : { maxPriceFen, priceUnit }),
    ...(openAt === null ? {} : { openAt }),
    ...(ageMonths === null ? {} : { ageMonths }),
    ...(hasWords ? { q } : {}),
  };
}

/** Where and what is looked for. */
export type Wanted = Pick<FindState, 'place' | 'box' | 'filters'>;

/**
 * null while nobody knows where to look. Words are looked for everywhere, then a piece of the map if one was asked for; both
 * tell distances from where the parent stands, if that is known.
 */
export function foundQuery(wanted: Wanted, date: string | null, ageMonths: number | null): Found | null {
  const { place, box, filters } = wanted;
  const from = place.kind === 'here' || place.kind === 'chosen' ? place.position : null;
  const at = from && { lat: metreExact(from.lat), lng: metreExact(from.lng), datum: from.datum };
  const asked = {
    ...at,
    ...filterQuery(filters, date, ageMonths),
    ...(filters.sort === null ? {} : { sort: filters.sort }),
  };
  if (filters.q !== '') return { operation: 'searchCentres', query: asked };
  if (box !== null) return { operation: 'searchCentres', query: { ...asked, ...boxQuery(box, from) } };
  if (at !== null) {
    const { radiusMetres } = filters;
    return { operation: 'listNearbyCentres', query: { ...asked, ...at, radiusMetres } };
  }
  if (place.kind !== 'district') return null;
  return { operation: 'searchCentres', query: { ...asked, districtCode: place.code } };
}

/** A box is WGS-84, and a question has one datum. */
function boxQuery({ west, south, east, north }: Box, from: Position | null) {
  const box = [west, south, east, north].map(metreExact).join();
  if (from === null) return { box, datum: 'wgs84' as const };
  const { lat, lng } = from.datum === 'gcj02' ? toWgs84(from) : from;
  return { box, lat: metreExact(lat), lng: metreExact(lng), datum: 'wgs84' as const };
}

const byName = '按名称';

type SortOption = { value: Sort | null; text: string };

/** The orders a list can have; the first is its own. */
export function sortOptions(place: Place, q: string): readonly SortOption[] {
  const hasDistances = place.kind === 'here' || place.kind === 'chosen';
  const near = hasDistances ? '离得近' : byName;
  const byWords: SortOption[] = hasDistances ? [{ value: 'distance', text: '离得近' }] : [];
  return [
    ...(q === '' ? [{ value: null, text: near }] : [{ value: null, text: '名字最像' }, ...byWords]),
    { value: 'price', text: '价格低' },
    { value: 'grade', text: '等级高' },
    { value: 'vacancy', text: '余位多' },
  ];
}

/** Under the last of a list: how many there were, and in which order where there is one. `sortText` of the options above. */
export function endWords(count: number, sortText: string): string {
  if (count === 1) return '只有这 1 家';
  return `一共 ${count} 家，${sortText}${sortText === byName ? '排' : '的在前'}`;
}
