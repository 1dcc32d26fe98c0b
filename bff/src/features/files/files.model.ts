import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { FilePurpose, FileType } from './files.public.js';

/** A chunk that arrived: the piece of the storage that holds it, and where it belongs. */
export type Chunk = { name: string; offset: number; bytes: number };

/** What is kept of a finished file: its pieces, and what may be said of it, sealed. */
export type Kept = {
  name: string;
  sealed: string;
  /** The piece with the bytes as they were sent, where what is shown is a copy. */
  original: string | null;
};

/**
 * A file, from its first byte on. `_id` is derived from (holder, idempotency key). No pieces but those named here are
 * the file's: a piece is put first and named then, by one compare-and-set, so a crash leaves at most a piece that nobody
 * names. Shard key: _id.
 */
export type FileDoc = {
  _id: string;
  /** Whose it is to use: a family's. Evidence is its author's, known by a mark, until it is filed, and then the complaint's. */
  holderId: string;
  /**
   * Names the key that seals it and the folder of its pieces: the family's. Evidence has a key of its own, by its own id:
   * an account may go, and what an authority looks into stays.
   */
  keyId: string;
  purpose: FilePurpose;
  /** What the phone said it would send; the content decides. */
  claimedType: FileType;
  bytes: number;
  receivedBytes: number;
  chunks: Chunk[];
  state: 'uploading' | 'ready' | 'refused' | 'discarded';
  /** Why the content was refused, to say it again to whoever asks again. */
  refusal: ErrorCode | null;
  kept: Kept | null;
  /** What uses it, `feeReductions/fr_1`; null: nothing yet, and it goes at `expiresAt`. */
  owner: string | null;
  createdAt: Date;
  /** Null: what uses it names it, as was seen once this had passed. */
  expiresAt: Date | null;
};

