import { randomBytes } from 'node:crypto';
import type { FamilyKey } from '../../keys/family-keys.js';
import { openRow, type Span, sealRow } from '../../keys/sealed-frames.js';
import { DomainError } from '../../lib/domain-error.js';
import type { FileDoc, Kept } from './files.model.js';
import type { FileFacts } from './files.public.js';
import { type FileStorage, StorageError } from './storage/file-storage.js';

/** What is sealed of a kept file beside its bytes: a plain hash would tell whoever has the same document. */
export type KeptFacts = Pick<FileFacts, 'type' | 'bytes' | 'sha256' | 'uploadedAt'> & {
  /** Of the copy that is shown, where `bytes` and `sha256` are the original's. */
  copyBytes?: number;
  /** When the camera says that it was taken. */
  takenAt?: string;
};
export type FullFacts = KeptFacts & { id: string };
/** What is shown, or what was sent. */
export type Form = 'copy' | 'original';

export type FileBytes = ReturnType<typeof fileBytes>;
type Report = (error: StorageError) => void;

/**
 * The bytes of files, sealed with the file's key before they reach the storage. Each piece gets a name that nobody
 * else writes; which pieces count is in the file's document. `report` hears of a storage that fails; callers of
 * DomainError `retry`.
 */
export function fileBytes(storage: FileStorage, report: Report) {
  async function orRetry<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      report(error);
      throw new DomainError('retry');
    }
  }

  async function put(file: FileDoc, key: FamilyKey, part: string, bytes: Uint8Array): Promise<string> {
    const name = `${folderOf(file)}${part}-${randomBytes(8).toString('hex')}`;
    await orRetry(() => storage.put(name, sealRow(key, placeOf(file, part), bytes)));
    return name;
  }

  /** The plain bytes of a piece, a frame at a time. @throws SealedBytesError, DomainError retry */
  function read(file: FileDoc, key: FamilyKey, name: string, part: string, total: number, span?: Span) {
    const get = (sealed: Span) => orRetry(() => storage.get(name, sealed));
    return openRow(key, placeOf(file, part), total, span ?? { from: 0, to: total }, get);
  }

  return {
    /** @returns the piece's name */
    putChunk: (file: FileDoc, key: FamilyKey, offset: number, bytes: Uint8Array) =>
      put(file, key, chunkPart(offset), bytes),

    /** All chunks in one buffer. */
    async join(file: FileDoc, key: FamilyKey): Promise<Buffer> {
      const whole = Buffer.alloc(file.bytes);
      for (const { name, offset, bytes } of file.chunks) {
        let at = offset;
        for await (const part of read(file, key, name, chunkPart(offset), bytes)) at += part.copy(whole, at);
      }
      return whole;
    },

    /** @param original the bytes as they were sent, where `bytes` are a copy to look at */
    async keep(
      file: FileDoc,
      key: FamilyKey,
      bytes: Uint8Array,
      facts: KeptFacts,
      original: Uint8Array | null,
    ): Promise<Kept> {
      const first = original && (await put(file, key, originalPart, original));
      const name = await put(file, key, keptPart, bytes);
      return { name, sealed: key.seal(placeOf(file, 'facts'), JSON.stringify(facts)), original: first };
    },
    factsOf: (file: FileDoc, key: FamilyKey): FullFacts | null =>
      file.kept && {
        id: file._id,
        ...(JSON.parse(key.open(placeOf(file, 'facts'), file.kept.sealed)) as KeptFacts),
      },
    /** How long that form is. */
    sizeOf: (facts: KeptFacts, form: Form): number => (form === 'copy' && facts.copyBytes) || facts.bytes,
    readKept(file: FileDoc & { kept: Kept }, key: FamilyKey, form: Form, total: number, span: Span) {
      const { name, original } = file.kept;
      return form === 'original' && original
        ? read(file, key, original, originalPart, total, span)
        : read(file, key, name, keptPart, total, span);
    },

    /** Pieces that no document names any more. What fails here is swept later, so nobody hears of it. */
    async forget(...names: readonly string[]): Promise<void> {
      for (const name of names)
        await storage.delete(name).catch((error: unknown) => {
          if (!(error instanceof StorageError)) throw error;
          report(error);
        });
    },
    /** Every piece of a file, those too that no document names. */
    erase: (file: Placed) => orRetry(() => eraseBelow(folderOf(file))),
    eraseFolder: (keyId: string) => orRetry(() => eraseBelow(`${keyId}/`)),
  };

  async function eraseBelow(prefix: string): Promise<void> {
    for await (const { name } of storage.list(prefix)) await storage.delete(name);
  }
}

type Placed = Pick<FileDoc, '_id' | 'keyId'>;
const keptPart = 'kept';
const originalPart = 'original';
const chunkPart = (offset: number): string => `chunk-${offset}`;
const folderOf = ({ keyId, _id }: Placed): string => `${keyId}/${_id}/`;
const placeOf = (file: FileDoc, part: string): string => `files/${file._id}/${part}`;

/** What is told of a file to whoever may use it. */
export function toFacts({ id, type, bytes, sha256, uploadedAt }: FullFacts): FileFacts {
  return { id, type, bytes, sha256, uploadedAt };
}
