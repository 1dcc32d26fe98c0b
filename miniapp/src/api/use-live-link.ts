import { apiPrefix } from '@nearcare/shared/contract/routes';
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

/** What happens in the live room of a class, for as long as the page is open; `as` a desk, what its host sees. */
export function useLiveLink({
  classId,
  pollSeconds,
  as,
}: {
  classId: string;
  pollSeconds: number;
  as?: 'desk';
}): LiveView {
  const link = useMemo(
    () =>
      new LiveLink({
        open: (events) => openSocket(`${apiPrefix}/live/${encodeURIComponent(classId)}/socket`, events),
        token: () => useSession.getState().accessToken,
        refresh: refreshSession,
        isSignedIn: () => useSession.getState().status === 'signedIn',
        poll: (after) => {
          const input = { params: { classId }, query: { after } };
          return as === 'desk' ? call('deskListLiveEvents', input) : call('listLiveEvents', input);
        },
        later,
        pollMs: pollSeconds * 1000,
        ...(as === undefined ? {} : { as }),
      }),
    [classId, pollSeconds, as],
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
