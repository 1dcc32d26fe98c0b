import { call } from '../../api/client';
import { dropSession, storedRefreshToken } from '../../api/session';
import { clientKind } from '../../platform/client-kind';

/**
 * Ends the session on the server if it can be reached, and on this phone in any case: whoever takes up the phone next
 * must find nothing of this family.
 */
export async function signOut(): Promise<void> {
  const refreshToken = storedRefreshToken();
  const told = call('signOut', {
    body: { client: clientKind, ...(refreshToken === undefined ? {} : { refreshToken }) },
  });
  dropSession();
  await told.catch(() => undefined);
}
