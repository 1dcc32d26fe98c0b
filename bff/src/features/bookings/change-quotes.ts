import type { Body } from '@nearcare/shared/contract/types';
import { DomainError } from '../../lib/domain-error.js';
import { acceptedFor, canChange } from './bookings.view.js';
import { bookingId } from './care-request.rules.js';
import type { Found } from './own-bookings.service.js';
import type { ChangeOf, QuoteDoc } from './prices.rules.js';

/**
 * The booking that is to be changed, as the quote will show it and as it is kept with what is accepted.
 * @throws DomainError change_too_late, input_invalid (several days, another centre or child, a visit at short notice)
 */
export function changeOf(found: Found, body: Body<'quoteBooking'>, now: Date): ChangeOf {
  const { request, day } = found;
  if (!canChange(found, now)) throw new DomainError('change_too_late');
  if (body.dates.length > 1) throw invalid('/dates', '改时间一次改到一天');
  if (body.centreId !== request.centreId) throw invalid('/centreId', '改时间只能在原来的机构');
  if (body.mode === 'temporary') throw invalid('/mode', '临时托不能改成，要重新约');
  if (body.childId !== request.childId) throw invalid('/childId', '改时间不能换孩子');
  const { quote, quoted } = acceptedFor(request, day);
  const { date, weekday, groupName, from, to, totalFen, cancellation } = quoted;
  const isFree = now < new Date(cancellation.freeUntilAt);
  return {
    ...{ bookingId: bookingId(request._id, day), n: day.n, mode: quote.mode },
    ...{ date, weekday, groupName, from, to, totalFen, cancellation },
    feeFen: isFree ? 0 : cancellation.lateFeeFen,
  };
}

/** Whether this is what the booking is already. */
export function isSame({ changeOf: old, mode, days: [day] }: QuoteDoc): boolean {
  return (
    old !== undefined &&
    old.mode === mode &&
    old.date === day?.date &&
    old.groupName === day.groupName &&
    old.from === day.from &&
    old.to === day.to
  );
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
