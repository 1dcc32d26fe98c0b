import { Type } from 'typebox';
import { CivilDate, ClockTime, Id, Instant, nullable, oneOf, strict } from './common.js';
import { ComplaintBody, ComplaintCategory, ComplaintLevel } from './complaint-words.js';
import { FileType } from './files.js';

export const EvidenceKind = oneOf(['image', 'video', 'audio', 'pdf']);

/** One file of a complaint. The original is kept as it was sent; what is shown is a copy without what it says beside. */
export const EvidenceFile = strict({
  fileId: Id,
  kind: EvidenceKind,
  bytes: Type.Integer({ description: 'Of the original' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the original, byte for byte as sent' }),
  takenAt: nullable(Instant),
  uploadedAt: Instant,
});

export const NewEvidence = strict({
  type: FileType,
  bytes: Type.Integer({ minimum: 1, description: 'Of the whole file' }),
});
export const EvidenceLinkQuery = strict({
  original: Type.Optional(
    Type.Boolean({
      description: 'As it was sent, with all that it says beside. Of an anonymous author: only itself',
    }),
  ),
});

const Text = strict({
  seq: Type.Integer({ description: 'Of the event' }),
  at: Instant,
  by: oneOf(['author', 'officer', 'centre', 'service']),
  part: oneOf(['what', 'wanted', 'text']),
  text: Type.String(),
  sha256: Type.String({ description: 'Of the text in UTF-8' }),
});
/** For the author to keep: what was said and handed in when, with hashes by which that can be checked later. */
export const EvidencePack = strict({
  number: Type.String(),
  category: ComplaintCategory,
  categoryLabel: Type.String(),
  placeName: Type.String(),
  districtName: Type.String(),
  handlerName: Type.String(),
  filedAt: Instant,
  madeAt: Instant,
  texts: Type.Array(Text),
  files: Type.Array(strict({ seq: Type.Integer(), ...EvidenceFile.properties })),
});

export const HandOverQuery = strict({ body: ComplaintBody });
/** What goes on a sheet of paper to a body outside. */
export const HandOver = strict({
  number: Type.String(),
  category: ComplaintCategory,
  categoryLabel: Type.String(),
  level: ComplaintLevel,
  filedAt: Instant,
  placeName: Type.String({ description: 'Of the centre, or how to find the place' }),
  placeAddress: nullable(Type.String({ description: 'Of the centre' })),
  districtName: Type.String(),
  incidentOn: nullable(CivilDate),
  incidentTime: nullable(ClockTime),
  affectedChildren: nullable(Type.Integer()),
  who: nullable(Type.String({ description: 'Whom it is about' })),
  what: Type.String(),
  wanted: nullable(Type.String()),
  additions: Type.Array(strict({ at: Instant, text: Type.String() })),
  evidence: Type.Array(EvidenceFile),
  receiver: strict({ code: ComplaintBody, name: Type.String() }),
  authorPhone: nullable(
    Type.String({ description: 'Only for police and hotline, and never of an anonymous author' }),
  ),
  preparedBy: Type.String({ description: 'Name of the officer' }),
  preparedAt: Instant,
});
