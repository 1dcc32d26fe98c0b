import type { Body } from '@nearcare/shared/contract/types';
import { DomainError } from '../../lib/domain-error.js';
import type { BookableCentre } from '../centres/centres.public.js';
import { acceptedFor, canChange } from './bookings.view.js';
import { bookingId } from './care-request.rules.js';
import { centreOf } from './care-requests.model.js';
import type { Found } from './own-bookings.service.js';
import type { ChangeOf, QuoteDoc } from './prices.rules.js';

/**
 * The booking that is to be changed, or that an accepted offer takes the place of, as the quote will show it and as it is kept with what is accepted.
 * @throws DomainError change_too_late, input_invalid (several days, another centre or child, a visit at short notice)
 */
export function changeOf(
  found: Found,
  body: Body<'quoteBooking'>,
  centre: Pick<BookableCentre, 'id' | 'regionCode'>,
  now: Date,
): ChangeOf {
  const { request, day } = found;
  if (!canChange(found, now)) throw new DomainError('change_too_late');
  if (body.dates.length > 1) throw invalid('/dates', '改时间一次改到一天');
  const isOffer = body.waitlistEntryId !== undefined;
  if (centre.id !== centreOf(request, day) && !isOffer) throw invalid('/centreId', '改时间只能在原来的机构');
  if (body.mode === 'temporary') throw invalid('/mode', '临时托不能改成，要重新约');
  if (body.childId !== request.childId) throw invalid('/childId', '改时间不能换孩子');
  const { quote, quoted } = acceptedFor(request, day);
  if (centre.regionCode !== quote.regionCode) throw invalid('/centreId', '两家不在同一个地方，要分开约');
  const { date, weekday, groupName, from, to, totalFen, cancellation } = quoted;
  const isFree = now < new Date(cancellation.freeUntilAt);
  return {
    ...{ bookingId: bookingId(request._id, day), n: day.n, mode: quote.mode },
    ...{ date, weekday, groupName, from, to, totalFen, cancellation, centreName: quote.centreName },
    feeFen: isFree ? 0 : cancellation.lateFeeFen,
  };
}

/** Whether this is what the booking is already. */
export function isSame({ changeOf: old, via, mode, days: [day] }: QuoteDoc): boolean {
  return (
    old !== undefined &&
    via === undefined &&
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
