import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import type { BookingDoc, BookingsModel } from './bookings.model.js';

type Deps = { model: BookingsModel; families: Children; notices: Notices };

export type BookingNews = News<BookingDoc>;

/** Tells families what others did with their bookings: a desk booked, or the centre ended. */
export function bookingNews({ model, families, notices }: Deps): BookingNews {
  async function tellAbout(booking: BookingDoc): Promise<void> {
    const child = await families.findChild(booking.familyId, booking.childId);
    // Who removed the child ended its bookings by that and has nothing to hear.
    if (!child) return;
    const { _id: bookingId, familyId, date, bookedBy, confirmedAt, cancelledAt } = booking;
    const { centreName, from } = booking.versions.at(-1)?.quote ?? booking.quote;
    const facts = { bookingId, centreName, childNickname: child.nickname, date, from };
    if (bookedBy && confirmedAt) {
      const key = `bookings/${bookingId}/booked`;
      await notices.tell({ kind: 'bookedAtDesk', key, familyId, at: confirmedAt, facts });
    }
    if (cancelledAt && booking.cancelledBy !== 'parent') {
      const key = `bookings/${bookingId}/cancelled`;
      const ended = { ...facts, reason: booking.cancelReason ?? '' };
      await notices.tell({
        kind: 'bookingCancelledByCentre',
        ...{ key, familyId, at: cancelledAt, facts: ended },
      });
    }
  }

  return untoldNews({
    listUntold: model.listUntold,
    tellAbout,
    markTold: ({ _id, status }) => model.markTold(_id, status),
  });
}
