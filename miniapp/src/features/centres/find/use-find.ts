import { ageInMonths } from '@nearcare/shared/rules/age';
import { useEffect, useMemo } from 'react';
import type { Child } from '../../../api/family';
import { asApiError } from '../../../api/problem';
import { regionAt, useRegions } from '../../../api/regions';
import { toWgs84 } from '../../../platform/gcj02';
import { useIsOnline } from '../../../platform/network';
import { timeRange } from '../../../ui/words/civil-words';
import { radiusWords } from '../card-words';
import { useAskedAge } from '../centre-page/asked-age';
import { farFromAll } from './far-away';
import { dayChipText } from './filters/filter-words';
import { dayAsked, findMe, type Place, useFind } from './find-state';
import { filterQuery, hasStay, sortOptions } from './found-query';
import { totalOf, useFoundCentres } from './use-found-centres';

/** Everything the find screen shows, worked out from the place, the filters, the region and what the server answers. */
export function useFindScreen(child: Child | null) {
  const wanted = useFind();
  const { place, box, filters, chosenCentreId } = wanted;
  const isOnline = useIsOnline();
  const regionsQuery = useRegions();
  const { regions } = regionsQuery;
  const askedAge = useAskedAge((state) => state.ageMonths);

  useEffect(() => {
    if (useFind.getState().place.kind === 'locating') void findMe();
  }, []);

  const position = 'position' in place ? place.position : null;
  const here = position === null ? null : position.datum === 'gcj02' ? toWgs84(position) : position;
  const region = here ? regionAt(regions, here) : regions[0];
  const date = region ? dayAsked(filters, region) : null;
  const ageMonths =
    child === null ? askedAge : date === null ? child.ageMonths : ageInMonths(child.birthOn, date);
  const isRegionKnown = region !== undefined || regionsQuery.isSuccess;
  const found = useFoundCentres(wanted, date, ageMonths, isRegionKnown);

  const dayText = date !== null && region ? dayChipText(date, region.today) : '今天';
  const day = dayText.split(' ').find((part) => /周|天/.test(part)) ?? dayText;
  const { stay } = filters;
  const whenText =
    stay === null || !hasStay(filters.mode) ? dayText : `${day} ${timeRange(stay.from, stay.to)}`;
  const failure = found.error ?? (region === undefined ? regionsQuery.error : null);
  const error = failure === null ? null : asApiError(failure);
  const isUnreachable = error?.code === 'network_unreachable' || !isOnline;
  const kept = isUnreachable && found.items.length === 0 ? found.kept : null;
  const items = kept ? kept.answer.page.items : found.items;

  const asked = useMemo(
    () => (isRegionKnown ? filterQuery(filters, date, ageMonths) : null),
    [isRegionKnown, filters, date, ageMonths],
  );

  return {
    place,
    box,
    filters,
    chosenCentreId,
    regions,
    region,
    date,
    day,
    whenText,
    ageMonths,
    found,
    items,
    total: totalOf(found.first),
    kept,
    error,
    isUnreachable,
    asked,
    whereText:
      box !== null && filters.q === '' ? '这一片' : whereText(place, filters.q, filters.radiusMetres),
    sortText: sortText(place, filters.q, filters.sort),
    far: here === null || filters.q !== '' ? null : farFromAll(regions, here),
    /** WGS-84; null until somewhere is known. */
    middle: here ?? region?.centre ?? null,
    own: place.kind === 'here' ? here : null,
    isDemo: items.some((card) => card.isDemo) || (items.length === 0 && region?.isDemo === true),
    maxRadiusMetres: region?.maxRadiusMetres ?? filters.radiusMetres,
    retry() {
      if (region === undefined) void regionsQuery.refetch();
      void found.refetch();
    },
  };
}

/** Where or for what was looked: `“栗子”找到`, `桥西街道`, `3 公里内`. */
function whereText(place: Place, q: string, radiusMetres: number): string {
  if (q !== '') return `“${q}”找到`;
  return place.kind === 'district' ? place.name : `${radiusWords(radiusMetres)}内`;
}

function sortText(place: Place, q: string, sort: string | null): string {
  const options = sortOptions(place, q);
  return (options.find(({ value }) => value === sort) ?? options[0])?.text ?? '';
}
