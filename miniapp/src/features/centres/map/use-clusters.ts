import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../../api/client';
import type { LatLng } from '../../../platform/gcj02';
import type { CentreCardData } from '../card-words';
import type { FilterQuery } from '../find/found-query';
import { boxAround, boxText, type MapView } from './map-geometry';
import { type MapCluster, type MapMarker, toCluster, toMarker } from './map-marks';

const nothing: readonly CentreCardData[] = [];

type Shown = { markers: readonly MapMarker[]; clusters: readonly MapCluster[] };

/**
 * What stands in the piece of the map in sight, grouped by the server for its zoom. A question that a later one replaced
 * is taken off the line; until its answer is there the last picture stays. Without any answer the map shows the `items` of the list.
 */
export function useClusters(
  view: MapView | null,
  asked: FilterQuery | null,
  items: readonly CentreCardData[],
  day: string,
): Shown {
  const query = view && asked ? { box: boxText(view.box), zoom: view.zoom, ...asked } : null;
  const { data, isError } = useQuery({
    queryKey: ['clusters', query],
    queryFn: ({ signal }) =>
      call('listCentreClusters', { query: query as NonNullable<typeof query> }, { signal }),
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });
  // Only when it is needed: the list is made anew with every render.
  const instead = isError ? items : nothing;
  return useMemo(() => {
    if (data) {
      return {
        markers: data.markers.map((marker) => toMarker(marker, day)),
        clusters: data.clusters.map((cluster) => toCluster(cluster, day)),
      };
    }
    return { markers: instead.map((card) => toMarker(card, day)), clusters: [] };
  }, [data, instead, day]);
}

/** The card of one centre chosen on the map that the list has not come to yet, as the list would show it. */
export function useCardAt(
  marker: MapMarker | null,
  asked: FilterQuery | null,
  from: LatLng | null,
): CentreCardData | null {
  const query =
    marker && asked
      ? { box: boxText(boxAround(marker.point)), ...asked, ...(from ? { lat: from.lat, lng: from.lng } : {}) }
      : null;
  const { data } = useQuery({
    queryKey: ['centre-at', query],
    queryFn: ({ signal }) => call('searchCentres', { query: query as NonNullable<typeof query> }, { signal }),
    enabled: query !== null,
  });
  return data?.items.find((card) => card.id === marker?.id) ?? null;
}
