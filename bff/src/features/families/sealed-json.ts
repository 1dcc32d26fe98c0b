import type { FamilyKey } from '../../keys/family-keys.js';

/** Seals the personal fields of one document together. `place` names the document: `children/ch_…`. */
export function sealJson(key: FamilyKey, place: string, fields: object): string {
  return key.seal(place, JSON.stringify(fields));
}

/** What `sealJson` sealed in the same place. @throws SealedTextError */
export function openJson<T extends object>(key: FamilyKey, place: string, sealed: string): T {
  return JSON.parse(key.open(place, sealed)) as T;
}
