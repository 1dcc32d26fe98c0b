import type { Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { mineKey, useSession } from '../../api/session';

export type Access = Reply<'listAccesses'>['items'][number];

/** Who at a desk looked at my children, the last first; asked anew each time it is shown. */
export function useAccesses() {
  const familyId = useSession((session) => session.familyId);
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const query = useInfiniteQuery({
    queryKey: [mineKey, 'accesses', familyId],
    queryFn: ({ pageParam }) =>
      call('listAccesses', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: isSignedIn,
    staleTime: 0,
  });
  return { ...query, accesses: query.data?.pages.flatMap(({ items }) => items) ?? null };
}
