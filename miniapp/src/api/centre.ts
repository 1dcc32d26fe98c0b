import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { useSession } from './session';

export type CentreDetail = Reply<'getCentre'>;
export type Availability = Reply<'getCentreAvailability'>;

/** Everything public about one centre; what this phone saw last while there is no network. */
export function useCentre(centreId: string) {
  const query = useQuery({
    queryKey: ['centre', centreId],
    queryFn: () => call('getCentre', { params: { centreId }, query: {} }),
    enabled: centreId !== '',
  });
  const kept = useLastAnswer(`centre.${centreId}`, query.data);
  return {
    ...query,
    centre: query.data ?? kept?.answer ?? null,
    keptAtMs: query.data === undefined ? (kept?.keptAtMs ?? null) : null,
  };
}

/** For whom places are asked: a child of mine, or for those not signed in an age in months today. */
export type CareFor = { childId: string } | { ageMonths: number };

export const availabilityKey = (centreId: string) => ['availability', centreId] as const;

/** Free places per day; asked again whenever the screen comes back, because other parents book meanwhile. */
export function useAvailability(
  centreId: string,
  careFor: CareFor | null,
  from: string | null,
  days: number,
) {
  const familyId = useSession((session) => session.familyId ?? '');
  return useQuery({
    queryKey: [...availabilityKey(centreId), familyId, careFor, from, days],
    queryFn: () =>
      call('getCentreAvailability', {
        params: { centreId },
        query: { mode: 'fullDay', ...(from === null ? {} : { from }), days, ...careFor },
      }),
    enabled: centreId !== '' && careFor !== null && from !== null,
    staleTime: 5_000,
  });
}
