import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { Guardians } from '../../auth/auth.public.js';
import type { Centres } from '../../centres/centres.public.js';
import type { Files } from '../../files/files.public.js';
import { phoneOfAuthor } from '../author-phone.js';
import type { ComplaintsModel } from '../complaints.model.js';
import { openEvents, opened, toShown, toTold } from '../complaints.view.js';
import { bodyName } from '../routing.rules.js';
import { namesFile } from '../stored.rules.js';
import { openAuthor, openFiling } from '../texts.js';
import type { LooksModel } from './looks.model.js';
import { openForOfficer } from './officer-scope.js';

export type PapersDeps = {
  complaints: ComplaintsModel;
  looks: LooksModel;
  guardians: Guardians;
  centres: Centres;
  files: Files;
  keys: FamilyKeys;
  clock: Clock;
};

/** Who is told how to reach an author: those that go and ask. */
const askingBodies: readonly string[] = ['police', 'hotline'];

/** What an officer takes in hand of a complaint: its files, and the sheet for a body outside. Each is a look on record. */
export function complaintPapers(deps: PapersDeps) {
  const { complaints, looks, guardians, centres, files, keys, clock } = deps;

  /** @throws DomainError not_found (also of an anonymous author's original, which may name it), own_family */
  async function deskGetEvidenceLink(
    desk: OfficerDesk,
    { complaintId, fileId }: { complaintId: string; fileId: string },
    { original = false }: Query<'deskGetEvidenceLink'>,
  ): Promise<Reply<'deskGetEvidenceLink'>> {
    const { doc } = await openForOfficer({ complaints, keys }, desk, complaintId);
    const mayHave = namesFile(doc.events, fileId) && !(original && doc.identity === 'anonymous');
    if (!mayHave) throw new DomainError('not_found');
    await looks.note(desk, complaintId, clock.now());
    return files.linkToEvidence(complaintId, fileId, original ? 'original' : 'copy');
  }

  /** @throws DomainError not_found, own_family */
  async function deskGetHandOver(
    desk: OfficerDesk,
    complaintId: string,
    { body }: Query<'deskGetHandOver'>,
  ): Promise<Reply<'deskGetHandOver'>> {
    const { doc, key } = await openForOfficer({ complaints, keys }, desk, complaintId);
    const now = clock.now();
    await looks.note(desk, complaintId, now);
    const of = opened(doc, key, now);
    const { number, category, categoryLabel, level, filedAt, place } = toShown(doc, key);
    const { what, wanted, incidentOn, incidentTime, affectedChildren } = toTold(of);
    const events = openEvents(of);
    const author = askingBodies.includes(body) ? openAuthor(doc, key) : null;
    const centre = doc.centreId === null ? null : await centres.findBookable(doc.centreId);
    return {
      ...{ number, category, categoryLabel, level, filedAt, what, wanted },
      ...{ placeName: place.name, placeAddress: centre?.address ?? null, districtName: place.districtName },
      ...{ incidentOn, incidentTime, affectedChildren, who: openFiling(doc, key).who ?? null },
      additions: events.flatMap(({ kind, at, text }) =>
        kind === 'added' && text !== null ? [{ at, text }] : [],
      ),
      evidence: events.flatMap(({ evidence }) => evidence),
      receiver: { code: body, name: bodyName(of.region.complaints, body) },
      authorPhone: await phoneOfAuthor(guardians, author),
      ...{ preparedBy: desk.name, preparedAt: now.toISOString() },
    };
  }

  return { deskGetEvidenceLink, deskGetHandOver };
}
