import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { acceptedFor } from './bookings.view.js';
import { type BookedDay, bookingId } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';

type Deps = { requests: CareRequestsModel; families: Children; notices: Notices };

const pageSize = 200;

export type BookingNews = ReturnType<typeof bookingNews>;

/**
 * Tells families what others did with their bookings: a desk booked, or the centre ended. The write that decides marks
 * the request; here it is told and the mark taken off. Each event has its own key, so a crash in between, a second
 * process or the reconcile job tell nobody twice.
 */
export function bookingNews({ requests, families, notices }: Deps) {
  /** Does nothing where nothing is to be told. Safe to repeat. */
  async function tell(request: CareRequestDoc): Promise<void> {
    if (!request.isUntold) return;
    const child = await families.findChild(request.familyId, request.childId);
    // Who removed the child ended its bookings by that and has nothing to hear.
    if (child) for (const day of request.days) await tellAbout(request, day, child.nickname);
    await requests.markTold(request);
  }

  async function tellAbout(request: CareRequestDoc, day: BookedDay, childNickname: string): Promise<void> {
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
    if (day.cancelledAt && day.cancelledBy !== 'parent') {
      const key = `bookings/${id}/cancelled`;
      const ended = { ...facts, reason: day.cancelReason ?? '' };
      await notices.tell({
        kind: 'bookingCancelledByCentre',
        ...{ key, familyId, at: day.cancelledAt, facts: ended },
      });
    }
  }

  /** All that is untold. @returns how many. @throws the first fault, after the others of its page were tried */
  async function tellAll(): Promise<number> {
    for (let count = 0; ; ) {
      const untold = await requests.listUntold(pageSize);
      const results = await Promise.allSettled(untold.map(tell));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      count += untold.length;
      if (untold.length < pageSize) return count;
    }
  }

  return { tell, tellAll };
}
