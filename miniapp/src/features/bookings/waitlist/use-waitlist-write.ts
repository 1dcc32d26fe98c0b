import { useState } from 'react';
import { call } from '../../../api/client';
import { useWishKeys } from '../../../api/idempotency-key';
import { type ApiError, asApiError } from '../../../api/problem';
import { requireSession } from '../../../api/session';
import { goTo } from '../../../platform/navigate';
import { rememberEntry, type WaitFor } from './waitlist-cache';

/**
 * Joins a line and shows the place in it. Two taps, or a retry after a lost answer, carry the same key and make one place.
 * A refusal goes to who shows it.
 */
export function useJoinWaitlist(onRefused: (error: ApiError) => void) {
  const [isBusy, setBusy] = useState(false);
  const keys = useWishKeys();

  async function join(wanted: WaitFor): Promise<void> {
    setBusy(true);
    try {
      const entry = await call('joinWaitlist', { body: wanted }, { idempotencyKey: keys.keyOf(wanted) });
      keys.answered();
      rememberEntry(entry);
      goTo('/pages/booking/waitlist', { id: entry.id });
    } catch (thrown) {
      const error = asApiError(thrown);
      onRefused(error);
      if (error.code === 'session_expired' || error.code === 'sign_in_required')
        requireSession(() => void join(wanted));
    } finally {
      setBusy(false);
    }
  }

  return { isBusy, join: (wanted: WaitFor) => requireSession(() => void join(wanted)) };
}
