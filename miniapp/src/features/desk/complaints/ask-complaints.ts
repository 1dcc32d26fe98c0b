import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../../api/client';
import { deskKey } from '../../../api/desk';
import { asApiError } from '../../../api/problem';
import { queryClient } from '../../../api/query-client';
import { askDesk, refreshInbox } from '../ask-desk';

export type OfficerComplaint = Reply<'deskGetComplaint'>;
export type OfficerItem = Reply<'deskListComplaints'>['items'][number];
export type CentreComplaint = Reply<'deskGetCentreComplaint'>;
export type CentreItem = Reply<'deskListCentreComplaints'>['items'][number];
export type OfficerAct = Body<'deskActOnComplaint'>;
export type CentreAct = Body<'deskAnswerComplaint'>;
export type Filter = Omit<Query<'deskListComplaints'>, 'cursor' | 'limit'>;

const all = [...deskKey, 'complaints'] as const;
const listKey = [...all, 'list'] as const;
const centreListKey = [...all, 'centre-list'] as const;
const oneKey = (id: string) => [...all, 'one', id] as const;
const countsKey = [...all, 'counts'] as const;

/** Names nobody, so it may be asked for at any time. */
export function useDistrictComplaints(filter: Filter) {
  return useInfiniteQuery({
    queryKey: [...listKey, filter],
    queryFn: ({ pageParam }) =>
      askDesk('deskListComplaints', {
        query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The complaint of that number in this district, if there is one. */
export async function findByNumber(number: string): Promise<OfficerItem | undefined> {
  return (await askDesk('deskListComplaints', { query: { number } })).items[0];
}

/** Each look is written down. */
export function useDistrictComplaint(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: () => askDesk('deskGetComplaint', { params: { complaintId: id } }),
    enabled: id !== '',
  });
}

export function useDistrictCounts() {
  return useQuery({ queryKey: countsKey, queryFn: () => askDesk('deskGetComplaintStatistics', {}) });
}

/** What is printed for a body outside. Asked for when it is looked at: each look is written down. */
export function useHandOver(id: string, body: NonNullable<OfficerAct['body']> | null) {
  return useQuery({
    queryKey: [...oneKey(id), 'hand-over', body],
    queryFn: () =>
      askDesk('deskGetHandOver', { params: { complaintId: id }, query: { body: body ?? 'police' } }),
    enabled: id !== '' && body !== null,
  });
}

export function useCentreComplaints() {
  return useInfiniteQuery({
    queryKey: centreListKey,
    queryFn: ({ pageParam }) =>
      askDesk('deskListCentreComplaints', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Each look is written down. */
export function useCentreComplaint(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: () => askDesk('deskGetCentreComplaint', { params: { complaintId: id } }),
    enabled: id !== '',
  });
}

/** What can be complained about, in the region's words. Public, and hardly ever another. */
export function useCategories() {
  const help = useQuery({
    queryKey: ['help'],
    queryFn: () => call('getHelp', { query: {} }),
    staleTime: 3_600_000,
  });
  return help.data?.categories ?? [];
}

/** Refusals that mean that what is shown is not how it stands any more. */
const stale: readonly string[] = ['retry', 'complaint_move_refused', 'complaint_already_closed', 'not_found'];
export const isStale = (error: unknown): boolean => stale.includes(asApiError(error).code);

/** Acts in the name of the district; what was shown of it is the answer afterwards, or read anew where it was old. */
export function actAsOfficer(
  id: string,
  body: OfficerAct,
  idempotencyKey: string,
): Promise<OfficerComplaint> {
  return kept(id, () =>
    askDesk('deskActOnComplaint', { params: { complaintId: id }, body }, { idempotencyKey }),
  );
}

/** The same in the name of the centre. */
export function actAsCentre(id: string, body: CentreAct, idempotencyKey: string): Promise<CentreComplaint> {
  return kept(id, () =>
    askDesk('deskAnswerComplaint', { params: { complaintId: id }, body }, { idempotencyKey }),
  );
}

async function kept<T>(id: string, act: () => Promise<T>): Promise<T> {
  try {
    const acted = await act();
    queryClient.setQueryData(oneKey(id), acted);
    return acted;
  } catch (thrown) {
    if (isStale(thrown)) await queryClient.invalidateQueries({ queryKey: oneKey(id), exact: true });
    throw thrown;
  } finally {
    for (const queryKey of [listKey, centreListKey, countsKey])
      void queryClient.invalidateQueries({ queryKey });
    void refreshInbox();
  }
}
