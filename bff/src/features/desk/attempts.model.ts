import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

/** How often somebody tried something within one window of time. `_id`: `<what>/<who>/<window>`. Shard key: _id. */
type AttemptsDoc = { _id: string; count: number; forgetAt: Date };

const attemptsSchema = new Schema<AttemptsDoc>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'deskAttempts' },
);

export type AttemptsModel = ReturnType<typeof attemptsModel>;

export function attemptsModel(store: Connection) {
  const attempts = store.model('DeskAttempts', attemptsSchema);
  const count = (id: string, most: number, forgetAt: Date) =>
    attempts
      .findOneAndUpdate(
        { _id: id, count: { $lt: most } },
        { $inc: { count: 1 }, $setOnInsert: { forgetAt } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<AttemptsDoc>()
      .catch((error: unknown) => {
        if (isDuplicateKey(error)) return null;
        throw error;
      });

  return {
    /** Counts one and answers the how-manieth it is; null when there were `most` before. */
    async take(id: string, most: number, forgetAt: Date): Promise<number | null> {
      // Nothing counted: the document is there and full, or a twin has made it just now, which the second try tells.
      const counted = (await count(id, most, forgetAt)) ?? (await count(id, most, forgetAt));
      return counted && counted.count;
    },
    async forget(id: string): Promise<void> {
      await attempts.deleteOne({ _id: id });
    },
  };
}
