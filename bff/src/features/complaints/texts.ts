import type { Body } from '@nearcare/shared/contract/types';
import type { FamilyKey } from '../../keys/family-keys.js';
import type { ComplaintDoc } from './complaints.model.js';
import type { EvidenceFile } from './evidence/evidence-files.js';
import type { WordsAbout } from './reported.rules.js';
import type { StoredEvent } from './stored.rules.js';

type New = Body<'fileComplaint'>;

/** What was said when it was filed. */
export type Filing = Pick<
  New,
  'what' | 'wanted' | 'who' | 'incidentOn' | 'incidentTime' | 'affectedChildren'
> & { address?: string; evidence?: EvidenceFile[] };
/** Who filed it, where it isn't anonymous. */
export type Author = {
  familyId: string;
  /** Null once that guardian is gone and another stays. */
  guardianId: string | null;
};

const eventPlace = (id: string, seq: number): string => `complaints/${id}/${seq}`;
const authorPlace = (id: string): string => `complaints/${id}/author`;

export const sealFiling = (key: FamilyKey, id: string, filing: Filing): string =>
  key.seal(eventPlace(id, 0), JSON.stringify(filing));

export function openFiling({ _id, events }: Pick<ComplaintDoc, '_id' | 'events'>, key: FamilyKey): Filing {
  const sealed = events[0]?.sealed;
  if (!sealed) throw new RangeError('a complaint without its filing');
  return JSON.parse(key.open(eventPlace(_id, 0), sealed)) as Filing;
}

/** What one event says in words, by which number a body outside knows it, whom an officer says it is about, and what was handed in with it. */
export type Said = { text?: string; reported?: string; reference?: string; evidence?: EvidenceFile[] };

export const sealSaid = (key: FamilyKey, id: string, seq: number, said: Said): string | null =>
  Object.values(said).every((part) => part === undefined)
    ? null
    : key.seal(eventPlace(id, seq), JSON.stringify(said));

export function openSaid(id: string, { seq, sealed }: StoredEvent, key: FamilyKey): Said {
  if (sealed === null || seq === 0) return {};
  return JSON.parse(key.open(eventPlace(id, seq), sealed)) as Said;
}

/** Files handed in with this event, the filing too. */
export function openEvidence(id: string, { seq, sealed }: StoredEvent, key: FamilyKey): EvidenceFile[] {
  if (sealed === null) return [];
  return (JSON.parse(key.open(eventPlace(id, seq), sealed)) as Said).evidence ?? [];
}

export const sealAuthor = (key: FamilyKey, id: string, author: Author): string =>
  key.seal(authorPlace(id), JSON.stringify(author));

/** Null: anonymous, or the account is gone. */
export function openAuthor({ _id, sealedAuthor }: ComplaintDoc, key: FamilyKey): Author | null {
  return sealedAuthor === null ? null : (JSON.parse(key.open(authorPlace(_id), sealedAuthor)) as Author);
}

/** Whom it is about, as its author or an officer names them, and all that its author told. */
export function wordsAbout(doc: ComplaintDoc, key: FamilyKey): WordsAbout {
  const { who, what, wanted } = openFiling(doc, key);
  const later = doc.events
    .filter(({ by }) => by === 'author')
    .map((event) => openSaid(doc._id, event, key).text);
  return {
    named: [who, ...reportedByOfficers(doc, key)].filter((name) => name !== undefined),
    told: [what, wanted, ...later].filter((text) => text !== undefined),
  };
}

export const reportedByOfficers = ({ _id, events }: ComplaintDoc, key: FamilyKey): string[] =>
  events.flatMap((event) => openSaid(_id, event, key).reported ?? []);
