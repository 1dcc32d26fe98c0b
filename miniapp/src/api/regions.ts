import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useLastAnswer } from './last-answers';

export type Region = Reply<'listDistricts'>['regions'][number];

/**
 * Regions with today's date, currency, horizon and districts. Days are counted from the server's `today`, never from
 * the phone's clock, which may stand in another zone or be wrong.
 */
export function useRegions() {
  const query = useQuery({
    queryKey: ['regions'],
    queryFn: ({ signal }) => call('listDistricts', {}, { signal }),
    staleTime: 10 * 60_000,
  });
  const kept = useLastAnswer('regions', query.data);
  return { ...query, regions: query.data?.regions ?? kept?.answer.regions ?? [] };
}

const squaredDegrees = (a: { lat: number; lng: number }, b: { lat: number; lng: number }) => {
  const shrink = Math.cos((a.lat * Math.PI) / 180);
  return (a.lat - b.lat) ** 2 + ((a.lng - b.lng) * shrink) ** 2;
};

/** The region whose middle, or one of whose districts, lies nearest. */
export function regionAt(
  regions: readonly Region[],
  point: { lat: number; lng: number },
): Region | undefined {
  let best: Region | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const region of regions) {
    for (const place of [region.centre, ...region.districts.map((district) => district.centre)]) {
      const distance = squaredDegrees(point, place);
      if (distance < bestDistance) [best, bestDistance] = [region, distance];
    }
  }
  return best;
}
