import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { Connection } from 'mongoose';
import { makeCentre, makeDetails, makeGroup } from '../support/factories.js';

/** Twenty centres within three kilometres, whatever their number: the field grows, not the crowd. */
const centresPerSquareKm = 20 / (Math.PI * 3 ** 2);
const south = 25;
const west = 105;

export type Field = { count: number; sideKm: number };

/** Fills the store with evenly scattered centres, the same at every run. */
export async function fillField(store: Connection, count: number): Promise<Field> {
  const { centres, details } = centreModels(store);
  const field = { count, sideKm: Math.sqrt(count / centresPerSquareKm) };
  const random = xorshift(20261124);
  for (let start = 0; start < count; start += 2000) {
    const batch = Array.from({ length: Math.min(2000, count - start) }, (_, index) => {
      const number = String(start + index).padStart(7, '0');
      const { lat, lng } = placeIn(field, random(), random());
      return makeCentre({
        _id: `ce_${number}`,
        name: `托育中心 ${number}`,
        point: { type: 'Point', coordinates: [lng, lat] },
        groups: [makeGroup({ id: `gr_${number}`, places: 12, enrolled: (start + index) % 13 })],
      });
    });
    await details.collection.insertMany(batch.map(({ _id }) => makeDetails(_id) as never));
    await centres.collection.insertMany(batch as never);
  }
  return field;
}

/** A place inside the field, away from its edges, from two numbers between 0 and 1. */
export function placeIn({ sideKm }: Field, x: number, y: number): { lat: number; lng: number } {
  const lat = south + (x * sideKm) / 111.2;
  return { lat, lng: west + (y * sideKm) / (111.2 * Math.cos((lat * Math.PI) / 180)) };
}

/** Numbers between 0 and 1, the same for the same seed. */
export function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
