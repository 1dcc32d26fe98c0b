import type { Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { queryClient } from './query-client';
import { mineKey, useSession } from './session';

export type Notice = Reply<'listNotices'>['items'][number];

const unreadKey = [mineKey, 'notices', 'unread'] as const;
const listKey = [mineKey, 'notices', 'list'] as const;

/** How many notices nobody has read yet; 0 while it is not known. */
export function useUnread(): number {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const { data } = useQuery({
    queryKey: unreadKey,
    queryFn: async () => (await call('listNotices', { query: { limit: 1 } })).unread,
    enabled: isSignedIn,
    staleTime: 60_000,
    // A dot is not worth a second try; the next page asks again.
    retry: false,
  });
  return isSignedIn ? (data ?? 0) : 0;
}

/** When a tab comes into view again: asks anew if the number is older than a minute. */
export function recheckUnread(): void {
  void queryClient.refetchQueries({ queryKey: unreadKey, type: 'active', stale: true });
}

/** What I was told, newest first; without a network what this phone kept of it. */
export function useNotices() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const query = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam }) =>
      call('listNotices', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: isSignedIn,
    staleTime: 0,
  });
  const kept = useLastAnswer('mine.notices', query.data?.pages[0]);
  const pages = query.data?.pages ?? (kept === null ? null : [kept.answer]);
  const isKept = query.data === undefined && kept !== null && !query.isFetching;
  return {
    ...query,
    notices: isSignedIn && pages !== null ? pages.flatMap(({ items }) => items) : null,
    unread: pages?.[0]?.unread ?? 0,
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

/** Marks one notice and all older ones, or all. Rejects with ApiError. */
export async function markRead(until: string): Promise<void> {
  const { unread } = await call('markNoticesRead', { body: { until } });
  queryClient.setQueryData(unreadKey, unread);
  await queryClient.invalidateQueries({ queryKey: listKey });
}
