import { useEffect, useMemo } from 'react';
import type { Child } from '../../api/family';
import { asApiError } from '../../api/problem';
import { regionAt, useRegions } from '../../api/regions';
import { toWgs84 } from '../../platform/gcj02';
import { useIsOnline } from '../../platform/network';
import { useAskedAge } from './centre-page/asked-age';
import { dayChipText } from './filter-sheets';
import { dayAsked, findMe, useFind } from './find-state';
import { filterQuery, useNearbyCentres } from './use-nearby-centres';

/** Everything the find screen shows, worked out from the place, the filters, the region and what the server answers. */
export function useFindScreen(child: Child | null) {
  const { place, filters, chosenCentreId } = useFind();
  const isOnline = useIsOnline();
  const regionsQuery = useRegions();
  const { regions } = regionsQuery;
  const askedAge = useAskedAge((state) => state.ageMonths);
  const ageMonths = child ? child.ageMonths : askedAge;

  useEffect(() => {
    if (useFind.getState().place.kind === 'locating') void findMe();
  }, []);

  const position = place.kind === 'here' || place.kind === 'chosen' ? place.position : null;
  const here = position === null ? null : position.datum === 'gcj02' ? toWgs84(position) : position;
  const region = here ? regionAt(regions, here) : regions[0];
  const date = region ? dayAsked(filters, region.today) : null;
  const isRegionKnown = region !== undefined || regionsQuery.isSuccess;
  const nearby = useNearbyCentres(place, filters, date, ageMonths, isRegionKnown);

  const dayText = date !== null && region ? dayChipText(date, region.today) : '今天';
  const day = dayText.split(' ').find((part) => /周|天/.test(part)) ?? dayText;
  const failure = nearby.error ?? (region === undefined ? regionsQuery.error : null);
  const error = failure === null ? null : asApiError(failure);
  const isUnreachable = error?.code === 'network_unreachable' || !isOnline;
  const kept = isUnreachable && nearby.items.length === 0 ? nearby.kept : null;
  const items = kept ? kept.answer.page.items : nearby.items;

  const asked = useMemo(
    () => (isRegionKnown ? filterQuery(filters, date, ageMonths) : null),
    [isRegionKnown, filters, date, ageMonths],
  );

  return {
    place,
    filters,
    chosenCentreId,
    regions,
    region,
    date,
    day,
    dayText,
    ageMonths,
    nearby,
    items,
    kept,
    error,
    isUnreachable,
    asked,
    /** WGS-84; null until somewhere is known. */
    middle: here ?? region?.centre ?? null,
    own: place.kind === 'here' ? here : null,
    isDemo: items.some((card) => card.isDemo) || (items.length === 0 && region?.isDemo === true),
    maxRadiusMetres: region?.maxRadiusMetres ?? filters.radiusMetres,
    retry() {
      if (region === undefined) void regionsQuery.refetch();
      void nearby.refetch();
    },
  };
}
