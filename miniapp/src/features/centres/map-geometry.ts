import type { LatLng } from '../../platform/gcj02';
import type { ArchState } from '../../ui/pictures/arch-marker';

/** What a map is asked to show; the same for the browser's map and WeChat's. All points WGS-84. */
export type MapCentre = { id: string; point: LatLng; arch: ArchState; label: string };
export type CentreMapProps = {
  /** Around which the rings lie. */
  middle: LatLng;
  radiusMetres: number;
  /** Where the parent stands; null when they chose a place instead. */
  own: LatLng | null;
  centres: readonly MapCentre[];
  chosenId: string | null;
  heightPx: number;
  label: string;
  onChoose: (centreId: string) => void;
  /** The parent moved the map: its new middle, and the radius that the view shows. */
  onMove: (middle: LatLng, radiusMetres: number) => void;
};

const tilePixels = 256;
const equatorMetres = 40_075_016.686;

/** Web-Mercator pixels at a zoom level. */
export function pixelAt({ lat, lng }: LatLng, zoom: number): { x: number; y: number } {
  const size = tilePixels * 2 ** zoom;
  const sine = Math.min(0.9999, Math.max(-0.9999, Math.sin((lat * Math.PI) / 180)));
  return {
    x: ((lng + 180) / 360) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  };
}

export function metresPerPixel(lat: number, zoom: number): number {
  return (equatorMetres * Math.cos((lat * Math.PI) / 180)) / (tilePixels * 2 ** zoom);
}

/** The zoom at which a circle of that radius just fits into so many pixels. */
export function zoomFor(radiusMetres: number, lat: number, pixels: number): number {
  const zoom = Math.log2(
    (equatorMetres * Math.cos((lat * Math.PI) / 180) * pixels) / (tilePixels * 2 * radiusMetres),
  );
  return Math.min(17, Math.max(3, zoom));
}

/** Three rings with round lengths: 1, 2, 3 km around the usual place, thirds of a wider search. */
export function ringsFor(radiusMetres: number): { metres: number; text: string }[] {
  const third = radiusMetres / 3;
  const step = third <= 1000 ? 1000 : Math.round(third / 1000) * 1000;
  return [1, 2, 3].map((n) => ({ metres: step * n, text: `${(step * n) / 1000} 公里` }));
}

/** The point so many metres to the north: where a ring's label stands. */
export function northOf({ lat, lng }: LatLng, metres: number): LatLng {
  return { lat: Math.min(85, lat + (metres / equatorMetres) * 360), lng };
}

const overlapPixels = { x: 46, y: 46 };

export type MarkerGroup = { centres: MapCentre[]; point: LatLng };

/**
 * Markers that would lie on each other become one with a count. The chosen one is never swallowed. Nearest first decides
 * whose place the group takes, so it does not jump while pages load.
 */
export function groupMarkers(
  centres: readonly MapCentre[],
  zoom: number,
  chosenId: string | null,
): MarkerGroup[] {
  const groups: (MarkerGroup & { x: number; y: number; isAlone: boolean })[] = [];
  for (const centre of centres) {
    const { x, y } = pixelAt(centre.point, zoom);
    const isAlone = centre.id === chosenId;
    const near = isAlone
      ? undefined
      : groups.find(
          (group) =>
            !group.isAlone &&
            Math.abs(group.x - x) < overlapPixels.x &&
            Math.abs(group.y - y) < overlapPixels.y,
        );
    if (near) near.centres.push(centre);
    else groups.push({ centres: [centre], point: centre.point, x, y, isAlone });
  }
  return groups.map(({ centres: members, point }) => ({ centres: members, point }));
}
