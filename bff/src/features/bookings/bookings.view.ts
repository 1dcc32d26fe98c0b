import { createHash } from 'node:crypto';
import type { Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../lib/domain-error.js';
import { instantAt } from '../../lib/zone.js';
import type { BookableCentre } from '../centres/centres.public.js';
import type { KnownChild } from '../families/families.public.js';
import type { BookingDoc } from './bookings.model.js';

type Booking = Reply<'getBooking'>;

/** A booking as its family sees it. Shown is the quote of the newest committed version. */
export function toBooking(
  booking: BookingDoc,
  child: KnownChild | null,
  centre: BookableCentre | null,
  now: Date,
): Booking {
  if (!centre) throw new DomainError('not_found');
  const quote = booking.versions.at(-1)?.quote ?? booking.quote;
  return {
    id: booking._id,
    number: bookingNumber(booking),
    status: booking.status,
    entryCode: digitsOf(`entry:${booking._id}`, 4),
    child: { id: booking.childId, nickname: child?.nickname ?? '' },
    centre: {
      id: centre.id,
      name: centre.name,
      address: centre.address,
      phone: centre.phone,
      point: centre.point,
    },
    groupName: quote.groupName,
    mode: quote.mode,
    date: booking.date,
    weekday: quote.weekday,
    from: quote.from,
    to: quote.to,
    quote: { lines: quote.lines, totalFen: quote.totalFen, currency: quote.currency },
    cancellation: quote.cancellation,
    canCancel: canCancel(booking, now),
    cancelledAt: booking.cancelledAt?.toISOString() ?? null,
    cancelledBy: booking.cancelledBy,
    cancelReason: booking.cancelReason ?? null,
    isBookedAtDesk: booking.bookedBy !== undefined,
    bookedAt: (booking.confirmedAt ?? booking.openedAt).toISOString(),
    isDemo: quote.isDemo,
  };
}

/** Until care begins; afterwards only the centre can tell what happened. */
export function canCancel(booking: BookingDoc, now: Date): boolean {
  const { date, from, timeZone } = booking.quote;
  return booking.status === 'confirmed' && now < instantAt(date, from, timeZone);
}

/** For the phone: year, month and six digits. A handle for people; the id stays the key. */
function bookingNumber({ _id, date }: BookingDoc): string {
  return `YY${date.slice(2, 4)}${date.slice(5, 7)}-${digitsOf(`number:${_id}`, 6)}`;
}

function digitsOf(text: string, length: number): string {
  const value = createHash('sha256').update(text).digest().readUInt32BE(0) % 10 ** length;
  return String(value).padStart(length, '0');
}
