import { useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from './problem';

/**
 * One write at a time, with what a button needs to know: busy, and what went wrong last. `run` answers whether the work
 * was done. Nothing is set once the component is gone.
 */
export function useWrite() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const isUnderWay = useRef(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  async function run(work: () => Promise<void>): Promise<boolean> {
    if (isUnderWay.current) return false;
    isUnderWay.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      if (isMounted.current) setError(asApiError(thrown));
      return false;
    } finally {
      isUnderWay.current = false;
      if (isMounted.current) setBusy(false);
    }
  }

  return { isBusy, error, run, forgive: () => setError(null) };
}

/** For taking away: what is gone already, by a first try whose answer was lost or by the other guardian, is done. */
export function unlessGone(thrown: unknown): void {
  if (asApiError(thrown).code !== 'not_found') throw thrown;
}
