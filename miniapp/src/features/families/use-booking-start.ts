import { useState } from 'react';
import { fetchMyFamily } from '../../api/family';
import { type ApiError, asApiError } from '../../api/problem';
import { requireSession } from '../../api/session';

/**
 * The steps before a day can be chosen: sign in over the same screen, add a child in place, then go on where the parent
 * was. `start` remembers the step; the sheet to add a child shows while `needsChild`.
 */
export function useBookingStart() {
  const [next, setNext] = useState<(() => void) | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  function start(then: () => void): void {
    setError(null);
    requireSession(() => {
      fetchMyFamily()
        .then((family) => {
          if (family.children.length > 0) then();
          else setNext(() => then);
        })
        .catch((thrown: unknown) => setError(asApiError(thrown)));
    });
  }

  return {
    start,
    error,
    needsChild: next !== null,
    /** Put away without adding: the parent stays on the page. */
    stop: () => setNext(null),
    goOn: () => {
      setNext(null);
      next?.();
    },
  };
}
