import { isInserted } from './insert-once.js';

/** What of a driver's collection is used here, whatever its documents. */
type Rows = {
  insertOne(next: never): Promise<unknown>;
  replaceOne(seen: never, next: never): Promise<{ modifiedCount: number }>;
};

/**
 * Writes it as the one that follows what was read: `rev` is one more than that of the document seen, 1 where none was
 * there. False when somebody else wrote meanwhile.
 */
export async function writeNext<Doc extends { _id: string; rev: number }>(
  rows: Rows,
  next: Doc,
): Promise<boolean> {
  if (next.rev === 1) return isInserted(() => rows.insertOne(next as never));
  const seen = { _id: next._id, rev: next.rev - 1 };
  return (await rows.replaceOne(seen as never, next as never)).modifiedCount === 1;
}
