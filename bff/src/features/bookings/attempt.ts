import type { StaffDesk } from '../../plugins/session.js';
import { daysOf } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import type { QuoteDoc } from './prices.rules.js';

/** What is to be booked, and under which id: the same attempt, whoever asks again. */
export type Attempt = {
  id: string;
  bodyPrint: string;
  quoteId: string;
  dates?: readonly string[] | undefined;
  /** The waitlist entry whose offer it takes. */
  via?: string;
  desk?: StaffDesk | undefined;
};

/** The quote of some of its days. Null where it lacks one of them. */
export function onlyOn(quote: QuoteDoc, dates: readonly string[] | undefined): QuoteDoc | null {
  if (!dates) return quote;
  const days = quote.days.filter(({ date }) => dates.includes(date));
  if (days.length < dates.length) return null;
  return { ...quote, days, totalFen: days.reduce((sum, day) => sum + day.totalFen, 0) };
}

/**
 * @param membershipId of the desk that books for the family: what a centre books it has accepted
 * @param via the waitlist entry whose offer it takes
 */
export function newPending(
  id: string,
  quote: QuoteDoc,
  {
    bodyPrint,
    epoch,
    now,
    membershipId,
    via,
  }: { bodyPrint: string; epoch: number; now: Date; membershipId?: string; via?: string },
): CareRequestDoc {
  const { familyId, childId, centreId } = quote;
  const days = membershipId ? quote.days.map((day) => ({ ...day, answerBy: null })) : quote.days;
  return {
    ...{ _id: id, rev: 0, familyId, childId, centreId, bodyPrint, quote },
    ...{ status: 'pending', n: 1, versions: [] },
    days: daysOf(days, 1, epoch).map((day) => ({ ...day, ...(via !== undefined && { via }) })),
    ...{ openedAt: now, touchedAt: now, confirmedAt: null },
    ...(membershipId && { bookedBy: membershipId }),
  };
}
