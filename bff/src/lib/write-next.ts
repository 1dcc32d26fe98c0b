import type { mongo } from 'mongoose';
import { isInserted } from './insert-once.js';

/**
 * Writes it as the one that follows what was read: `rev` is one more than that of the document seen, 1 where none was
 * there. False when somebody else wrote meanwhile.
 */
export async function writeNext<Doc extends { _id: string; rev: number }>(
  rows: mongo.Collection<Doc>,
  next: Doc,
): Promise<boolean> {
  if (next.rev === 1) return isInserted(() => rows.insertOne(next as mongo.OptionalUnlessRequiredId<Doc>));
  const seen = { _id: next._id, rev: next.rev - 1 } as mongo.Filter<Doc>;
  return (await rows.replaceOne(seen, next)).modifiedCount === 1;
}
