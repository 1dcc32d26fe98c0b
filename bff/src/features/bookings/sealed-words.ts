import type { FamilyKeys } from '../../keys/family-keys.js';
import { bookingId } from './care-request.rules.js';
import type { Found } from './own-bookings.service.js';

/** `symptom`: what ails a child that stays away. `reason`: why its centre ended this one booking. */
type What = 'symptom' | 'reason';

export type SealedWords = ReturnType<typeof sealedWords>;

/** Words about one child's booking, sealed with its family's key and for that booking alone. */
export function sealedWords(keys: FamilyKeys) {
  return {
    async seal(found: Found, what: What, words: string): Promise<string> {
      return (await keys.ensure(found.request.familyId)).seal(placeOf(found, what), words);
    },
    /** Null where nothing was said, or its family is gone. */
    async open(found: Found, what: What, sealed: string | undefined): Promise<string | null> {
      const key = sealed === undefined ? null : await keys.find(found.request.familyId);
      return sealed !== undefined && key ? key.open(placeOf(found, what), sealed) : null;
    },
    /** Why a centre ended it: what it said to all families of a closed day, or to this one. */
    reasonOf(found: Found): Promise<string | null> {
      const { cancelReason, sealedReason } = found.day;
      return cancelReason === undefined
        ? this.open(found, 'reason', sealedReason)
        : Promise.resolve(cancelReason);
    },
  };
}

const placeOf = ({ request, day }: Found, what: What): string =>
  `bookings/${bookingId(request._id, day)}/${what}`;
