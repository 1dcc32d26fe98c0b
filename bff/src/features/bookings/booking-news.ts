import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import type { BookingDoc, BookingsModel } from './bookings.model.js';

type Deps = { model: BookingsModel; families: Children; notices: Notices };

const pageSize = 200;

export type BookingNews = ReturnType<typeof bookingNews>;

/**
 * Tells families what others did with their bookings: a desk booked, or the centre ended. The write that decides marks
 * the booking; here it is told and the mark taken off. Each event has its own key, so a crash in between, a second
 * process or the reconcile job tell nobody twice.
 */
export function bookingNews({ model, families, notices }: Deps) {
  /** Does nothing where nothing is to be told. Safe to repeat. */
  async function tell(booking: BookingDoc): Promise<void> {
    if (!booking.isUntold) return;
    const child = await families.findChild(booking.familyId, booking.childId);
    // Who removed the child ended its bookings by that and has nothing to hear.
    if (child) await tellAbout(booking, child.nickname);
    await model.markTold(booking._id, booking.status);
  }

  async function tellAbout(booking: BookingDoc, childNickname: string): Promise<void> {
    const { _id: bookingId, familyId, date, bookedBy, confirmedAt, cancelledAt } = booking;
    const { centreName, from } = booking.versions.at(-1)?.quote ?? booking.quote;
    const facts = { bookingId, centreName, childNickname, date, from };
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

  /** All that is untold. @returns how many. @throws the first fault, after the others of its page were tried */
  async function tellAll(): Promise<number> {
    for (let count = 0; ; ) {
      const untold = await model.listUntold(pageSize);
      const results = await Promise.allSettled(untold.map(tell));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      count += untold.length;
      if (untold.length < pageSize) return count;
    }
  }

  return { tell, tellAll };
}
