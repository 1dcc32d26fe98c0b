import type { Reply } from '@nearcare/shared/contract/types';
import type { LatLng } from '../../../platform/gcj02';
import type { ArchState } from '../../../ui/pictures/arch-marker';
import { archOf, type CentreCardData, standingSentence } from '../card-words';
import type { Box } from '../find/find-state';
import { boxText, type MapView } from './map-geometry';
import type { MapMove } from './map-view';

/** What a map is asked to show; the same for the browser's map and WeChat's. All points WGS-84. */
export type MapMarker = { id: string; name: string; point: LatLng; arch: ArchState; label: string };
export type MapCluster = {
  id: string;
  point: LatLng;
  centres: number;
  withVacancy: number;
  box: Box;
  label: string;
};
/** A mother-baby room or whatever else a layer shows. */
export type MapPin = { id: string; point: LatLng; label: string };

export type CentreMapProps = {
  /** Around which the rings lie, and where the map begins. */
  middle: LatLng;
  radiusMetres: number;
  /** Rises when the map shall go back to the middle. */
  returns: number;
  /** Where the parent stands; null when they chose a place instead. */
  own: LatLng | null;
  markers: readonly MapMarker[];
  clusters: readonly MapCluster[];
  pins: readonly MapPin[];
  /** Drawn whatever the clusters hold, so that it is never swallowed. */
  chosen: MapMarker | null;
  heightPx: number;
  label: string;
  onChoose: (marker: MapMarker) => void;
  onPin: (pinId: string) => void;
  /** These stand too close to each other for any zoom. */
  onList: (box: Box) => void;
  onView: (view: MapView, move: MapMove) => void;
};

/** Nearer than this the map does not go; who still stands together is listed instead. */
export const nearestZoom = 18;

type Standing = Pick<CentreCardData, 'id' | 'name' | 'point' | 'filingStatus' | 'vacancy'>;

/** A card of the list or a marker of the server as the map draws it. `day` as it is said: `今天`, `周四`. */
export function toMarker(centre: Standing, day: string): MapMarker {
  const { id, name, point } = centre;
  return { id, name, point, arch: archOf(centre), label: standingSentence(centre, day) };
}

export function toCluster(cluster: Reply<'listCentreClusters'>['clusters'][number], day: string): MapCluster {
  const { centres, withVacancy } = cluster;
  return {
    ...cluster,
    id: `${boxText(cluster.box)} ${centres} ${withVacancy}`,
    label: `这里有 ${centres} 家，${day} ${withVacancy} 家有余位`,
  };
}
