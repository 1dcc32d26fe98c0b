import type { FamilyKeys } from '../../keys/family-keys.js';
import { DomainError } from '../../lib/domain-error.js';
import type { FileBytes } from './file-bytes.js';
import type { FileLinks } from './file-links.js';
import type { FileDoc, FilesMeant, FilesModel } from './files.model.js';
import type { FileFacts, FilePurpose, Files } from './files.public.js';

type Deps = { model: FilesModel; keys: FamilyKeys; bytes: FileBytes; links: FileLinks };

/** What other features do with files: tie them to what uses them, show them, erase them. */
export function filesPublic({ model, keys, bytes, links }: Deps): Files {
  async function attach(
    familyId: string,
    fileIds: readonly string[],
    purpose: FilePurpose,
    owner: string,
  ): Promise<void> {
    const tied: string[] = [];
    try {
      for (const id of fileIds) if (await attachOne(familyId, id, purpose, owner)) tied.push(id);
    } catch (error) {
      for (const id of tied) await model.detach(familyId, id, owner);
      throw error;
    }
  }

  /** @returns whether it was tied now, and not before */
  async function attachOne(
    familyId: string,
    id: string,
    purpose: FilePurpose,
    owner: string,
  ): Promise<boolean> {
    const file = await model.find(familyId, id);
    if (file?.state === 'ready' && file.purpose === purpose) {
      if (file.owner === owner) return false;
      if (await model.attach(familyId, id, owner)) return true;
    }
    throw new DomainError('file_unknown');
  }

  async function factsOf(familyId: string, files: readonly FileDoc[]): Promise<FileFacts[]> {
    const key = files.length > 0 ? await keys.find(familyId) : null;
    if (!key) return [];
    return files.map((file) => bytes.factsOf(file, key)).filter((facts) => facts !== null);
  }

  /** Bytes before documents: a document that outlives a crash leads to them again. */
  async function erase(familyId: string, meant: FilesMeant): Promise<void> {
    await model.close(familyId, meant);
    const ids = await model.listIds(familyId, meant);
    for (const id of ids) await bytes.erase(familyId, id);
    await model.remove(familyId, ids);
  }

  return {
    attach,
    listOf: async (familyId, owner) => factsOf(familyId, await model.listOf(familyId, owner)),
    async linkTo(familyId, owner, fileId) {
      const file = await model.find(familyId, fileId);
      if (file?.state !== 'ready' || file.owner !== owner) throw new DomainError('not_found');
      return links.make(fileId);
    },
    eraseOf: (familyId, owner) => erase(familyId, { owner }),
    erasePurpose: (familyId, purpose) => erase(familyId, { purpose }),
    async eraseFamily(familyId) {
      await erase(familyId, {});
      // Pieces of writers that a crash cut off, which no document names.
      await bytes.eraseFamily(familyId);
    },
    listForExport: async (familyId) => factsOf(familyId, await model.listReady(familyId)),
  };
}
