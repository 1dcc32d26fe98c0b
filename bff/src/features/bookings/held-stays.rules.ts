import {
  type BookedDay,
  type CareRequest,
  childDayId,
  isClaimAlive,
  type Stay,
} from './care-request.rules.js';
import type { QuoteDoc } from './prices.rules.js';

/** What gives a place back needs of a stay: whose it is, where, and by which number. */
export type HeldStay = Pick<Stay, 'date' | 'groupId' | 'n'> & Pick<BookedDay, 'index'>;

/** What these days hold, what they try to hold instead, and what a child that comes after all asks for anew. */
export function staysOf(days: readonly BookedDay[]): HeldStay[] {
  return days.flatMap((day) => [
    day,
    ...(day.change ? [{ ...day.change.to, index: day.index }] : []),
    ...(day.returning ? [{ ...day.returning.to, index: day.index }] : []),
  ]);
}

/** Those of them whose claims are dead by now, and may be released at any time. */
export function deadStays(
  now: Pick<CareRequest, 'childId' | 'status' | 'n' | 'days'>,
  stays: readonly HeldStay[],
): HeldStay[] {
  return stays.filter(({ n, date }) => !isClaimAlive(now, n, childDayId(now.childId, date)));
}

/** What a decision about one of its days let go of: its place, and whatever else was tried for it. */
export function letGo(
  { before, request }: { before: CareRequest; request: CareRequest },
  index: number,
): HeldStay[] {
  const days = [...before.days, ...request.days].filter((day) => day.index === index);
  return deadStays(request, staysOf(days));
}

/**
 * All that this request can be known to have held: the attempts of its days under every number until they were confirmed,
 * each committed change under its own, and those that are open.
 */
export function everHeld(request: CareRequest & { quote: QuoteDoc }): HeldStay[] {
  const [first] = request.versions;
  const attempted = (first?.quote ?? request.quote).days;
  const attempts = Array.from({ length: first?.n ?? request.n }, (_, nth) => nth + 1);
  return request.days.flatMap((day) => {
    const { index } = day;
    const { date, groupId } = attempted[index] ?? day;
    const changes = versionsOf(request, day).slice(1);
    return [
      ...attempts.map((n) => ({ index, date, groupId, n })),
      ...changes.flatMap(({ n, quote }) => quote.days.map((one) => ({ ...one, index, n }))),
      ...staysOf([day]),
    ];
  });
}

/** What was accepted for this day, first to last: with its request, then by its own changes. */
export function versionsOf({ versions }: Pick<CareRequest, 'versions'>, { changes = {} }: BookedDay) {
  const own = new Set(Object.values(changes));
  return versions.filter(({ n }, nth) => nth === 0 || own.has(n));
}
