import type { Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../../api/client';
import { useLastAnswer } from '../../../api/last-answers';
import { useSettled } from '../../../ui/use-settled';
import type { CentreCardData } from '../card-words';
import { type Found, foundQuery, type Wanted } from './found-query';

type Page = Reply<'searchCentres'> & { nearestBeyondMetres?: number | null };
/** What is kept for reading without a network: the first page, around which place or for which words. */
type KeptPage = { page: Page; name: string };
type Signal = NonNullable<Parameters<typeof call>[2]>['signal'];

function ask(found: Found, paging: { cursor?: string; limit?: number }, signal: Signal): Promise<Page> {
  const options = signal === undefined ? {} : { signal };
  return found.operation === 'listNearbyCentres'
    ? call(found.operation, { query: { ...found.query, ...paging } }, options)
    : call(found.operation, { query: { ...found.query, ...paging } }, options);
}

/**
 * Centres around the place, of the district or by words, page by page. Asks once the region's day is known (`isReady`);
 * without a date the places would not be counted. `kept` is what the phone saw last of this, for the time without a network.
 */
export function useFoundCentres(
  wanted: Wanted,
  date: string | null,
  ageMonths: number | null,
  isReady: boolean,
) {
  const { place, filters } = wanted;
  const found = foundQuery(wanted, date, ageMonths);
  const query = useInfiniteQuery({
    queryKey: ['found', found],
    queryFn: ({ pageParam, signal }) =>
      ask(found as Found, pageParam === '' ? {} : { cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: found !== null && isReady,
  });
  const first = query.data?.pages[0];
  const name = filters.q !== '' ? filters.q : 'name' in place ? place.name : '我的位置';
  const last = useLastAnswer<KeptPage>(filters.q === '' ? 'found' : 'found.words', keepableOf(first, name));
  // Another place's list is better than none without a network; other words' is an answer to another question.
  const kept = filters.q === '' || last?.answer.name === name ? last : null;
  const items: CentreCardData[] = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...query, items, first, kept };
}

const choosingPauseMs = 300;

/** How many fit filters that are still being chosen; null until they rest and the server has counted. */
export function useFoundCount(wanted: Wanted, date: string | null, ageMonths: number | null) {
  const found = foundQuery(wanted, date, ageMonths);
  const isSettled = useSettled(JSON.stringify(found), choosingPauseMs);
  const { data } = useQuery({
    queryKey: ['found', 'count', found],
    queryFn: ({ signal }) => ask(found as Found, { limit: 1 }, signal),
    enabled: found !== null && isSettled,
  });
  return totalOf(data);
}

export type Total = { count: number; isComplete: boolean };

/** How many there are in all, where the server counted them. */
export function totalOf(page: Page | undefined): Total | null {
  if (page === undefined || page.total === null) return null;
  return { count: page.total, isComplete: page.isTotalComplete };
}

const keepable = new WeakMap<Page, KeptPage>();

/** The same object for the same page, so that it is written to the phone once. */
function keepableOf(page: Page | undefined, name: string): KeptPage | undefined {
  if (page === undefined || page.items.length === 0) return undefined;
  const known = keepable.get(page);
  if (known) return known;
  const made = { page, name };
  keepable.set(page, made);
  return made;
}
