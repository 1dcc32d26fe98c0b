import type { FamilyKey } from '../../keys/family-keys.js';
import type { HomeVisitDoc } from './home-visits.model.js';

/** What a family said for the visit. */
export type Said = { wishes: string | null; area: string };
export type OfferWords = { visitor: string; text: string | null };
export type Report = { text: string; advice: string | null };

/** Each text of a visit has a place of its own. */
export type TextPart = 'said' | 'address' | 'offer' | 'noneFits' | 'end' | 'report';

export function sealText(key: FamilyKey, id: string, part: TextPart, value: unknown): string {
  return key.seal(placeOf(id, part), JSON.stringify(value));
}

function openText<T>(
  key: FamilyKey,
  id: string,
  part: TextPart,
  sealed: string | null | undefined,
): T | null {
  return sealed ? (JSON.parse(key.open(placeOf(id, part), sealed)) as T) : null;
}

const placeOf = (id: string, part: TextPart): string => `homeVisits/${id}/${part}`;

/** Every text of a visit but the address, opened. */
export function openTexts(visit: HomeVisitDoc, key: FamilyKey) {
  const { _id: id, sealedSaid, offer, sealedNoneFits, sealedEndReason, sealedReport } = visit;
  return {
    said: openText<Said>(key, id, 'said', sealedSaid),
    offer: openText<OfferWords>(key, id, 'offer', offer?.sealed),
    noneFits: openText<string>(key, id, 'noneFits', sealedNoneFits),
    endReason: openText<string>(key, id, 'end', sealedEndReason),
    report: openText<Report>(key, id, 'report', sealedReport),
  };
}

export function openAddress({ _id, sealedAddress }: HomeVisitDoc, key: FamilyKey): string | null {
  return openText<string>(key, _id, 'address', sealedAddress);
}
