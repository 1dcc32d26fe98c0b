import type { Query, Reply } from '@nearcare/shared/contract/types';
import { datedLines } from '@nearcare/shared/rules/care-modes';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { useSession } from './session';

export type CentreDetail = Reply<'getCentre'>;
export type Availability = Reply<'getCentreAvailability'>;

/** Who asks: the child's age in months and where the parent looks from, as far as they are known. */
export type Asker = Pick<Query<'getCentre'>, 'ageMonths' | 'lat' | 'lng' | 'datum'>;

const forNobody: Asker = {};

/** What may stay on a phone: a distance tells where the parent stood, a price whose child it is for. */
function forAnybody(centre: CentreDetail): CentreDetail {
  const card = { ...centre.card, distanceMetres: null, walkMinutes: null };
  return { ...centre, card, priceForChild: null };
}

/** Everything public about one centre; what this phone saw last while there is no network. */
export function useCentre(centreId: string, asker: Asker = forNobody) {
  const query = useQuery({
    queryKey: ['centre', centreId, asker],
    queryFn: () => call('getCentre', { params: { centreId }, query: asker }),
    enabled: centreId !== '',
    // The page stays while it is asked again for a place or a child that came to be known.
    placeholderData: (before) => (before?.card.id === centreId ? before : undefined),
  });
  const { data } = query;
  const keepable = useMemo(() => (data === undefined ? undefined : forAnybody(data)), [data]);
  const kept = useLastAnswer(`centre.${centreId}`, keepable);
  return {
    ...query,
    centre: data ?? kept?.answer ?? null,
    keptAtMs: data === undefined ? (kept?.keptAtMs ?? null) : null,
  };
}

/** Up to three centres in the order asked; what this phone saw last of the same ones while there is no network. */
export function useComparison(ids: readonly string[], asker: Asker) {
  const asked = ids.join(',');
  const query = useQuery({
    queryKey: ['comparison', asked, asker],
    queryFn: () => call('compareCentres', { query: { ids: asked, ...asker } }),
    enabled: asked !== '',
  });
  const { data } = query;
  const keepable = useMemo(() => data?.items.map(forAnybody), [data]);
  const kept = useLastAnswer(`comparison.${asked}`, keepable);
  return {
    ...query,
    centres: asked === '' ? [] : (data?.items ?? kept?.answer ?? null),
    keptAtMs: data === undefined ? (kept?.keptAtMs ?? null) : null,
  };
}

/**
 * For whom places are asked: a child of mine, or for those not signed in an age in months today. What the booking holds
 * counts as free, for changing it.
 */
export type CareFor = { childId: string; bookingId?: string } | { ageMonths: number };

/** Which hours are meant: a whole day, one of its halves, or given hours. */
export type StayWish = Pick<Query<'getCentreAvailability'>, 'mode' | 'half' | 'from' | 'to'>;

export const wholeDay: StayWish = { mode: 'fullDay' };

const bookableModes: readonly StayWish['mode'][] = ['fullDay', 'halfDay', 'hourly', 'temporary'];

/** What can be booked here by the day: the centre offers it and has a price for a single stay. */
export function modesSold({ careModes, priceList }: Pick<CentreDetail, 'careModes' | 'priceList'>) {
  return bookableModes.filter((mode) => careModes.includes(mode) && datedLines(priceList, mode).length > 0);
}

/** Whether care by the month can be applied for. */
export function sellsMonths({
  careModes,
  priceList,
}: Pick<CentreDetail, 'careModes' | 'priceList'>): boolean {
  return priceList.some(
    ({ kind, mode, unit }) =>
      kind === 'care' && unit === 'month' && mode !== undefined && careModes.includes(mode),
  );
}

export const availabilityKey = (centreId: string) => ['availability', centreId] as const;

/** Free places per day; asked again whenever the screen comes back, because other parents book meanwhile. */
export function useAvailability(
  centreId: string,
  careFor: CareFor | null,
  fromDate: string | null,
  days: number,
  wish: StayWish = wholeDay,
) {
  const familyId = useSession((session) => session.familyId ?? '');
  return useQuery({
    queryKey: [...availabilityKey(centreId), familyId, careFor, fromDate, days, wish],
    queryFn: () =>
      call('getCentreAvailability', {
        params: { centreId },
        query: { ...wish, ...(fromDate === null ? {} : { fromDate }), days, ...careFor },
      }),
    enabled: centreId !== '' && careFor !== null && fromDate !== null,
    staleTime: 5_000,
  });
}
