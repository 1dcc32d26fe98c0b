import type { Query, Reply } from '@nearcare/shared/contract/types';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { type AuthorCall, authorCalls } from './author-calls.js';
import type { AuthorMarks } from './author-marks.js';
import type { ComplaintsModel } from './complaints.model.js';
import type { LookDoc, LookPlace, LooksModel } from './desk/looks.model.js';

export type LooksDeps = { complaints: ComplaintsModel; marks: AuthorMarks; looks: LooksModel };
type Look = Reply<'listComplaintLooks'>['items'][number];

const pageSize = 20;

/** Who at a desk read a complaint, for its author, the anonymous one too: nothing of a look leads to who asks. */
export function complaintLooks({ complaints, marks, looks }: LooksDeps) {
  const { findOwn } = authorCalls({ complaints, marks });

  /** @throws DomainError tracking_code_wrong, not_found, input_invalid for a cursor that is none */
  return async function listComplaintLooks(
    author: AuthorCall,
    id: string,
    { cursor, limit = pageSize }: Query<'listComplaintLooks'>,
  ): Promise<Reply<'listComplaintLooks'>> {
    const after = cursor === undefined ? null : placeAt(cursor);
    const { _id } = await findOwn(author, id);
    const found = await looks.list(_id, after, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(toLook),
      nextCursor: found.length > limit && last ? encodeCursor([last.lastAt.getTime(), last._id]) : null,
    };
  };
}

export function toLook({ _id: id, byRole, placeName, on, firstAt, lastAt, times }: LookDoc): Look {
  return {
    ...{ id, byRole, placeName, on, times },
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}

function placeAt(cursor: string): LookPlace {
  const [at, id] = decodeCursor(cursor, 2);
  return { lastAt: new Date(Number(at)), _id: String(id) };
}
