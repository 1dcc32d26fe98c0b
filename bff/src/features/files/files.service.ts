import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { keptFaults } from '../../lib/kept-faults.js';
import { fileEraser } from './erase-file.js';
import { type FileBytes, type FullFacts, toFacts } from './file-bytes.js';
import type { FileLinks } from './file-links.js';
import type { FileDoc, FilesMeant, FilesModel, Owned } from './files.model.js';
import type { FilePurpose, Files } from './files.public.js';
import { evidencePurposes, unattachedMs } from './purposes.js';

type Deps = { model: FilesModel; keys: FamilyKeys; bytes: FileBytes; links: FileLinks; clock: Clock };

const pageSize = 200;
type IsNamed = Parameters<Files['settleEvidence']>[0];

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
    const file = await findFor(from, id, purpose, to);
    if (file && isOf(file, to)) return { file, isNew: false };
    const lookAfterAt = new Date(clock.now().getTime() + unattachedMs);
    if (file && (await model.attach(id, from, to, lookAfterAt))) return { file, isNew: true };
    throw new DomainError('file_unknown');
  }

  /** One that could be tied, or is; null otherwise. */
  async function findFor(from: string, id: string, purpose: FilePurpose, to: Owned): Promise<FileDoc | null> {
    const file = (await model.find(to.holderId, id)) ?? (await model.find(from, id));
    return file?.state === 'ready' && file.purpose === purpose ? file : null;
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

  async function settle(id: string, complaintId: string, isNamed: IsNamed): Promise<void> {
    if (await isNamed(complaintId, id)) await model.settle(id);
    else await erase(complaintId, { _id: id });
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
    async listUnknownEvidence(from, fileIds, purpose, complaintId) {
      const to = ownedBy(complaintId);
      const isUnknown = await Promise.all(
        fileIds.map(async (id) => {
          const file = await findFor(from, id, purpose, to);
          return !file || !(isOf(file, to) || file.owner === null);
        }),
      );
      return fileIds.filter((_, index) => isUnknown[index]);
    },
    linkToEvidence: (complaintId, fileId, form) => linkTo(ownedBy(complaintId), fileId, { form }),
    eraseEvidence: (complaintId) => erase(complaintId, {}),
    async settleEvidence(isNamed) {
      const unsettled = await model.listUnsettled(evidencePurposes, clock.now(), pageSize);
      const faults = keptFaults();
      for (const { _id, holderId } of unsettled)
        await faults.attempt(settle(_id, holderId, isNamed), undefined);
      faults.rethrow();
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

const isOf = (file: FileDoc, { holderId, owner }: Owned): boolean =>
  file.holderId === holderId && file.owner === owner;

const ownedBy = (complaintId: string): Owned => ({
  holderId: complaintId,
  owner: `complaints/${complaintId}`,
});
