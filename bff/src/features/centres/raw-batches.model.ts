import mongoose, { type mongo } from 'mongoose';

/** The driver's own: the library itself would be a second copy in memory. */
export const { BSON } = mongoose.mongo;

/**
 * What a cursor with `raw` gives, in batches of BSON: a country's centres are many to decode and to cast. The next batch
 * is on its way while the last one is looked at.
 */
export async function* rawBatches(rows: mongo.FindCursor): AsyncGenerator<Uint8Array[]> {
  let coming = rows.next();
  try {
    for (let first = await coming; first; first = await coming) {
      const batch = [first, ...rows.readBufferedDocuments()] as Uint8Array[];
      coming = rows.next();
      // Who stops half-way does not wait for it.
      coming.catch(() => undefined);
      yield batch;
    }
  } finally {
    await rows.close();
  }
}
