import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { Page, PageAsked } from './finding.service.js';
import type { Sort } from './sorting.rules.js';

const defaultLimit = 20;

/** @throws DomainError input_invalid (cursor) for one that is not ours, or of a list in another order */
export function readPage(
  { cursor, limit = defaultLimit }: { cursor?: string; limit?: number },
  sort: Sort,
): PageAsked {
  if (cursor === undefined) return { sort, after: null, limit };
  const [ofSort, first, second, id] = decodeCursor(cursor, 4);
  if (ofSort !== sort || typeof first !== 'number' || second === undefined || typeof id !== 'string')
    throw new DomainError('input_invalid', { n: 1 }, [
      { path: '/cursor', message: '翻页标记不对，从第一页看起' },
    ]);
  return { sort, after: { first, second, id }, limit };
}

export function toPageReply({ items, next, total, isTotalComplete }: Page, sort: Sort, now: Date) {
  return {
    items,
    nextCursor: next && encodeCursor([sort, next.first, next.second, next.id]),
    total,
    isTotalComplete,
    answeredAt: now.toISOString(),
  };
}
