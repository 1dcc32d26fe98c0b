import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useLastAnswer } from '../../api/last-answers';
import { asApiError } from '../../api/problem';
import type { LatLng } from '../../platform/gcj02';
import type { Room } from './room-words';

/** Where to look from and how far; WGS-84. */
export type Around = { from: LatLng; reachMetres: number };

const [leastMetres, mostMetres] = [3_000, 50_000];
const noRooms: Room[] = [];
const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** In a few steps, so that not every move of the map is a new question. */
export function askedRadius(reachMetres: number): number {
  let radius = leastMetres;
  while (radius < reachMetres && radius < mostMetres) radius *= 2;
  return Math.min(radius, mostMetres);
}

/** Mother-baby rooms around a place, nearest first; without a network what this phone saw last, with its age. */
export function useRooms(around: Around | null, isOn: boolean) {
  const asked = around && {
    lat: metreExact(around.from.lat),
    lng: metreExact(around.from.lng),
    radiusMetres: askedRadius(around.reachMetres),
  };
  const query = useQuery({
    queryKey: ['rooms', asked],
    queryFn: ({ signal }) =>
      call('listMotherBabyRooms', { query: asked as NonNullable<typeof asked> }, { signal }),
    enabled: isOn && asked !== null,
    placeholderData: keepPreviousData,
  });
  const kept = useLastAnswer('rooms', query.isPlaceholderData ? undefined : query.data);
  const isFromBefore = query.data === undefined && query.isError && kept !== null;
  return {
    rooms: query.data?.items ?? (isFromBefore ? kept.answer.items : noRooms),
    keptAtMs: isFromBefore ? kept.keptAtMs : null,
    isLoading: query.isPending,
    error: query.error && !isFromBefore ? asApiError(query.error) : null,
    retry: () => void query.refetch(),
  };
}
