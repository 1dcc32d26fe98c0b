import type { Body, Reply } from '@nearcare/shared/contract/types';

export { chunkBytes, purposeLimits } from './purposes.js';

export type FileFacts = NonNullable<Reply<'getUpload'>['file']>;
export type FileType = FileFacts['type'];
/**
 * What families hand in for themselves, evidence (an anonymous author's may not be of a kind that names it), and
 * recordings of classes, whose holder is a centre or a district.
 */
export type FilePurpose =
  | Body<'createUpload'>['purpose']
  | 'complaintEvidence'
  | 'anonymousEvidence'
  | 'classMedia';
/** Bytes and hash are those of what was sent. */
export type EvidenceFacts = FileFacts & { takenAt: string | null };

type Upload = Reply<'getUpload'>;

/**
 * Handing in a file, chunk by chunk, on whichever process, until its content was looked at and is kept. `holderId` is whose
 * it is: a family, a mark by which the author of a complaint is known, or a desk's centre or district.
 */
export interface Uploads {
  /**
   * Once for each key. @throws DomainError consent_required, file_too_large, file_type_refused, too_many_files,
   * idempotency_key_reused, not_found (begun with this key and thrown away)
   */
  createUpload(
    holderId: string,
    file: { purpose: FilePurpose; type: FileType; bytes: number },
    key: string,
  ): Promise<Upload>;
  /** @throws DomainError not_found */
  getUpload(holderId: string, fileId: string): Promise<Upload>;
  /** @throws DomainError not_found, upload_offset_wrong, file_too_large, body_malformed (too small), retry */
  uploadChunk(holderId: string, fileId: string, offset: number, chunk: Buffer): Promise<Upload>;
  /** @throws DomainError not_found, upload_incomplete, file_type_refused, file_damaged, file_too_large, retry */
  completeUpload(holderId: string, fileId: string): Promise<Upload>;
  /** @throws DomainError not_found, file_in_use */
  discardUpload(holderId: string, fileId: string): Promise<Reply<'discardUpload'>>;
  /** @throws DomainError not_found, also while it is not ready */
  getFileLink(holderId: string, fileId: string): Promise<Reply<'getFileLink'>>;
}

/** What other features may do with files: they hold ids, never bytes or paths. */
export interface Files {
  /**
   * Ties ready files of this holder to what uses them, `owner` (`feeReductions/fr_1`), so that they are no orphans.
   * All or none; safe to repeat. @throws DomainError file_unknown (not there, not ready, of another purpose or owner)
   */
  attach(holderId: string, fileIds: readonly string[], purpose: FilePurpose, owner: string): Promise<void>;
  /**
   * The same for evidence, which is the complaint's from here on: nothing of it leads to who sent it any more.
   * @returns what is to be told of each, in this order. @throws DomainError file_unknown
   */
  giveEvidence(
    holderId: string,
    fileIds: readonly string[],
    purpose: FilePurpose,
    complaintId: string,
  ): Promise<EvidenceFacts[]>;
  /** For whoever the caller has already let in. @throws DomainError not_found */
  linkToEvidence(
    complaintId: string,
    fileId: string,
    form: 'copy' | 'original',
  ): Promise<Reply<'getEvidenceLink'>>;
  /** Safe to repeat. @throws DomainError retry */
  eraseEvidence(complaintId: string): Promise<void>;
  /**
   * Looks after evidence that was given away a day ago: what its complaint does not name, since the write was cut off or
   * refused, is erased. @returns how many were looked at
   */
  settleEvidence(isNamed: (complaintId: string, fileId: string) => Promise<boolean>): Promise<number>;
  listOf(holderId: string, owner: string): Promise<FileFacts[]>;
  /**
   * For whoever the caller has already let in. @param lastsMs five minutes where left out; a recording is asked for part by
   * part as long as it plays. @throws DomainError not_found
   */
  linkTo(holderId: string, owner: string, fileId: string, lastsMs?: number): Promise<Reply<'getFileLink'>>;
  /** Erases what else of this owner there is. Safe to repeat. @throws DomainError retry */
  keepOnly(holderId: string, owner: string, fileId: string | null): Promise<void>;
  /** Erases the files of an owner, of a purpose (unattached ones too), and all of a holder. Safe to repeat. */
  eraseOf(holderId: string, owner: string): Promise<void>;
  erasePurpose(holderId: string, purpose: FilePurpose): Promise<void>;
  eraseHolder(holderId: string): Promise<void>;
  listForExport(holderId: string): Promise<FileFacts[]>;
}
