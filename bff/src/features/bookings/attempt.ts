import { daysOf } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import type { QuoteDoc } from './prices.rules.js';

/** The quote of some of its days. Null where it lacks one of them. */
export function onlyOn(quote: QuoteDoc, dates: readonly string[] | undefined): QuoteDoc | null {
  if (!dates) return quote;
  const days = quote.days.filter(({ date }) => dates.includes(date));
  if (days.length < dates.length) return null;
  return { ...quote, days, totalFen: days.reduce((sum, day) => sum + day.totalFen, 0) };
}

/** @param membershipId of the desk that books for the family: what a centre books it has accepted */
export function newPending(
  id: string,
  quote: QuoteDoc,
  {
    bodyPrint,
    epoch,
    now,
    membershipId,
  }: { bodyPrint: string; epoch: number; now: Date; membershipId?: string },
): CareRequestDoc {
  const { familyId, childId, centreId } = quote;
  const days = membershipId ? quote.days.map((day) => ({ ...day, answerBy: null })) : quote.days;
  return {
    ...{ _id: id, rev: 0, familyId, childId, centreId, bodyPrint, quote },
    ...{ status: 'pending', n: 1, days: daysOf(days, 1, epoch), versions: [] },
    ...{ openedAt: now, touchedAt: now, confirmedAt: null },
    ...(membershipId && { bookedBy: membershipId }),
  };
}
