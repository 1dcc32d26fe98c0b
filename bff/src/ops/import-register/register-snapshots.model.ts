import mongoose, { type Connection, type Model } from 'mongoose';
import { isInserted } from '../../lib/insert-once.js';
import { ImportError } from './import-error.js';

type FileOfDay = { asOf: string; fileHash: string };

/** Which snapshot of a register stands in the store. `_id` is the register's code. */
export type RegisterSnapshotRecord = {
  _id: string;
  /** The one begun last: some of its rows may stand, or all. */
  begun: FileOfDay;
  /** The one taken last to its end, what is gone included. */
  taken: FileOfDay | null;
};

/** Shard key: none; one small document for each register. */
const registerSnapshotSchema = new mongoose.Schema<RegisterSnapshotRecord>(
  {
    _id: { type: String, required: true },
    begun: { type: mongoose.Schema.Types.Mixed, required: true },
    taken: { type: mongoose.Schema.Types.Mixed, default: null },
  },
  { collection: 'registerSnapshots', versionKey: false, strict: 'throw' },
);

export type RegisterSnapshots = Model<RegisterSnapshotRecord>;

export function registerSnapshotModel(connection: Connection): RegisterSnapshots {
  return (
    connection.models['RegisterSnapshot'] ??
    connection.model<RegisterSnapshotRecord>('RegisterSnapshot', registerSnapshotSchema)
  );
}

/**
 * @returns the snapshot taken last, or null when this is the first
 * @throws ImportError when a newer one than this was begun: its rows would be overwritten by older ones
 */
export async function checkNotOlder(
  snapshots: RegisterSnapshots,
  code: string,
  { asOf }: FileOfDay,
): Promise<FileOfDay | null> {
  const known = await snapshots.findById(code).lean<RegisterSnapshotRecord>().exec();
  if (!known) return null;
  if (known.begun.asOf > asOf) throw isOlder(code, asOf, known.begun.asOf);
  return known.taken;
}

/** @throws ImportError when a newer one was begun meanwhile */
export async function beginSnapshot(snapshots: RegisterSnapshots, code: string, file: FileOfDay) {
  const notNewer = { _id: code, 'begun.asOf': { $lte: file.asOf } };
  const change = { $set: { begun: file }, $setOnInsert: { taken: null } };
  const begin = () => snapshots.updateOne(notNewer, change, { upsert: true });
  // A duplicate: a newer one stands, or a twin has begun the first at this moment, which the second try tells.
  if (!((await isInserted(begin)) || (await isInserted(begin))))
    throw isOlder(code, file.asOf, 'a later day');
}

/** @throws ImportError when another snapshot was begun meanwhile: rows of both stand mixed */
export async function finishSnapshot(snapshots: RegisterSnapshots, code: string, file: FileOfDay) {
  const own = { _id: code, 'begun.asOf': file.asOf, 'begun.fileHash': file.fileHash };
  const { matchedCount } = await snapshots.updateOne(own, { $set: { taken: file } });
  if (matchedCount === 0)
    throw new ImportError(`another snapshot of ${code} was begun meanwhile: run the newest one again`);
}

function isOlder(code: string, asOf: string, last: string): ImportError {
  return new ImportError(
    `this snapshot of ${code} is of ${asOf}, the one taken last of ${last}: an older one is refused, nothing was written`,
  );
}
