import type { Query, Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useLastAnswer } from '../../api/last-answers';
import type { CentreCardData } from './card-words';
import type { Filters, Place } from './find-state';

type Page = Reply<'listNearbyCentres'>;
/** What is kept for reading without a network: the first page, and around which place. */
type KeptPage = { page: Page; placeName: string };

const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** The filters as every search of centres takes them. */
export type FilterQuery = Omit<Query<'listCentreClusters'>, 'box' | 'zoom' | 'datum'>;

export function filterQuery(filters: Filters, date: string | null, ageMonths: number | null): FilterQuery {
  return {
    ...(date === null ? {} : { date }),
    ...(filters.mode === null ? {} : { mode: filters.mode }),
    ...(filters.hasVacancy ? { hasVacancy: true } : {}),
    ...(filters.inclusive ? { inclusive: true } : {}),
    ...(filters.q === '' ? {} : { q: filters.q }),
    ...(ageMonths === null ? {} : { ageMonths }),
  };
}

function queryOf(
  place: Place,
  filters: Filters,
  date: string | null,
  ageMonths: number | null,
): Query<'listNearbyCentres'> | null {
  if (place.kind !== 'here' && place.kind !== 'chosen') return null;
  const { lat, lng, datum } = place.position;
  return {
    lat: metreExact(lat),
    lng: metreExact(lng),
    datum,
    radiusMetres: filters.radiusMetres,
    ...filterQuery(filters, date, ageMonths),
  };
}

/**
 * Centres around the place, nearest first, page by page. Asks once the region's today is known
 * (`isReady`); without a date the places would not be counted. `kept` is what the phone saw last, for the time without a network.
 */
export function useNearbyCentres(
  place: Place,
  filters: Filters,
  date: string | null,
  ageMonths: number | null,
  isReady: boolean,
) {
  const asked = queryOf(place, filters, date, ageMonths);
  const query = useInfiniteQuery({
    queryKey: ['nearby', asked],
    queryFn: ({ pageParam }) =>
      call('listNearbyCentres', {
        query: {
          ...(asked as Query<'listNearbyCentres'>),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: asked !== null && isReady,
  });
  const first = query.data?.pages[0];
  const placeName = place.kind === 'chosen' ? place.name : '我的位置';
  const kept = useLastAnswer<KeptPage>('nearby', keepableOf(first, placeName));
  const items: CentreCardData[] = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...query, items, first, kept };
}

const keepable = new WeakMap<Page, KeptPage>();

/** The same object for the same page, so that it is written to the phone once. */
function keepableOf(page: Page | undefined, placeName: string): KeptPage | undefined {
  if (page === undefined || page.items.length === 0) return undefined;
  const known = keepable.get(page);
  if (known) return known;
  const made = { page, placeName };
  keepable.set(page, made);
  return made;
}
