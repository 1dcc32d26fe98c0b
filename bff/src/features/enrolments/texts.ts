import type { FamilyKey } from '../../keys/family-keys.js';
import type { EnrolmentDoc } from './enrolments.model.js';
import { type NotedHealth, nothingNoted } from './health-check.rules.js';

/** What a family said in its application, sealed together. */
export type Said = { note: string | null; health: NotedHealth };
/** Every text of an enrolment, opened. */
export type Texts = Said & { answer: string | null; endReason: string | null };

export const nothingSaid: Said = { note: null, health: nothingNoted };

const placeOf = (id: string): string => `enrolments/${id}`;

export const sealSaid = (key: FamilyKey, id: string, said: Said): string =>
  key.seal(placeOf(id), JSON.stringify(said));
export const sealAnswer = (key: FamilyKey, id: string, text: string): string =>
  key.seal(`${placeOf(id)}/answer`, text);
export const sealEndReason = (key: FamilyKey, id: string, text: string): string =>
  key.seal(`${placeOf(id)}/end`, text);

/** What the family said; nothing where it took its consent back. */
export function openSaid({ _id, sealed }: Pick<EnrolmentDoc, '_id' | 'sealed'>, key: FamilyKey): Said {
  return sealed === null ? nothingSaid : (JSON.parse(key.open(placeOf(_id), sealed)) as Said);
}

export function openTexts(enrolment: EnrolmentDoc, key: FamilyKey): Texts {
  const { _id, sealedAnswer, sealedEndReason } = enrolment;
  return {
    ...openSaid(enrolment, key),
    answer: sealedAnswer && key.open(`${placeOf(_id)}/answer`, sealedAnswer),
    endReason: sealedEndReason && key.open(`${placeOf(_id)}/end`, sealedEndReason),
  };
}
