import type { Query, Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../api/client';
import { useLastAnswer } from '../../../api/last-answers';
import type { Place } from '../find/find-state';

export type CareNow = Reply<'listCareNow'>;
export type CareNowItem = CareNow['items'][number];
type Asked = Query<'listCareNow'>;

export type CareNowWish = { ageMonths: number | null; hours: number; radiusMetres: number };

/** What is free now is old after a minute. */
const freshMs = 60_000;
const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

function queryOf(place: Place, { ageMonths, hours, radiusMetres }: CareNowWish): Asked | null {
  if (!('position' in place)) return null;
  const { lat, lng, datum } = place.position;
  return {
    ...{ lat: metreExact(lat), lng: metreExact(lng), datum, radiusMetres, hours },
    ...(ageMonths === null ? {} : { ageMonths }),
  };
}

/** From the middle of a district nobody walks: its centres are named by their address. */
function withoutDistance(item: CareNowItem): CareNowItem {
  return { ...item, card: { ...item.card, distanceMetres: null, walkMinutes: null } };
}

/**
 * Who can take the child for the next hours, around the place. `isWatched`: asked again each minute. `kept` is what the
 * phone saw last, for the time without a network; then it is a list of numbers to ring, not of places.
 */
export function useCareNow(place: Place, wish: CareNowWish, isWatched: boolean) {
  const asked = queryOf(place, wish);
  const query = useQuery({
    queryKey: ['care-now', asked],
    queryFn: ({ signal }) => call('listCareNow', { query: asked as Asked }, { signal }),
    enabled: asked !== null,
    staleTime: freshMs,
    refetchInterval: isWatched ? freshMs : false,
  });
  const kept = useLastAnswer<CareNow>('care-now', query.data);
  const shown = query.data ?? null;
  const answer =
    shown !== null && place.kind === 'district'
      ? {
          ...shown,
          items: shown.items.map(withoutDistance),
          earliest: shown.earliest && withoutDistance(shown.earliest),
        }
      : shown;
  return { ...query, answer, kept };
}
