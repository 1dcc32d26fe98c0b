import type { Reply } from '@nearcare/shared/contract/types';
import { useState } from 'react';
import { keepAnswer, readAnswer } from '../../api/last-answers';

/** A pick-up code with all that its page shows, so that it opens at a gate without a network. */
export type KeptPickupCode = Reply<'createPickupCode'> & { pickupName: string; childNickname: string };

const keptKey = (id: string) => `mine.pickup-code.${id}`;

/** Keeps a code on the phone that made it, as the booking’s card is kept; it goes with the session. */
export function keepPickupCode(code: KeptPickupCode): void {
  keepAnswer(keptKey(code.id), code);
}

/** The code of that id, where this phone made it. */
export function useKeptPickupCode(id: string) {
  const [kept, setKept] = useState(() => readAnswer<KeptPickupCode>(keptKey(id))?.answer ?? null);
  return {
    kept,
    keep(code: KeptPickupCode) {
      keepPickupCode(code);
      setKept(code);
    },
  };
}
