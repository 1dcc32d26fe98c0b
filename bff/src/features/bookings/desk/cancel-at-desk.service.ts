import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { BookingNews } from '../booking-news.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import { stayOf } from '../day-of-care.rules.js';
import { letGo } from '../held-stays.rules.js';
import { dayOf } from '../own-bookings.service.js';
import type { Places } from '../places.js';
import type { SealedWords } from '../sealed-words.js';
import type { BookingsOfDesk } from './bookings-of-desk.js';

type Deps = {
  ofDesk: BookingsOfDesk;
  requests: CareRequestsModel;
  places: Places;
  news: BookingNews;
  words: SealedWords;
  accessLog: AccessLog;
  clock: Clock;
};

/** A centre ends one booking: first the decision, then the release, and the family is told why. */
export function cancelAtDesk({ ofDesk, requests, places, news, words, accessLog, clock }: Deps) {
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
    const sealedReason = await words.seal({ request, day }, 'reason', body.reason.trim());
    const decision = { kind: 'endAtDesk', ...stayOf(day), sealedReason, at: clock.now() } as const;
    const decided = await requests.decideOn(request, decision);
    const after = decided && dayOf(decided.request, day.index);
    // Moved by its family in this very moment.
    if (after?.day.state === 'confirmed') throw new DomainError('retry');
    if (!decided || after?.day.state !== 'cancelled') throw new DomainError('cancel_too_late');
    await places.release(after.request, letGo(decided, day.index));
    await news.tell(after.request);
    return { bookingId, groupId: after.day.groupId, status: 'cancelled' };
  }

  return { cancelBooking };
}
