import type { Query } from '@nearcare/shared/contract/types';
import type { CareMode, Filters, Place, Sort } from './find-state';

/** What the server is asked for one list: centres around a place, of a district, or by words. */
export type Found =
  | { operation: 'listNearbyCentres'; query: Query<'listNearbyCentres'> }
  | { operation: 'searchCentres'; query: Query<'searchCentres'> };

/** The day looked at and the child's months on it. */
export type ForWhom = { date: string | null; ageMonths: number | null };

type FilterQuery = Omit<Query<'searchCentres'>, 'q' | 'districtCode' | 'box' | 'sort'>;

const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** A whole day has no hours to choose. */
export function hasStay(mode: CareMode | null): boolean {
  return mode !== 'fullDay';
}

/** The filters as the server's lists, counts and map take them; what asks nothing is left out. */
export function filterQuery(filters: Filters, { date, ageMonths }: ForWhom): FilterQuery {
  const { mode, stay, operatorType, grade, maxPriceFen, priceUnit, openAt } = filters;
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
  };
}

/** null while nobody knows where to look. Words are looked for everywhere, from where the parent stands if that is known. */
export function foundQuery(place: Place, filters: Filters, forWhom: ForWhom): Found | null {
  const asked = filterQuery(filters, forWhom);
  const { q, radiusMetres } = filters;
  const sort = filters.sort === null ? {} : { sort: filters.sort };
  const from = place.kind === 'here' || place.kind === 'chosen' ? place.position : null;
  const at = from && { lat: metreExact(from.lat), lng: metreExact(from.lng), datum: from.datum };
  if (q !== '') return { operation: 'searchCentres', query: { q, ...at, ...asked, ...sort } };
  if (at !== null)
    return { operation: 'listNearbyCentres', query: { ...at, radiusMetres, ...asked, ...sort } };
  if (place.kind !== 'district') return null;
  return { operation: 'searchCentres', query: { districtCode: place.code, ...asked, ...sort } };
}

export type SortChoice = { sort: Sort | null; text: string };

/** The orders a list can have; the first is its own. */
export function sortChoices(place: Place, q: string): readonly SortChoice[] {
  const hasDistances = place.kind === 'here' || place.kind === 'chosen';
  const own: SortChoice[] =
    q === ''
      ? [{ sort: null, text: hasDistances ? '离得近' : '不分先后' }]
      : [
          { sort: null, text: '名字最像' },
          ...(hasDistances ? [{ sort: 'distance' as const, text: '离得近' }] : []),
        ];
  return [
    ...own,
    { sort: 'price', text: '价格低' },
    { sort: 'grade', text: '等级高' },
    { sort: 'vacancy', text: '余位多' },
  ];
}
