import { useMemo } from 'react';
import type { Asker } from '../../../api/centre';
import type { Child } from '../../../api/family';
import { useAskedAge } from '../centre-page/asked-age';
import { useFind } from './find-state';

// Five decimals are a metre; more would only tell a phone's noise.
const metreExact = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** For whom a centre's page, a comparison or a price is asked: the child or the age picked, and the place of 找托育. */
export function useAsker(child: Child | null): Asker {
  const askedAge = useAskedAge((state) => state.ageMonths);
  const place = useFind((state) => state.place);
  const ageMonths = child?.ageMonths ?? askedAge;
  return useMemo(() => {
    const position = place.kind === 'here' || place.kind === 'chosen' ? place.position : null;
    return {
      ...(ageMonths === null ? {} : { ageMonths }),
      ...(position === null
        ? {}
        : { lat: metreExact(position.lat), lng: metreExact(position.lng), datum: position.datum }),
    };
  }, [ageMonths, place]);
}
