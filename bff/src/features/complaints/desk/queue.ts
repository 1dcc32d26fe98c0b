import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import type { ComplaintDoc, ComplaintsModel, Filter } from '../complaints.model.js';

type Page = { docs: ComplaintDoc[]; nextCursor: string | null };
type Query = { cursor?: string | undefined; limit?: number | undefined };

/**
 * One page of a desk's list, as long as asked for while there are so many that it may know of: a shorter one, or a cursor
 * from one that is kept from it, would tell that there is another.
 * @throws DomainError input_invalid for a cursor that is not ours
 */
export async function queuePage(
  complaints: ComplaintsModel,
  filter: Filter,
  { cursor, limit = 20 }: Query,
  mayKnowOf: (doc: ComplaintDoc) => Promise<boolean>,
): Promise<Page> {
  const known: ComplaintDoc[] = [];
  let after = cursor === undefined ? null : placeAt(cursor);
  while (known.length <= limit) {
    const found = await complaints.listQueue(filter, after, limit + 1);
    const isKnown = await Promise.all(found.map(mayKnowOf));
    known.push(...found.filter((_, index) => isKnown[index]));
    after = found.at(-1) ?? null;
    if (found.length <= limit) break;
  }
  const docs = known.slice(0, limit);
  const last = docs.at(-1);
  const hasMore = known.length > limit && last !== undefined;
  return { docs, nextCursor: hasMore ? encodeCursor([last.dueAt.getTime(), last._id]) : null };
}

function placeAt(cursor: string) {
  const [at, id] = decodeCursor(cursor, 2);
  return { dueAt: new Date(Number(at)), _id: String(id) };
}
