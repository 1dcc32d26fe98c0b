import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../api/client';
import { errorLine } from '../../../api/error-messages';
import { ApiError, asApiError } from '../../../api/problem';
import { mineKey, useSession } from '../../../api/session';
import { locate } from '../../../platform/location';
import { useSettled } from '../../../ui/use-settled';

export type FoundCentre = { id: string; name: string; address: string };

const mostShown = 8;
const typingPauseMs = 300;
const nearbyMetres = 5_000;

const toFound = ({ id, name, address }: FoundCentre): FoundCentre => ({ id, name, address });

/** Centres of this family's bookings, each once. */
export function useBookedCentres(): FoundCentre[] {
  const { familyId, status } = useSession();
  const { data } = useQuery({
    queryKey: [mineKey, 'booked-centres', familyId],
    queryFn: () => call('listMyBookings', { query: { limit: 50 } }),
    enabled: status === 'signedIn',
  });
  const centres = data?.items.map(({ centre }) => toFound(centre)) ?? [];
  return [...new Map(centres.map((one) => [one.id, one])).values()].slice(0, mostShown);
}

/** By part of a name, filed or not; asked once the typing rests. */
export function useCentreSearch(text: string) {
  const q = text.trim();
  const isSettled = useSettled(q, typingPauseMs);
  return useQuery({
    queryKey: ['complaint-centres', q],
    queryFn: async () => (await call('searchCentres', { query: { q, limit: mostShown } })).items.map(toFound),
    enabled: isSettled && q !== '',
  });
}

/** Around where the parent stands, once she asks for it: where that is, is used this once and kept nowhere. */
export function useNearby() {
  const [items, setItems] = useState<FoundCentre[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  async function ask(): Promise<void> {
    setAsking(true);
    setFault(null);
    try {
      const answer = await locate();
      if (answer.kind === 'refused') throw new ApiError({ code: 'location_refused' });
      const query = { ...answer.position, radiusMetres: nearbyMetres, limit: mostShown };
      const found = (await call('listNearbyCentres', { query })).items.map(toFound);
      setItems(found);
      if (found.length === 0) setFault('五公里内没有登记的机构，可以写地址。');
    } catch (thrown) {
      setFault(errorLine(asApiError(thrown)));
    } finally {
      setAsking(false);
    }
  }
  return { items, fault, isAsking, ask: () => void ask() };
}
