import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/client';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { type ApiError, asApiError } from '../../api/problem';
import type { Booking } from './booking-cache';

/** After this long the parent is told that the network is slow and that pressing again is not needed. */
export const slowAfterMs = 8_000;

export type Confirming =
  | { kind: 'ready' }
  | { kind: 'placing'; isSlow: boolean }
  | { kind: 'refused'; error: ApiError };

/**
 * Books what was quoted, or changes that booking to it. The key is made when the page opens and belongs to the quote: two taps, or a retry after a lost
 * answer, carry the same key and make one booking. A new quote is a new wish and gets a new key; so does a key that the
 * server says it knows with other content.
 */
export function useConfirmBooking(
  { quoteId, bookingId }: { quoteId: string; bookingId: string | undefined },
  onBooked: (booking: Booking) => void,
) {
  const [state, setState] = useState<Confirming>({ kind: 'ready' });
  const [reusedKeys, setReusedKeys] = useState(0);
  const idempotencyKey = useIdempotencyKey({ quoteId, reusedKeys });
  const isUnderWay = useRef(false);

  // A refusal speaks of the quote it was given for.
  useEffect(() => {
    if (quoteId !== '') setState({ kind: 'ready' });
  }, [quoteId]);

  const isPlacing = state.kind === 'placing';
  useEffect(() => {
    if (!isPlacing) return undefined;
    const timer = setTimeout(
      () => setState((now) => (now.kind === 'placing' ? { kind: 'placing', isSlow: true } : now)),
      slowAfterMs,
    );
    return () => clearTimeout(timer);
  }, [isPlacing]);

  async function confirm(): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setState({ kind: 'placing', isSlow: false });
    try {
      const body = { quoteId };
      const booking =
        bookingId === undefined
          ? await call('createBooking', { body }, { idempotencyKey })
          : await call('rescheduleBooking', { params: { bookingId }, body }, { idempotencyKey });
      onBooked(booking);
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code === 'idempotency_key_reused') setReusedKeys((count) => count + 1);
      setState({ kind: 'refused', error });
    } finally {
      isUnderWay.current = false;
    }
  }

  return { state, confirm };
}
