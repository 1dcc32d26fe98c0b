import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { availabilityKey } from '../../api/centre';
import { call } from '../../api/client';
import { keepAnswer, useLastAnswer } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { useSession } from '../../api/session';

export type Booking = Reply<'getBooking'>;

// The family is part of every key: another one on the same phone must never see these, not even for a moment.
const listKey = (familyId: string) => ['bookings', familyId] as const;
const oneKey = (familyId: string, id: string) => ['booking', familyId, id] as const;
const keptKey = (id: string) => `mine.booking.${id}`;

const familyIdNow = () => useSession.getState().familyId ?? '';

/** One booking; the card as last seen on this phone while there is no network. */
export function useBooking(id: string) {
  const familyId = useSession((session) => session.familyId);
  const query = useQuery({
    queryKey: oneKey(familyId ?? '', id),
    queryFn: () => call('getBooking', { params: { bookingId: id } }),
    enabled: familyId !== null && id !== '',
  });
  const kept = useLastAnswer(keptKey(id), query.data);
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const keptBooking = isSignedOut ? null : kept;
  return {
    ...query,
    booking: query.data ?? keptBooking?.answer ?? null,
    keptAtMs: query.data === undefined ? (keptBooking?.keptAtMs ?? null) : null,
  };
}

/** My bookings, the latest day of care first as the server sends them. */
export function useMyBookings() {
  const familyId = useSession((session) => session.familyId);
  const query = useQuery({
    queryKey: listKey(familyId ?? ''),
    queryFn: () => call('listMyBookings', { query: { limit: 50 } }),
    enabled: familyId !== null,
    staleTime: 5_000,
  });
  const kept = useLastAnswer('mine.bookings', query.data);
  return {
    ...query,
    bookings: query.data?.items ?? kept?.answer.items ?? null,
    keptAtMs: query.data === undefined ? (kept?.keptAtMs ?? null) : null,
  };
}

let justBookedId: string | null = null;

/** True on the card that a parent sees right after booking. */
export const isJustBooked = (id: string) => id === justBookedId;

/** Puts a booking into every place that shows it, and on the phone: the card must open at a gate without a network. */
export function rememberBooking(booking: Booking, isNew = false): void {
  if (isNew) justBookedId = booking.id;
  const familyId = familyIdNow();
  queryClient.setQueryData(oneKey(familyId, booking.id), booking);
  keepAnswer(keptKey(booking.id), booking);
  void queryClient.invalidateQueries({ queryKey: listKey(familyId) });
  void queryClient.invalidateQueries({ queryKey: availabilityKey(booking.centre.id) });
}
