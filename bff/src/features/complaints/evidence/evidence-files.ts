import type { Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../../lib/domain-error.js';
import {
  type EvidenceFacts,
  type FilePurpose,
  type Files,
  type FileType,
  purposeLimits,
} from '../../files/files.public.js';

/** One file of a complaint as its event tells it. */
export type EvidenceFile = Reply<'getComplaint'>['events'][number]['evidence'][number];

const kinds: Readonly<Record<FileType, EvidenceFile['kind']>> = {
  ...{ 'image/jpeg': 'image', 'image/png': 'image', 'image/webp': 'image' },
  ...{
    'video/mp4': 'video',
    'audio/mp4': 'audio',
    'audio/mpeg': 'audio',
    'audio/wav': 'audio',
    'application/pdf': 'pdf',
  },
};

/** What a form says before anything is picked. */
export const evidenceLimits: Reply<'getHelp'>['evidence'] = {
  mostFiles: 9,
  mostBytes: purposeLimits.complaintEvidence.maxBytes,
  kinds: kindsOf('complaintEvidence'),
  anonymousKinds: kindsOf('anonymousEvidence'),
};

function kindsOf(purpose: FilePurpose): EvidenceFile['kind'][] {
  return [...new Set(purposeLimits[purpose].types.map((type) => kinds[type]))];
}

/** Whose uploads become evidence: a family's mark or that of a tracking code. */
export type Sender = { mark: string; isAnonymous: boolean };

export type EvidenceGiver = Pick<Files, 'giveEvidence' | 'listUnknownEvidence'>;

export const evidencePurpose = ({ isAnonymous }: Sender): FilePurpose =>
  isAnonymous ? 'anonymousEvidence' : 'complaintEvidence';

/**
 * Makes these uploads the complaint's, before anything names them: so no event ever names a file that is not there. All
 * or none. @throws DomainError file_unknown, which names those by their place in the request
 */
export async function takeEvidence(
  files: EvidenceGiver,
  sender: Sender,
  fileIds: readonly string[],
  complaintId: string,
): Promise<EvidenceFile[]> {
  const purpose = evidencePurpose(sender);
  const taken = await files
    .giveEvidence(sender.mark, fileIds, purpose, complaintId)
    .catch(async (error: unknown) => {
      if (!isUnknown(error)) throw error;
      const unknown = await files.listUnknownEvidence(sender.mark, fileIds, purpose, complaintId);
      throw new DomainError('file_unknown', {}, fileIds.flatMap(fieldOf(unknown)));
    });
  return taken.map(toEvidence);
}

/** The same of those that are there: what is urgent waits for no file. */
export async function takeWhatIsThere(
  files: EvidenceGiver,
  sender: Sender,
  fileIds: readonly string[],
  complaintId: string,
): Promise<EvidenceFile[]> {
  const taken: EvidenceFile[] = [];
  for (const fileId of fileIds)
    taken.push(
      ...(await takeEvidence(files, sender, [fileId], complaintId).catch((error: unknown) => {
        if (!isUnknown(error)) throw error;
        return [];
      })),
    );
  return taken;
}

const isUnknown = (error: unknown): boolean => error instanceof DomainError && error.code === 'file_unknown';

const fieldOf = (unknown: readonly string[]) => (fileId: string, index: number) =>
  unknown.includes(fileId) ? [{ path: `/evidence/${index}`, message: '这份不在了，重新传一次' }] : [];

function toEvidence({ id: fileId, type, bytes, sha256, takenAt, uploadedAt }: EvidenceFacts): EvidenceFile {
  return { fileId, kind: kinds[type], bytes, sha256, takenAt, uploadedAt };
}
