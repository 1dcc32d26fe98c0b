import type { Reply } from '@nearcare/shared/contract/types';
import { create } from 'zustand';
import { readStored, removeStored, writeStored } from '../platform/storage';
import { forgetTagged } from './etags';
import { forgetMyAnswers } from './last-answers';
import { forgetMyQueries, queryClient } from './query-client';

type Session = Reply<'loginWithPhone'>;

/**
 * Who is signed in on this phone. `unknown` until the first call settles it: a browser cannot see its own refresh cookie.
 * `asked` is the step to go on with after signing in; the sheet over the screen shows while it is set.
 */
type SessionState = {
  status: 'unknown' | 'signedIn' | 'signedOut';
  familyId: string | null;
  accessToken: string | null;
  /** On this phone's clock: the server's seconds counted from when they arrived. */
  accessEndsAtMs: number;
  asked: { then: () => void } | null;
};

const signedOut = { status: 'signedOut', familyId: null, accessToken: null, accessEndsAtMs: 0 } as const;

export const useSession = create<SessionState>(() => ({ ...signedOut, status: 'unknown', asked: null }));

const refreshKey = 'refresh-token';
const hintKey = 'was-signed-in';
const familyIdKey = 'family-id';

/** weapp only; a browser's lies in an httpOnly cookie. */
export const storedRefreshToken = () => readStored<string>(refreshKey) ?? undefined;

/** Whether it is worth asking for a new access token at the start. */
export const wasSignedIn = () => readStored<boolean>(hintKey) === true;

export function keepSession(session: Session): void {
  if (session.refreshToken !== undefined) writeStored(refreshKey, session.refreshToken);
  writeStored(hintKey, true);
  // Joined another family, here or on another phone: what was kept of the one before is nobody's business any more.
  const before = readStored<string>(familyIdKey);
  if (before !== null && before !== session.familyId) forgetMyThings();
  writeStored(familyIdKey, session.familyId);
  useSession.setState({
    status: 'signedIn',
    familyId: session.familyId,
    accessToken: session.accessToken,
    accessEndsAtMs: Date.now() + session.accessExpiresInSeconds * 1000,
  });
}

/** First part of the key of every query about a family’s own things, so that they go with the session. */
export const mineKey = 'mine';

function forgetMyThings(): void {
  forgetMyAnswers();
  forgetMyQueries();
  forgetTagged();
}

/** Nobody is signed in any more: a family’s things leave this phone’s memory and storage. */
export function dropSession(): void {
  removeStored(refreshKey);
  removeStored(hintKey);
  removeStored(familyIdKey);
  forgetMyThings();
  useSession.setState(signedOut);
  queryClient.removeQueries({ queryKey: [mineKey] });
}

/** Runs the step now if somebody is signed in, else after they have signed in over the same screen. */
export function requireSession(then: () => void): void {
  if (useSession.getState().status === 'signedIn') then();
  else useSession.setState({ asked: { then } });
}

export function finishSignIn(): void {
  const { asked } = useSession.getState();
  useSession.setState({ asked: null });
  asked?.then();
}

export function declineSignIn(): void {
  useSession.setState({ asked: null });
}
