import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import type { FilePurpose, FileType } from './files.public.js';

/** A chunk that arrived: the piece of the storage that holds it, and where it belongs. */
export type Chunk = { name: string; offset: number; bytes: number };

/**
 * A file, from its first byte on. `_id` is derived from (family, idempotency key). No pieces but those named here are
 * the file's: a piece is put first and named then, by one compare-and-set, so a crash leaves at most a piece that nobody
 * names. Shard key: familyId.
 */
export type FileDoc = {
  _id: string;
  familyId: string;
  purpose: FilePurpose;
  /** What the phone said it would send; the content decides. */
  claimedType: FileType;
  bytes: number;
  receivedBytes: number;
  chunks: Chunk[];
  state: 'uploading' | 'ready' | 'refused' | 'discarded';
  /** Why the content was refused, to say it again to whoever asks again. */
  refusal: ErrorCode | null;
  /** The piece that is kept, and what may be said of it, sealed. */
  kept: { name: string; sealed: string } | null;
  /** What uses it, `feeReductions/fr_1`; null: nothing yet, and it goes at `expiresAt`. */
  owner: string | null;
  createdAt: Date;
  expiresAt: Date;
};

const fileSchema = new Schema<FileDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true },
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
      type: new Schema<NonNullable<FileDoc['kept']>>({ name: String, sealed: String }, { _id: false }),
      default: null,
    },
    owner: { type: String, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'files' },
);
fileSchema.index({ familyId: 1, owner: 1 });
fileSchema.index({ owner: 1, expiresAt: 1 });

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
    find: (familyId: string, id: string) => files.findOne({ _id: id, familyId }).lean<FileDoc>(),
    /** Of whichever family: for whoever holds a signed link. */
    findReady: (id: string) => files.findOne({ _id: id, state: 'ready' }).lean<FileDoc>(),
    listOf: (familyId: string, owner: string) =>
      files.find({ familyId, owner, state: 'ready' }).sort({ createdAt: 1, _id: 1 }).lean<FileDoc[]>(),
    listReady: (familyId: string) =>
      files.find({ familyId, state: 'ready' }).sort({ createdAt: 1, _id: 1 }).lean<FileDoc[]>(),
    /** Those that nothing uses and that may still come to be used. */
    countUnattached: (familyId: string): Promise<number> =>
      files.countDocuments({ familyId, owner: null, state: { $in: ['uploading', 'ready'] } }),
    /** Files among these whose documents are there, with the pieces that they name. */
    listNamed: (ids: readonly string[]) =>
      files
        .find({ _id: { $in: [...ids] } }, { chunks: 1, kept: 1 })
        .lean<Pick<FileDoc, '_id' | 'chunks' | 'kept'>[]>(),

    /** False when another chunk came first, or the upload is over. */
    async addChunk({ _id, familyId }: FileDoc, chunk: Chunk): Promise<boolean> {
      const { modifiedCount } = await files.updateOne(
        { _id, familyId, state: 'uploading', receivedBytes: chunk.offset },
        { $set: { receivedBytes: chunk.offset + chunk.bytes }, $push: { chunks: chunk } },
      );
      return modifiedCount === 1;
    },
    /** From here on the chunks are nobody's. False when somebody else ended the upload. */
    async finish({ _id, familyId }: FileDoc, kept: NonNullable<FileDoc['kept']>): Promise<boolean> {
      const { modifiedCount } = await files.updateOne(
        { _id, familyId, state: 'uploading' },
        { $set: { state: 'ready', kept, chunks: [] } },
      );
      return modifiedCount === 1;
    },
    async refuse({ _id, familyId }: FileDoc, refusal: ErrorCode): Promise<void> {
      await files.updateOne(
        { _id, familyId, state: 'uploading' },
        { $set: { state: 'refused', refusal, chunks: [] } },
      );
    },
    /** False when something has come to use it. The mark stays until `expiresAt`, for whoever repeats. */
    async discard({ _id, familyId }: FileDoc): Promise<boolean> {
      const { matchedCount } = await files.updateOne(
        { _id, familyId, owner: null },
        { $set: { state: 'discarded', chunks: [], kept: null } },
      );
      return matchedCount === 1;
    },

    /** False when it is not ready, or something else uses it. */
    async attach(familyId: string, id: string, owner: string): Promise<boolean> {
      const { modifiedCount } = await files.updateOne(
        { _id: id, familyId, state: 'ready', owner: null },
        { $set: { owner } },
      );
      return modifiedCount === 1;
    },
    async detach(familyId: string, id: string, owner: string): Promise<void> {
      await files.updateOne({ _id: id, familyId, owner }, { $set: { owner: null } });
    },

    listExpired: (at: Date, limit: number) =>
      files
        .find({ owner: null, expiresAt: { $lte: at } })
        .limit(limit)
        .lean<FileDoc[]>(),
    /** False when something came to use it, or another process was first. */
    async removeExpired({ _id, familyId }: FileDoc, at: Date): Promise<boolean> {
      const { deletedCount } = await files.deleteOne({ _id, familyId, owner: null, expiresAt: { $lte: at } });
      return deletedCount === 1;
    },

    /** From here on they take no chunk and show nothing. */
    async close(familyId: string, meant: FilesMeant): Promise<void> {
      await files.updateMany(
        { ...meant, familyId },
        { $set: { state: 'discarded', chunks: [], kept: null } },
      );
    },
    async listIds(familyId: string, meant: FilesMeant): Promise<string[]> {
      const found = await files.find({ ...meant, familyId }, { _id: 1 }).lean<Pick<FileDoc, '_id'>[]>();
      return found.map(({ _id }) => _id);
    },
    async remove(familyId: string, ids: readonly string[]): Promise<void> {
      await files.deleteMany({ familyId, _id: { $in: [...ids] } });
    },
  };
}

/** All files of an owner, or of a purpose. */
export type FilesMeant = { owner?: string; purpose?: FilePurpose };
