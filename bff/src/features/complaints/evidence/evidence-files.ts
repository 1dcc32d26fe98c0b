import type { Reply } from '@nearcare/shared/contract/types';
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

export const evidencePurpose = ({ isAnonymous }: Sender): FilePurpose =>
  isAnonymous ? 'anonymousEvidence' : 'complaintEvidence';

/**
 * Makes these uploads the complaint's, before anything names them: so no event ever names a file that is not there.
 * @throws DomainError file_unknown
 */
export async function takeEvidence(
  files: Pick<Files, 'giveEvidence'>,
  sender: Sender,
  fileIds: readonly string[],
  complaintId: string,
): Promise<EvidenceFile[]> {
  const taken = await files.giveEvidence(sender.mark, fileIds, evidencePurpose(sender), complaintId);
  return taken.map(toEvidence);
}

function toEvidence({ id: fileId, type, bytes, sha256, takenAt, uploadedAt }: EvidenceFacts): EvidenceFile {
  return { fileId, kind: kinds[type], bytes, sha256, takenAt, uploadedAt };
}
