import '../../api/later-messages';
import type { DeskOperationId } from '@nearcare/shared/contract/desk-routes';
import type { CallInput, Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { CallOptions } from '../../api/client';
import { deskKey, refreshDesk } from '../../api/desk';
import { asApiError } from '../../api/problem';
import { queryClient } from '../../api/query-client';
import { callDesk } from './call-desk';

/** As `callDesk`; when the shift ended meanwhile, the page asks for the six digits again. */
export async function askDesk<Id extends DeskOperationId>(
  operationId: Id,
  input: CallInput<Id>,
  options: CallOptions = {},
): Promise<Reply<Id>> {
  try {
    return await callDesk(operationId, input, options);
  } catch (thrown) {
    if (asApiError(thrown).code === 'second_factor_required') void refreshDesk();
    throw thrown;
  }
}

export type Roster = Reply<'deskListRoster'>;

const rosterKey = (groupId: string, date: string) => [...deskKey, 'roster', groupId, date] as const;
const inboxKey = [...deskKey, 'inbox'] as const;
const closedKey = [...deskKey, 'closed-days'] as const;

/** One group on one day. Asked only when it is looked at: each look is written down for the families. */
export function useRoster(groupId: string, date: string) {
  return useQuery({
    queryKey: rosterKey(groupId, date),
    queryFn: () => askDesk('deskListRoster', { params: { groupId }, query: { date } }),
    enabled: groupId !== '',
  });
}

export function keepRoster(roster: Roster): void {
  queryClient.setQueryData(rosterKey(roster.groupId, roster.date), roster);
}

/** What parents see since it was told, until the roster is read again. */
export function keepTold({ groupId, date, freePlaces, places, asOf }: Reply<'deskTellVacancy'>): void {
  queryClient.setQueryData<Roster>(
    rosterKey(groupId, date),
    (roster) => roster && { ...roster, freePlaces, places, told: { places: freePlaces, asOf } },
  );
}

/** What the gate did, without reading all names again: that would be another look at each of them. */
export function keepChecked({ bookingId, status, groupId }: Reply<'deskCheckIn'>): void {
  queryClient.setQueriesData<Roster>(
    { queryKey: [...deskKey, 'roster', groupId] },
    (roster) =>
      roster && {
        ...roster,
        children: roster.children.map((child) =>
          child.bookingId === bookingId ? { ...child, status } : child,
        ),
      },
  );
}

/** The same of a child that comes by the month. */
export function keepAttending({ enrolmentId, status, groupId }: Reply<'deskNoteAttendance'>): void {
  queryClient.setQueriesData<Roster>(
    { queryKey: [...deskKey, 'roster', groupId] },
    (roster) =>
      roster && {
        ...roster,
        enrolled: roster.enrolled.map((child) =>
          child.enrolmentId === enrolmentId ? { ...child, status } : child,
        ),
      },
  );
}

/** What its desk ended; the places that this frees are counted anew when the roster is read again. */
export function keepEnded({ bookingId, status, groupId }: Reply<'deskCancelBooking'>): void {
  queryClient.setQueriesData<Roster>({ queryKey: [...deskKey, 'roster', groupId] }, (roster) => {
    if (!roster) return roster;
    const children =
      status === 'cancelled'
        ? roster.children.filter((child) => child.bookingId !== bookingId)
        : roster.children.map((child) => (child.bookingId === bookingId ? { ...child, status } : child));
    return { ...roster, children };
  });
}

const centresKey = [...deskKey, 'centres'] as const;

/** Centres of the district, page by page. */
export function useCentres() {
  return useInfiniteQuery({
    queryKey: centresKey,
    queryFn: ({ pageParam }) =>
      askDesk('deskListCentres', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function refreshCentres(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: centresKey });
}

export function refreshRosters(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [...deskKey, 'roster'] });
}

const inboxEveryMs = 30_000;

export function useInbox() {
  return useQuery({
    queryKey: inboxKey,
    queryFn: () => askDesk('deskListInbox', {}),
    // What comes in has a deadline, and nobody reloads a desk.
    refetchInterval: inboxEveryMs,
  });
}

export function refreshInbox(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: inboxKey });
}

export type DeskTemporary = Reply<'deskListTemporary'>['items'][number];
const temporaryKey = [...deskKey, 'temporary'] as const;

/** Children at short notice who wait for this centre. Asked only when it is looked at, as the roster is. */
export function useTemporary() {
  return useQuery({ queryKey: temporaryKey, queryFn: () => askDesk('deskListTemporary', {}) });
}

/** Both what waits and how many. */
export async function refreshTemporary(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: temporaryKey }), refreshInbox()]);
}

export function useClosedDays() {
  return useQuery({ queryKey: closedKey, queryFn: () => askDesk('deskListClosedDays', {}) });
}

export function keepClosedDays(closed: Reply<'deskListClosedDays'>): void {
  queryClient.setQueryData(closedKey, { items: closed.items });
}

export type DeskFeeReduction = Reply<'deskGetFeeReduction'>;
const feeReductionKey = (id: string) => [...deskKey, 'fee-reduction', id] as const;

export function useFeeReduction(id: string) {
  return useQuery({
    queryKey: feeReductionKey(id),
    queryFn: () => askDesk('deskGetFeeReduction', { params: { feeReductionId: id } }),
  });
}

export function keepFeeReduction(of: DeskFeeReduction): void {
  queryClient.setQueryData(feeReductionKey(of.id), of);
}

export function refreshFeeReduction(id: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: feeReductionKey(id) });
}