const fileSchema = new Schema<FileDoc>(
  {
    _id: { type: String, required: true },
    holderId: { type: String, required: true },
    keyId: { type: String, required: true },
    purpose: { type: String, required: true },
    claimedType: { type: String, required: true },
    bytes: { type: Number, required: true },
    receivedBytes: { type: Number, required: true },
    chunks: {
      type: [new Schema<Chunk>({ name: String, offset: Number, bytes: Number }, { _id: false })],
      required: true,
    },
    state: { type: String, required: true },
    refusal: { type: String, default: null },
    kept: {
      type: new Schema<Kept>(
        { name: String, sealed: String, original: { type: String, default: null } },
        { _id: false },
      ),
      default: null,
    },
    owner: { type: String, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw', collection: 'files' },
);
fileSchema.index({ holderId: 1, owner: 1 });
fileSchema.index({ owner: 1, expiresAt: 1 });
fileSchema.index({ purpose: 1, expiresAt: 1 });

export type FilesModel = ReturnType<typeof filesModel>;

export function filesModel(store: Connection) {
  const files = store.model('File', fileSchema);
  return {
    /** False when this key asked before. */
    async insert(file: FileDoc): Promise<boolean> {
      try {
        await files.create([file]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: (holderId: string, id: string) => files.findOne({ _id: id, holderId }).lean<FileDoc>(),
    /** Whosever it is: for whoever holds a signed link. */
    findReady: (id: string) => files.findOne({ _id: id, state: 'ready' }).lean<FileDoc>(),
    listOf: (holderId: string, owner: string) =>
      files.find({ holderId, owner, state: 'ready' }).sort({ createdAt: 1, _id: 1 }).lean<FileDoc[]>(),
    listReady: (holderId: string) =>
      files.find({ holderId, state: 'ready' }).sort({ createdAt: 1, _id: 1 }).lean<FileDoc[]>(),
    /** Those that nothing uses and that may still come to be used. */
    countUnattached: (holderId: string): Promise<number> =>
      files.countDocuments({ holderId, owner: null, state: { $in: ['uploading', 'ready'] } }),
    /** Files among these whose documents are there, with the pieces that they name. */
    listNamed: (ids: readonly string[]) =>
      files
        .find({ _id: { $in: [...ids] } }, { chunks: 1, kept: 1 })
        .lean<Pick<FileDoc, '_id' | 'chunks' | 'kept'>[]>(),

    /** False when another chunk came first, or the upload is over. */
    async addChunk({ _id, holderId }: FileDoc, chunk: Chunk): Promise<boolean> {
      const { modifiedCount } = await files.updateOne(
        { _id, holderId, state: 'uploading', receivedBytes: chunk.offset },
        { $set: { receivedBytes: chunk.offset + chunk.bytes }, $push: { chunks: chunk } },
      );
      return modifiedCount === 1;
    },
    /** From here on the chunks are nobody's. False when somebody else ended the upload. */
    async finish({ _id, holderId }: FileDoc, kept: Kept): Promise<boolean> {
      const { modifiedCount } = await files.updateOne(
        { _id, holderId, state: 'uploading' },
        { $set: { state: 'ready', kept, chunks: [] } },
      );
      return modifiedCount === 1;
    },
    async refuse({ _id, holderId }: FileDoc, refusal: ErrorCode): Promise<void> {
      await files.updateOne(
        { _id, holderId, state: 'uploading' },
        { $set: { state: 'refused', refusal, chunks: [] } },
      );
    },
    /** False when something has come to use it. The mark stays until `expiresAt`, for whoever repeats. */
    async discard({ _id, holderId }: FileDoc): Promise<boolean> {
      const { matchedCount } = await files.updateOne(
        { _id, holderId, owner: null },
        { $set: { state: 'discarded', chunks: [], kept: null } },
      );
      return matchedCount === 1;
    },

    /**
     * Ties it to what uses it, whose it is from here on. False when it is not ready, or something else uses it.
     * @param lookAfterAt until then nobody takes it for left over, however old it is: what names it is still being written
     */
    async attach(id: string, from: string, to: Owned, lookAfterAt: Date): Promise<boolean> {
      const { modifiedCount } = await files.updateOne(
        { _id: id, holderId: from, state: 'ready', owner: null },
        { $set: { ...to, expiresAt: lookAfterAt } },
      );
      return modifiedCount === 1;
    },
    async detach(id: string, from: string, to: Owned): Promise<void> {
      await files.updateOne({ _id: id, ...to }, { $set: { holderId: from, owner: null } });
    },

    listExpired: (at: Date, limit: number) =>
      files
        .find({ owner: null, expiresAt: { $lte: at } })
        .limit(limit)
        .lean<FileDoc[]>(),
    /** False when something came to use it, or another process was first. */
    async removeExpired({ _id, holderId }: FileDoc, at: Date): Promise<boolean> {
      const { deletedCount } = await files.deleteOne({ _id, holderId, owner: null, expiresAt: { $lte: at } });
      return deletedCount === 1;
    },

    /** Of these purposes and in use, whose use nobody has looked after since it was begun. */
    listUnsettled: (purposes: readonly FilePurpose[], at: Date, limit: number) =>
      files
        .find({ purpose: { $in: [...purposes] }, expiresAt: { $lte: at }, owner: { $ne: null } })
        .limit(limit)
        .lean<(FileDoc & Owned)[]>(),
    async settle(id: string): Promise<void> {
      await files.updateOne({ _id: id }, { $set: { expiresAt: null } });
    },

    /** From here on they take no chunk and show nothing. */
    async close(holderId: string, meant: FilesMeant): Promise<void> {
      await files.updateMany(
        { ...meant, holderId },
        { $set: { state: 'discarded', chunks: [], kept: null } },
      );
    },
    listMeant: (holderId: string, meant: FilesMeant) =>
      files.find({ ...meant, holderId }, { _id: 1, keyId: 1 }).lean<Pick<FileDoc, '_id' | 'keyId'>[]>(),
    async remove(holderId: string, ids: readonly string[]): Promise<void> {
      await files.deleteMany({ holderId, _id: { $in: [...ids] } });
    },
  };
}

/** What uses a file, and whose it is then. */
export type Owned = Pick<FileDoc, 'holderId'> & { owner: string };

/** All files of an owner or of a purpose, or one. */
export type FilesMeant = { _id?: string; owner?: string; purpose?: FilePurpose };
