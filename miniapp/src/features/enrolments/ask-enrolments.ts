import '../../api/later-messages';
import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { mineKey, useSession } from '../../api/session';

export type Enrolment = Reply<'getEnrolment'>;

/** Nothing more comes of it: what is left is to look elsewhere. */
export const isEnrolmentOver = ({ status }: Pick<Enrolment, 'status'>): boolean =>
  status === 'left' || status === 'withdrawn' || status === 'declined';

// The family is part of every key: another one on the same phone must never see these.
const listKey = (familyId: string | null) => [mineKey, 'enrolments', familyId] as const;
const oneKey = (familyId: string | null, id: string) => [mineKey, 'enrolment', familyId, id] as const;

export function useMyEnrolments() {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: listKey(familyId),
    queryFn: () => call('listMyEnrolments', {}),
    enabled: status === 'signedIn',
    staleTime: 5_000,
  });
  return { ...query, enrolments: query.data?.items ?? [] };
}

export function useEnrolment(id: string) {
  const { familyId, status } = useSession();
  return useQuery({
    queryKey: oneKey(familyId, id),
    queryFn: () => call('getEnrolment', { params: { enrolmentId: id } }),
    enabled: status === 'signedIn' && id !== '',
  });
}

/** Puts what a write answered into every place that shows it. */
export function keepEnrolment(enrolment: Enrolment): void {
  const { familyId } = useSession.getState();
  queryClient.setQueryData(oneKey(familyId, enrolment.id), enrolment);
  void queryClient.invalidateQueries({ queryKey: listKey(familyId) });
}
