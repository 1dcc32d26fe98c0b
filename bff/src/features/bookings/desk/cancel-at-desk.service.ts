import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { BookingNews } from '../booking-news.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import { dayOf } from '../own-bookings.service.js';
import type { Places } from '../places.js';
import type { BookingsOfDesk } from './bookings-of-desk.js';

type Deps = {
  ofDesk: BookingsOfDesk;
  requests: CareRequestsModel;
  places: Places;
  news: BookingNews;
  accessLog: AccessLog;
  clock: Clock;
};

/** A centre ends one booking: first the decision, then the release, and the family is told why. */
export function cancelAtDesk({ ofDesk, requests, places, news, accessLog, clock }: Deps) {
  /** Again, the same answer, and the first reason stays. @throws DomainError not_found, cancel_too_late, retry */
  async function cancelBooking(
    desk: StaffDesk,
    bookingId: string,
    body: Body<'deskCancelBooking'>,
  ): Promise<Reply<'deskCancelBooking'>> {
    const { request, day } = await ofDesk.find(desk, bookingId);
    const { familyId, childId } = request;
    const { date: today } = await ofDesk.today(desk);
    // What is past is settled by the day itself.
    if (day.state === 'confirmed' && day.date < today) throw new DomainError('cancel_too_late');
    await accessLog.note(desk, [{ familyId, childId, what: 'cancelled' }]);
    const reason = body.reason.trim();
    const decision = { kind: 'endAtDesk', index: day.index, reason, at: clock.now() } as const;
    const decided = await requests.decideOn(request, decision);
    const after = decided && dayOf(decided.request, day.index);
    if (after?.day.state !== 'cancelled') throw new DomainError('cancel_too_late');
    await places.release(after.request, [after.day]);
    await news.tell(after.request);
    return { bookingId, groupId: after.day.groupId, status: 'cancelled' };
  }

  return { cancelBooking };
}
