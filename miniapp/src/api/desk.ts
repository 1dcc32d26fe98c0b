import './later-messages';
import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { queryClient } from './query-client';
import { mineKey, useSession } from './session';

export type Desk = Reply<'getDesk'>;

/** First parts of the key of everything a desk shows; nothing of it is kept on the phone. */
export const deskKey = [mineKey, 'desk'] as const;
const membershipsKey = [...deskKey, 'memberships'] as const;

/** My places at desks, and the one open on this device. */
export function useDesk() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const query = useQuery({
    queryKey: membershipsKey,
    queryFn: () => call('getDesk', {}),
    enabled: isSignedIn,
    staleTime: 60_000,
  });
  return { ...query, desk: isSignedIn ? (query.data ?? null) : null };
}

export function keepDesk(desk: Desk): void {
  queryClient.setQueryData(membershipsKey, desk);
}

/** After it was closed here or ran out: asks where it stands, and forgets what it had shown. */
export async function refreshDesk(): Promise<void> {
  const isShown = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[2] !== membershipsKey[2];
  queryClient.removeQueries({ queryKey: deskKey, predicate: isShown });
  await queryClient.invalidateQueries({ queryKey: membershipsKey });
}
