import { useMemo } from 'react';
import type { LatLng } from '../../../platform/gcj02';
import type { CentreCardData } from '../card-words';
import { type MapMarker, toMarker } from '../map/map-marks';
import { useMapView } from '../map/map-view';
import { useCardAt } from '../map/use-clusters';
import { useFind } from './find-state';
import type { FilterQuery } from './found-query';

/** The centre chosen on the map or in the list: its marker at once, its card from the list or, past its end, from the server. */
export function useChosen(
  items: readonly CentreCardData[],
  asked: FilterQuery | null,
  from: LatLng | null,
  day: string,
): { marker: MapMarker | null; card: CentreCardData | null } {
  const chosenId = useFind((state) => state.chosenCentreId);
  const tapped = useMapView((seen) => seen.tapped);
  const listed = items.find((card) => card.id === chosenId) ?? null;
  const onMap = listed === null && tapped !== null && tapped.id === chosenId ? tapped : null;
  const found = useCardAt(onMap, asked, from);
  // The same object while nothing changed, so that the map does not draw it again.
  const marker = useMemo(() => (listed ? toMarker(listed, day) : onMap), [listed, onMap, day]);
  return { marker, card: listed ?? found };
}
