import type { Body, Reply } from '@nearcare/shared/contract/types';

export type FileFacts = NonNullable<Reply<'getUpload'>['file']>;
export type FileType = FileFacts['type'];
export type FilePurpose = Body<'createUpload'>['purpose'];

/** What other features may do with files: they hold ids, never bytes or paths. */
export interface Files {
  /**
   * Ties ready files of this family to what uses them, `owner` (`feeReductions/fr_1`), so that they are no orphans.
   * All or none; safe to repeat. @throws DomainError file_unknown (not there, not ready, of another purpose or owner)
   */
  attach(familyId: string, fileIds: readonly string[], purpose: FilePurpose, owner: string): Promise<void>;
  listOf(familyId: string, owner: string): Promise<FileFacts[]>;
  /** For whoever the caller has already let in. @throws DomainError not_found */
  linkTo(familyId: string, owner: string, fileId: string): Promise<Reply<'getFileLink'>>;
  /** Erases the files of an owner, of a purpose (unattached ones too), and those of a whole family. Safe to repeat. */
  eraseOf(familyId: string, owner: string): Promise<void>;
  erasePurpose(familyId: string, purpose: FilePurpose): Promise<void>;
  eraseFamily(familyId: string): Promise<void>;
  listForExport(familyId: string): Promise<FileFacts[]>;
}
