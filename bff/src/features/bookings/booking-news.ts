import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import { acceptedFor } from './bookings.view.js';
import { type BookedDay, bookingId } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';

type Deps = { requests: CareRequestsModel; families: Children; notices: Notices };

export type BookingNews = News<CareRequestDoc>;

/** Tells families what others did with their bookings, and reminds them: a desk booked, the centre ended, nobody came. */
export function bookingNews({ requests, families, notices }: Deps): BookingNews {
  async function tellAbout(request: CareRequestDoc): Promise<void> {
    const child = await families.findChild(request.familyId, request.childId);
    // Who removed the child ended its bookings by that and has nothing to hear.
    if (child) for (const day of request.days) await tellDay(request, day, child.nickname);
  }

  async function tellDay(request: CareRequestDoc, day: BookedDay, childNickname: string): Promise<void> {
    const { familyId, bookedBy, confirmedAt } = request;
    const { quote, quoted } = acceptedFor(request, day);
    const id = bookingId(request._id, day);
    const facts = {
      ...{ bookingId: id, centreName: quote.centreName, childNickname },
      ...{ date: day.date, from: quoted.from },
    };
    if (bookedBy && confirmedAt) {
      const key = `bookings/${id}/booked`;
      await notices.tell({ kind: 'bookedAtDesk', key, familyId, at: confirmedAt, facts });
    }
    if (day.state === 'confirmed' && day.remindedAt) {
      const key = `bookings/${id}/reminder/${day.date}`;
      await notices.tell({ kind: 'careTomorrow', key, familyId, at: day.remindedAt, facts });
    }
    if (day.state === 'noShow' && day.missedAt) {
      const key = `bookings/${id}/noShow`;
      await notices.tell({ kind: 'markedNoShow', key, familyId, at: day.missedAt, facts });
    }
    if (day.cancelledAt && day.cancelledBy !== 'parent') {
      const key = `bookings/${id}/cancelled`;
      const ended = { ...facts, reason: day.cancelReason ?? '' };
      await notices.tell({
        kind: 'bookingCancelledByCentre',
        ...{ key, familyId, at: day.cancelledAt, facts: ended },
      });
    }
  }

  return untoldNews({ listUntold: requests.listUntold, tellAbout, markTold: requests.markTold });
}
