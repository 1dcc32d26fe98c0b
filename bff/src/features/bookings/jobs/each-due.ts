import type { CareRequestDoc, CareRequestsModel, Due } from '../care-requests.model.js';

const pageSize = 200;

/**
 * Deals with every request that has a day up to `date` still holding a place, page by page; stops when the lease is lost.
 * @returns the sum of what `deal` answers
 */
export async function eachDue(
  requests: Pick<CareRequestsModel, 'listDueUntil'>,
  date: string,
  isHeld: () => boolean,
  deal: (request: CareRequestDoc) => Promise<number>,
): Promise<number> {
  let count = 0;
  for (let after: Due | null = null; isHeld(); ) {
    const page: CareRequestDoc[] = await requests.listDueUntil(date, after, pageSize);
    for (const request of page) count += await deal(request);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return count;
    after = last;
  }
  return count;
}
