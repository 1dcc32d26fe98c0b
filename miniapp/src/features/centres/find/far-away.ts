import type { Region } from '../../../api/regions';

type Spot = { lat: number; lng: number };
export type NearestDistrict = { region: Region; district: Region['districts'][number]; metres: number };

const earthRadiusMetres = 6_371_009;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres along the ground between two points, WGS-84, on a sphere: for saying how far another town is. */
export function metresBetween(a: Spot, b: Spot): number {
  const [dLat, dLng] = [radians(b.lat - a.lat) / 2, radians(b.lng - a.lng) / 2];
  const h = Math.sin(dLat) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * The nearest district with centres, when `point` lies so far from all of them that no search reaches one: the parent is in
 * a town whose register is not here. Null while a search may still find something, or where no district is known.
 */
export function farFromAll(regions: readonly Region[], point: Spot): NearestDistrict | null {
  let nearest: NearestDistrict | null = null;
  for (const region of regions) {
    for (const district of region.districts) {
      const metres = metresBetween(point, district.centre);
      if (nearest === null || metres < nearest.metres) nearest = { region, district, metres };
    }
  }
  return nearest !== null && nearest.metres > nearest.region.maxRadiusMetres ? nearest : null;
}
