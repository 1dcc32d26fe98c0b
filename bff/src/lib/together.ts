import DataLoader from 'dataloader';
import { mongo } from 'mongoose';

/**
 * One trip to the store for what many requests want of it in the same turn of the event loop: under load each command
 * of a driver costs more than what it carries. Nothing is remembered, so each reads what stands when it asks.
 */
const oneTurn = {
  cache: false,
  maxBatchSize: 100,
  batchScheduleFn: (send: () => void) => setImmediate(send),
};

/**
 * @param readAll the documents of these keys, in any order, those that there are
 * @returns reads one document, null where there is none; two that ask for the same one get the same object: read it only
 */
export function readTogether<Key, Doc extends { _id: string }>(
  readAll: (keys: readonly Key[]) => Promise<readonly Doc[]>,
  idOf: (key: Key) => string,
): (key: Key) => Promise<Doc | null> {
  const loader = new DataLoader<Key, Doc | null>(async (keys) => {
    const found = new Map((await readAll(keys)).map((doc) => [doc._id, doc]));
    return keys.map((key) => found.get(idOf(key)) ?? null);
  }, oneTurn);
  return (key) => loader.load(key);
}

/** @returns inserts one document. @throws what its own insertion met, as `insertOne` would: error 11000 where it is there */
export function insertTogether<Doc extends { _id: string }>(
  rows: mongo.Collection<Doc>,
): (doc: Doc) => Promise<void> {
  const loader = new DataLoader<Doc, null>(async (docs) => {
    const failed = await insertAll(rows, docs);
    return docs.map((_, index) => failed.get(index) ?? null);
  }, oneTurn);
  return async (doc) => void (await loader.load(doc));
}

/** Inserts each that can be. @returns by index what kept the others out. @throws where nobody knows which are there */
async function insertAll<Doc extends { _id: string }>(
  rows: mongo.Collection<Doc>,
  docs: readonly Doc[],
): Promise<Map<number, Error>> {
  try {
    await rows.insertMany(docs as never, { ordered: false });
    return new Map();
  } catch (error) {
    const isEachKnown = error instanceof mongo.MongoBulkWriteError && !error.result.getWriteConcernError();
    const failed = isEachKnown ? [error.writeErrors].flat() : [];
    if (failed.length === 0) throw error;
    return new Map(failed.map((one) => [one.index, new mongo.MongoServerError(one.err)]));
  }
}
