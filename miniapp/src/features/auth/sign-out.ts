import { call } from '../../api/client';
import { forgetComplaintDraft } from '../../api/complaint-draft';
import { dropSession, storedRefreshToken } from '../../api/session';
import { clientKind } from '../../platform/client-kind';

const thisClient = () => {
  const refreshToken = storedRefreshToken();
  return { client: clientKind, ...(refreshToken === undefined ? {} : { refreshToken }) };
};

/**
 * Ends the session on the server if it can be reached, and on this phone in any case: whoever takes up the phone next
 * must find nothing of this family.
 */
export async function signOut(): Promise<void> {
  const told = call('signOut', { body: thisClient() });
  leavePhone();
  await told.catch(() => undefined);
}

/**
 * Ends all sessions of this guardian. Only the server can do that, so this phone stays signed in until it has said so.
 * Rejects with ApiError.
 */
export async function signOutEverywhere(): Promise<void> {
  await call('signOut', { body: { ...thisClient(), everywhere: true } });
  leavePhone();
}

function leavePhone(): void {
  dropSession();
  forgetComplaintDraft();
}
