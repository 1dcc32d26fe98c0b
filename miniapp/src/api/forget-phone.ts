import { clientKind } from '../platform/client-kind';
import { removeAllStored } from '../platform/storage';
import { call } from './client';
import { forgetComplaintDraft } from './complaint-draft';
import { dropSession, storedRefreshToken } from './session';

/** How this phone shows things, not who uses it. */
const keptForThePhone = ['font-mode', 'rules-shown'];

/**
 * After an account was deleted: tokens, kept answers, searched places and all else of ours leave this phone. The server
 * is told once more so that it takes its cookie back; that it cannot be reached changes nothing here. Never rejects.
 */
export async function forgetPhone(): Promise<void> {
  const refreshToken = storedRefreshToken();
  dropSession();
  forgetComplaintDraft();
  removeAllStored(keptForThePhone);
  await call('signOut', {
    body: { client: clientKind, ...(refreshToken === undefined ? {} : { refreshToken }) },
  }).catch(() => undefined);
}
