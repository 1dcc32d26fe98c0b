import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { availabilityKey } from '../../api/centre';
import { call } from '../../api/client';
import { keepAnswer, readAnswer, useLastAnswer } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { mineKey, useSession } from '../../api/session';

export type Booking = Reply<'getBooking'>;

// The family is part of every key: another one on the same phone must never see these, not even for a moment.
const listKey = (familyId: string) => [mineKey, 'bookings', familyId] as const;
const oneKey = (familyId: string, id: string) => [mineKey, 'booking', familyId, id] as const;
const keptKey = (id: string) => `mine.booking.${id}`;

const keptListKey = 'mine.bookings';

const familyIdNow = () => useSession.getState().familyId ?? '';

/** What this phone kept, and since when, while the server has not answered; nothing once signed out. */
function keptPart<T>(
  query: { data: T | undefined; isFetching: boolean },
  kept: { answer: T; keptAtMs: number } | null,
  status: 'unknown' | 'signedIn' | 'signedOut',
): { answer: T | null; keptAtMs: number | null } {
  if (query.data !== undefined) return { answer: query.data, keptAtMs: null };
  if (kept === null || status === 'signedOut') return { answer: null, keptAtMs: null };
  return { answer: kept.answer, keptAtMs: query.isFetching || status === 'unknown' ? null : kept.keptAtMs };
}

const askAgainMs = 20_000;

/** One booking; the card as last seen on this phone while there is no network. `keptAtMs` only then. */
export function useBooking(id: string) {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: oneKey(familyId ?? '', id),
    queryFn: () => call('getBooking', { params: { bookingId: id } }),
    enabled: status === 'signedIn' && id !== '',
    // The parent looks at this card while the centre makes up its mind.
    refetchInterval: ({ state }) => (state.data?.status === 'requested' ? askAgainMs : false),
  });
  const kept = useLastAnswer(keptKey(id), query.data);
  const { answer, keptAtMs } = keptPart(query, kept, status);
  return { ...query, booking: answer, keptAtMs };
}

/** My bookings, the latest day of care first as the server sends them. */
export function useMyBookings() {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: listKey(familyId ?? ''),
    queryFn: () => call('listMyBookings', { query: { limit: 50 } }),
    enabled: status === 'signedIn',
    staleTime: 5_000,
  });
  const kept = useLastAnswer(keptListKey, query.data);
  const { answer, keptAtMs } = keptPart(query, kept, status);
  return { ...query, bookings: answer?.items ?? null, keptAtMs };
}

type Done = 'booked' | 'changed';
let justDone: { id: string; what: Done } | null = null;

/** What the parent has just done on this card, seen right after it. */
export const whatWasJustDone = (id: string): Done | null => (justDone?.id === id ? justDone.what : null);

/** Puts a booking into every place that shows it, and on the phone: the card must open at a gate without a network. */
export function rememberBooking(booking: Booking, done: Done | null = null): void {
  if (done !== null) justDone = { id: booking.id, what: done };
  const familyId = familyIdNow();
  queryClient.setQueryData(oneKey(familyId, booking.id), booking);
  keepAnswer(keptKey(booking.id), booking);
  // The list too: a parent who books and drives into a tunnel finds the card there all the same.
  const list = readAnswer<Reply<'listMyBookings'>>(keptListKey)?.answer;
  const others = (list?.items ?? []).filter(({ id }) => id !== booking.id);
  keepAnswer(keptListKey, { items: [booking, ...others], nextCursor: list?.nextCursor ?? null });
  void queryClient.invalidateQueries({ queryKey: listKey(familyId) });
  void queryClient.invalidateQueries({ queryKey: availabilityKey(booking.centre.id) });
}
