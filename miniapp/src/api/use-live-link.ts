import { apiPrefix } from '@nearcare/shared/contract/route';
import type { Reply } from '@nearcare/shared/contract/types';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useIsOnline } from '../platform/network';
import { openSocket } from '../platform/socket';
import { call, refreshSession } from './client';
import { LiveLink } from './live-link';
import type { LiveView } from './live-messages';
import { useSession } from './session';

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

type Poll = (classId: string, after: number) => Promise<Reply<'listLiveEvents'>>;

const pollAsParent: Poll = (classId, after) =>
  call('listLiveEvents', { params: { classId }, query: { after } });

/** What happens in the live room of a class, for as long as the page is open; with `pollAsDesk`, what its host sees. */
export function useLiveLink({
  classId,
  pollSeconds,
  pollAsDesk,
}: {
  classId: string;
  pollSeconds: number;
  pollAsDesk?: Poll;
}): LiveView {
  const link = useMemo(
    () =>
      new LiveLink({
        open: (events) => openSocket(`${apiPrefix}/live/${encodeURIComponent(classId)}/socket`, events),
        token: () => useSession.getState().accessToken,
        refresh: refreshSession,
        isSignedIn: () => useSession.getState().status === 'signedIn',
        poll: (after) => (pollAsDesk ?? pollAsParent)(classId, after),
        later,
        pollMs: pollSeconds * 1000,
        ...(pollAsDesk === undefined ? {} : { as: 'desk' }),
      }),
    [classId, pollSeconds, pollAsDesk],
  );
  const isOnline = useIsOnline();
  useEffect(() => {
    link.open();
    return () => link.close();
  }, [link]);
  useEffect(() => {
    if (isOnline) link.nudge();
  }, [isOnline, link]);
  return useSyncExternalStore(link.subscribe, link.current);
}
