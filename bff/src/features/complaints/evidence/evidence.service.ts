import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { Files, Uploads } from '../../files/files.public.js';
import { type AuthorCall, authorCalls } from '../author-calls.js';
import type { AuthorMarks } from '../author-marks.js';
import type { ComplaintsModel } from '../complaints.model.js';
import { opened } from '../complaints.view.js';
import { namesFile } from '../stored.rules.js';
import { evidencePurpose } from './evidence-files.js';
import { toPack } from './pack.view.js';

export type EvidenceDeps = {
  complaints: ComplaintsModel;
  marks: AuthorMarks;
  uploads: Uploads;
  files: Files;
  keys: FamilyKeys;
  clock: Clock;
};

/** Files of complaints on the side of who files: handed in, thrown away, looked at again and taken along as a pack. */
export function evidenceService({ complaints, marks, uploads, files, keys, clock }: EvidenceDeps) {
  const { senderOf, findOwn } = authorCalls({ complaints, marks });

  async function startEvidence(
    author: AuthorCall,
    { type, bytes }: Body<'startEvidence'>,
    key: string,
  ): Promise<Reply<'startEvidence'>> {
    const sender = senderOf(author);
    return uploads.createUpload(sender.mark, { purpose: evidencePurpose(sender), type, bytes }, key);
  }

  /** @throws DomainError tracking_code_wrong, not_found (also of a file that no event of it names) */
  async function getEvidenceLink(
    author: AuthorCall,
    { complaintId, fileId }: { complaintId: string; fileId: string },
    { original = false }: Query<'getEvidenceLink'>,
  ): Promise<Reply<'getEvidenceLink'>> {
    const doc = await findOwn(author, complaintId);
    if (!namesFile(doc.events, fileId)) throw new DomainError('not_found');
    return files.linkToEvidence(complaintId, fileId, original ? 'original' : 'copy');
  }

  /** @throws DomainError tracking_code_wrong, not_found */
  async function getEvidencePack(author: AuthorCall, complaintId: string): Promise<Reply<'getEvidencePack'>> {
    const doc = await findOwn(author, complaintId);
    const key = await keys.find(complaintId);
    if (!key) throw new DomainError('not_found');
    return toPack(opened(doc, key, clock.now()));
  }

  return {
    startEvidence,
    getEvidenceUpload: async (author: AuthorCall, fileId: string) =>
      uploads.getUpload(senderOf(author).mark, fileId),
    uploadEvidenceChunk: async (author: AuthorCall, fileId: string, offset: number, chunk: Buffer) =>
      uploads.uploadChunk(senderOf(author).mark, fileId, offset, chunk),
    completeEvidence: async (author: AuthorCall, fileId: string) =>
      uploads.completeUpload(senderOf(author).mark, fileId),
    discardEvidence: async (author: AuthorCall, fileId: string) =>
      uploads.discardUpload(senderOf(author).mark, fileId),
    ...{ getEvidenceLink, getEvidencePack },
  };
}
