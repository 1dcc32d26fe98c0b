import { hash } from 'node:crypto';
import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import { type CleanFile, cleanFile, oneAtATime } from './cleaning/clean-file.js';
import { fileEraser } from './erase-file.js';
import { type FileBytes, type FullFacts, toFacts } from './file-bytes.js';
import type { FileLinks } from './file-links.js';
import type { FileDoc, FilesModel } from './files.model.js';
import type { FilePurpose, FileType, Uploads } from './files.public.js';
import {
  chunkBytes,
  maxUnattached,
  megabyte,
  minChunkBytes,
  purposeLimits,
  unattachedMs,
} from './purposes.js';

export type UploadsDeps = {
  model: FilesModel;
  keys: FamilyKeys;
  bytes: FileBytes;
  links: FileLinks;
  consents: ConsentCheck;
  clock: Clock;
};

type Upload = Reply<'getUpload'>;
type NewUpload = { purpose: FilePurpose; type: FileType; bytes: number };

/** Handing in a file: chunk by chunk, on whichever process, until its content was looked at and is kept. */
export function uploadsService(deps: UploadsDeps): Uploads {
  const { model, keys, bytes, links, consents, clock } = deps;
  const inTurn = oneAtATime();
  const erase = fileEraser({ keys, bytes });

  /** @throws DomainError consent_required, file_too_large, too_many_files, idempotency_key_reused */
  async function createUpload(holderId: string, body: NewUpload, key: string): Promise<Upload> {
    const { purpose, type, bytes: size } = body;
    const { consent, maxBytes, types, hasOwnKey } = purposeLimits[purpose];
    const _id = derivedId('fl', holderId, 'createUpload', key);
    const before = await model.find(holderId, _id);
    if (before) return repeated(before, body);
    if (hasOwnKey && !types.includes(type)) throw new DomainError('file_type_refused');
    if (size > maxBytes) throw new DomainError('file_too_large', { n: maxBytes / megabyte });
    if (consent) await consents.require(holderId, consent);
    const tooMany = new DomainError('too_many_files', { n: maxUnattached });
    if ((await model.countUnattached(holderId)) >= maxUnattached) throw tooMany;
    const keyId = hasOwnKey ? _id : holderId;
    await keys.ensure(keyId).catch((error: unknown) => {
      // This very upload was begun, left alone and erased with its key: it begins anew under another one.
      throw hasOwnKey && isDestroyed(error) ? new DomainError('not_found') : error;
    });
    const now = clock.now();
    const file: FileDoc = {
      _id,
      holderId,
      keyId,
      purpose,
      claimedType: type,
      bytes: size,
      receivedBytes: 0,
      chunks: [],
      state: 'uploading',
      refusal: null,
      kept: null,
      owner: null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + unattachedMs),
    };
    if (!(await model.insert(file))) return repeated(await requireFile(holderId, _id), body);
    // Several may have been let in beside each other; each then sees the others and steps back.
    if ((await model.countUnattached(holderId)) > maxUnattached) {
      await model.remove(holderId, [_id]);
      throw tooMany;
    }
    return toUpload(file, null);
  }

  async function repeated(file: FileDoc, { purpose, type, bytes: size }: NewUpload): Promise<Upload> {
    if (file.state === 'discarded') throw new DomainError('not_found');
    if (file.purpose !== purpose || file.claimedType !== type || file.bytes !== size)
      throw new DomainError('idempotency_key_reused');
    return shown(file);
  }

  const getUpload = async (holderId: string, fileId: string): Promise<Upload> =>
    shown(await requireFile(holderId, fileId));

  /** @throws DomainError not_found, upload_offset_wrong, file_too_large, body_malformed (too small), retry */
  async function uploadChunk(
    holderId: string,
    fileId: string,
    offset: number,
    chunk: Buffer,
  ): Promise<Upload> {
    const file = await requireFile(holderId, fileId);
    if (isThere(file, offset, chunk.length)) return shown(file);
    const offsetWrong = ({ receivedBytes }: FileDoc) =>
      new DomainError('upload_offset_wrong', { n: receivedBytes });
    if (file.state !== 'uploading' || offset !== file.receivedBytes) throw offsetWrong(file);
    const end = offset + chunk.length;
    if (end > file.bytes) throw new DomainError('file_too_large', { n: file.bytes / megabyte });
    if (chunk.length === 0 || (chunk.length < minChunkBytes && end < file.bytes))
      throw new DomainError('body_malformed');

    const name = await bytes.putChunk(file, await requireKey(file), offset, chunk);
    if (!(await model.addChunk(file, { name, offset, bytes: chunk.length }))) {
      await bytes.forget(name);
      // The same chunk may have come twice at once; then the other one counts.
      const now = await requireFile(holderId, fileId);
      if (!isThere(now, offset, chunk.length)) throw offsetWrong(now);
    }
    return getUpload(holderId, fileId);
  }

  /** @throws DomainError not_found, upload_incomplete, file_type_refused, file_damaged, file_too_large, retry */
  async function completeUpload(holderId: string, fileId: string): Promise<Upload> {
    const { state, receivedBytes, bytes: size } = await requireFile(holderId, fileId);
    if (state === 'uploading') {
      if (receivedBytes < size) throw new DomainError('upload_incomplete', { n: receivedBytes });
      await inTurn(() => cleanAndKeep(holderId, fileId));
    }
    const file = await requireFile(holderId, fileId);
    if (file.refusal) throw new DomainError(file.refusal);
    return shown(file);
  }

  /** Reads the document anew: whoever was before us in the row, or another process, may have done it. */
  async function cleanAndKeep(holderId: string, fileId: string): Promise<void> {
    const file = await requireFile(holderId, fileId);
    if (file.state !== 'uploading') return;
    const key = await requireKey(file);
    const sent = await bytes.join(file, key).catch(async (error: unknown) => {
      if ((await requireFile(holderId, fileId)).state !== 'uploading') return null;
      throw error;
    });
    if (!sent) return;
    const clean = await cleanFile(sent, purposeLimits[file.purpose]).catch((error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    });
    if (clean instanceof DomainError) await model.refuse(file, clean.code);
    else await keep(file, key, clean, sent);
    await bytes.forget(...file.chunks.map(({ name }) => name));
  }

  async function keep(file: FileDoc, key: FamilyKey, clean: CleanFile, sent: Buffer): Promise<void> {
    const { type, bytes: copy, takenAt } = clean;
    const { isEvidence } = purposeLimits[file.purpose];
    const told = isEvidence ? sent : copy;
    const facts = {
      ...{ type, bytes: told.length, sha256: hash('sha256', told, 'hex') },
      uploadedAt: clock.now().toISOString(),
      ...(isEvidence ? { copyBytes: copy.length } : {}),
      ...(isEvidence && takenAt ? { takenAt: takenAt.toISOString() } : {}),
    };
    const original = isEvidence && !copy.equals(sent) ? sent : null;
    const kept = await bytes.keep(file, key, copy, facts, original);
    // Another process may have done the same meanwhile, or the file be gone.
    if (!(await model.finish(file, kept)))
      await bytes.forget(...[kept.name, kept.original].filter((name) => name !== null));
  }

  /** @throws DomainError not_found, file_in_use */
  async function discardUpload(holderId: string, fileId: string): Promise<Reply<'discardUpload'>> {
    const file = await model.find(holderId, fileId);
    if (!file) throw new DomainError('not_found');
    if (!(await model.discard(file))) throw new DomainError('file_in_use');
    await erase(file);
    return {};
  }

  /** @throws DomainError not_found, also while it is not ready */
  async function getFileLink(holderId: string, fileId: string): Promise<Reply<'getFileLink'>> {
    const { state } = await requireFile(holderId, fileId);
    if (state !== 'ready') throw new DomainError('not_found');
    return links.make(fileId);
  }

  async function requireFile(holderId: string, fileId: string): Promise<FileDoc> {
    const file = await model.find(holderId, fileId);
    if (!file || file.state === 'discarded') throw new DomainError('not_found');
    return file;
  }

  /** A family whose key is gone has no files either. */
  async function requireKey({ keyId }: FileDoc): Promise<FamilyKey> {
    const key = await keys.find(keyId);
    if (!key) throw new DomainError('not_found');
    return key;
  }

  async function shown(file: FileDoc): Promise<Upload> {
    return toUpload(file, file.kept && bytes.factsOf(file, await requireKey(file)));
  }

  return { createUpload, getUpload, uploadChunk, completeUpload, discardUpload, getFileLink };
}

/** Whether this very chunk has been taken. After the end nobody knows where chunks began, but all of them came. */
function isThere({ state, chunks, receivedBytes }: FileDoc, offset: number, length: number): boolean {
  if (state !== 'uploading') return offset + length <= receivedBytes;
  return chunks.some((chunk) => chunk.offset === offset && chunk.bytes === length);
}

const isDestroyed = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'session_expired';

function toUpload(file: FileDoc, facts: FullFacts | null): Upload {
  const { _id: id, state, bytes: size, receivedBytes, owner, expiresAt } = file;
  return {
    id,
    state: state as Upload['state'],
    bytes: size,
    receivedBytes,
    chunkBytes,
    expiresAt: (owner === null && expiresAt?.toISOString()) || null,
    file: facts && toFacts(facts),
  };
}
