import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { fileEraser } from './erase-file.js';
import { type FileBytes, type FullFacts, toFacts } from './file-bytes.js';
import type { FileLinks } from './file-links.js';
import type { FileDoc, FilesMeant, FilesModel, Owned } from './files.model.js';
import type { FilePurpose, Files } from './files.public.js';
import { evidencePurposes } from './purposes.js';

type Deps = { model: FilesModel; keys: FamilyKeys; bytes: FileBytes; links: FileLinks; clock: Clock };

const pageSize = 200;

/** What other features do with files: tie them to what uses them, show them, erase them. */
export function filesPublic({ model, keys, bytes, links, clock }: Deps): Files {
  const eraseOne = fileEraser({ keys, bytes });

  async function tie(
    from: string,
    ids: readonly string[],
    purpose: FilePurpose,
    to: Owned,
  ): Promise<FileDoc[]> {
    const tied: string[] = [];
    try {
      const files: FileDoc[] = [];
      for (const id of ids) {
        const { file, isNew } = await tieOne(from, id, purpose, to);
        if (isNew) tied.push(id);
        files.push(file);
      }
      return files;
    } catch (error) {
      for (const id of tied) await model.detach(id, from, to);
      throw error;
    }
  }

  /** `isNew`: it was tied now, and not before. */
  async function tieOne(
    from: string,
    id: string,
    purpose: FilePurpose,
    to: Owned,
  ): Promise<{ file: FileDoc; isNew: boolean }> {
    const file = (await model.find(to.holderId, id)) ?? (await model.find(from, id));
    if (file?.state === 'ready' && file.purpose === purpose) {
      if (file.holderId === to.holderId && file.owner === to.owner) return { file, isNew: false };
      if (await model.attach(id, from, to)) return { file, isNew: true };
    }
    throw new DomainError('file_unknown');
  }

  async function factsOf(files: readonly FileDoc[]): Promise<FullFacts[]> {
    const all = await Promise.all(
      files.map(async (file) => {
        const key = await keys.find(file.keyId);
        return key && bytes.factsOf(file, key);
      }),
    );
    return all.filter((facts) => facts !== null);
  }

  async function linkTo(
    { holderId, owner }: Owned,
    fileId: string,
    { form, lastsMs }: { form?: 'copy' | 'original'; lastsMs?: number } = {},
  ) {
    const file = await model.find(holderId, fileId);
    if (file?.state !== 'ready' || file.owner !== owner) throw new DomainError('not_found');
    return links.make(fileId, form, lastsMs);
  }

  /** Bytes before documents: a document that outlives a crash leads to them again. */
  async function erase(holderId: string, meant: FilesMeant): Promise<void> {
    await model.close(holderId, meant);
    const files = await model.listMeant(holderId, meant);
    for (const file of files) await eraseOne(file);
    await model.remove(
      holderId,
      files.map(({ _id }) => _id),
    );
  }

  return {
    async attach(holderId, fileIds, purpose, owner) {
      await tie(holderId, fileIds, purpose, { holderId, owner });
    },
    async giveEvidence(from, fileIds, purpose, complaintId) {
      const files = await tie(from, fileIds, purpose, ownedBy(complaintId));
      const facts = await factsOf(files);
      return facts.map((one) => ({ ...toFacts(one), takenAt: one.takenAt ?? null }));
    },
    linkToEvidence: (complaintId, fileId, form) => linkTo(ownedBy(complaintId), fileId, { form }),
    eraseEvidence: (complaintId) => erase(complaintId, {}),
    async settleEvidence(isNamed) {
      const unsettled = await model.listUnsettled(evidencePurposes, clock.now(), pageSize);
      for (const { _id, holderId } of unsettled)
        if (await isNamed(holderId, _id)) await model.settle(_id);
        else await erase(holderId, { _id });
      return unsettled.length;
    },
    listOf: async (holderId, owner) => (await factsOf(await model.listOf(holderId, owner))).map(toFacts),
    linkTo: (holderId, owner, fileId, lastsMs) => linkTo({ holderId, owner }, fileId, { lastsMs }),
    async keepOnly(holderId, owner, fileId) {
      for (const { _id } of await model.listMeant(holderId, { owner }))
        if (_id !== fileId) await erase(holderId, { _id, owner });
    },
    eraseOf: (holderId, owner) => erase(holderId, { owner }),
    erasePurpose: (holderId, purpose) => erase(holderId, { purpose }),
    async eraseHolder(holderId) {
      await erase(holderId, {});
      // Pieces of writers that a crash cut off, which no document names.
      await bytes.eraseFolder(holderId);
    },
    listForExport: async (holderId) => (await factsOf(await model.listReady(holderId))).map(toFacts),
  };
}

const ownedBy = (complaintId: string): Owned => ({
  holderId: complaintId,
  owner: `complaints/${complaintId}`,
});
