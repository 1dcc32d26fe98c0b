import { create } from 'zustand';
import type { LatLng } from '../../../platform/gcj02';
import { askedBox, askedZoom, type MapView, reachOf } from './map-geometry';
import type { MapMarker } from './map-marks';

type Seen = {
  /** What the map shows once it has come to rest. */
  view: MapView | null;
  /** The place asked from, where the map was put last. */
  place: LatLng | null;
  /** A parent moved it away from there, so 搜这一片 is offered. */
  isMoved: boolean;
  /** How often the map was told to go back to the place. */
  returns: number;
  /** What was tapped on the map last; the list may not have come to it yet. */
  tapped: MapMarker | null;
};

export const useMapView = create<Seen>(() => ({
  view: null,
  place: null,
  isMoved: false,
  returns: 0,
  tapped: null,
}));

/** moved: by a finger or a key; placed: to the place asked from; followed: by us, to show what was chosen or resized. */
export type MapMove = 'moved' | 'placed' | 'followed';

const restMs = 250;
let resting: ReturnType<typeof setTimeout> | undefined;

/** The map stands still. Told at each stop of a finger; the last of them counts, a moment later. */
export function seeMap(seen: MapView, move: MapMove): void {
  clearTimeout(resting);
  const view = { middle: seen.middle, box: askedBox(seen.box), zoom: askedZoom(seen.zoom) };
  // Over the edge of the world there is no box to ask for.
  if (view.box.west >= view.box.east || view.box.south >= view.box.north) return;
  if (move === 'moved') resting = setTimeout(() => useMapView.setState({ view, isMoved: true }), restMs);
  else useMapView.setState(move === 'placed' ? { view, place: seen.middle, isMoved: false } : { view });
}

/** What is shown is what is asked for, until the next move. */
export function stayHere(): void {
  useMapView.setState({ isMoved: false });
}

export function returnToPlace(): void {
  useMapView.setState(({ returns }) => ({ returns: returns + 1, isMoved: false }));
}

/** Where a layer of the map looks from, and how far it must look to fill what is in sight. */
export function useMapAround(): { from: LatLng; reachMetres: number } | null {
  const view = useMapView((seen) => seen.view);
  const place = useMapView((seen) => seen.place);
  return view && place ? { from: place, reachMetres: reachOf(place, view.box) } : null;
}
