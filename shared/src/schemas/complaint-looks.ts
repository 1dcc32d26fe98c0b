import { Type } from 'typebox';
import { CivilDate, Cursor, Id, Instant, nullable, PageLimit, strict } from './common.js';
import { DeskRole } from './desk.js';

/**
 * Who at a desk read a complaint, for its author: by role and place, never by name, since it may be about one of them. Looks
 * of one person on one day are one line.
 */
export const ComplaintLook = strict({
  id: Id,
  byRole: DeskRole,
  placeName: Type.String({ description: 'The centre, or the authority’s district or level' }),
  on: CivilDate,
  firstAt: Instant,
  lastAt: Instant,
  times: Type.Integer(),
});
export const ComplaintLooksQuery = strict({
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
});
export const ComplaintLooks = strict({
  items: Type.Array(ComplaintLook, { description: 'The last look first' }),
  nextCursor: nullable(Type.String()),
});
