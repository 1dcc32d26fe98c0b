import type { Body, Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { availabilityKey } from '../../../api/centre';
import { call } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { mineKey, useSession } from '../../../api/session';

export type WaitlistEntry = Reply<'getWaitlistEntry'>;
export type WaitFor = Body<'joinWaitlist'>;

const listKey = (familyId: string) => [mineKey, 'waitlist', familyId] as const;
const oneKey = (familyId: string, id: string) => [mineKey, 'waitlistEntry', familyId, id] as const;

/** A place in line may change at any moment: somebody who looks at it sees it move. */
const askAgainMs = 30_000;

export function useWaitlistEntry(id: string) {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: oneKey(familyId ?? '', id),
    queryFn: () => call('getWaitlistEntry', { params: { waitlistEntryId: id } }),
    enabled: status === 'signedIn' && id !== '',
    refetchInterval: askAgainMs,
  });
  return { ...query, entry: query.data ?? null };
}

/** What my family waits for, then what ended lately; nothing until the server has answered. */
export function useMyWaitlist() {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: listKey(familyId ?? ''),
    queryFn: () => call('listMyWaitlist', {}),
    enabled: status === 'signedIn',
    staleTime: 5_000,
  });
  return { ...query, entries: query.data?.items ?? [] };
}

/** Puts an entry where it is shown, and asks again for what it changes. */
export function rememberEntry(entry: WaitlistEntry): void {
  const familyId = useSession.getState().familyId ?? '';
  queryClient.setQueryData(oneKey(familyId, entry.id), entry);
  forgetLines(entry.centre.id);
}

/** After an accepted offer: places in line and free places are others now. */
export function forgetLines(centreId: string): void {
  void queryClient.invalidateQueries({ queryKey: [mineKey, 'waitlist'] });
  void queryClient.invalidateQueries({ queryKey: availabilityKey(centreId) });
}
