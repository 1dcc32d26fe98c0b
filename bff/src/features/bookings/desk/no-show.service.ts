import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { BookingNews } from '../booking-news.js';
import { acceptedFor } from '../bookings.view.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import { noShowFrom, stayOf } from '../day-of-care.rules.js';
import { letGo } from '../held-stays.rules.js';
import { dayOf } from '../own-bookings.service.js';
import type { Places } from '../places.js';
import { type BookingsOfDesk, isBooking } from './bookings-of-desk.js';

type Deps = {
  ofDesk: BookingsOfDesk;
  requests: CareRequestsModel;
  places: Places;
  news: BookingNews;
  accessLog: AccessLog;
  clock: Clock;
};

/** 没来: staff say that a child has not come, which frees its place and is told to its family. */
export function noShowAtDesk({ ofDesk, requests, places, news, accessLog, clock }: Deps) {
  /** Again, the same answer. @throws DomainError not_found, no_show_too_early, not_booked_today, retry */
  async function markNoShow(
    desk: StaffDesk,
    { bookingId }: Body<'deskMarkNoShow'>,
  ): Promise<Reply<'deskMarkNoShow'>> {
    const found = await ofDesk.findToday(desk, isBooking(bookingId));
    if (!found) throw new DomainError('not_found');
    const { request, day } = found;
    const { familyId, childId } = request;
    const { centre, time } = await ofDesk.today(desk);
    const earliest = noShowFrom(
      acceptedFor(request, day).quoted,
      getRegion(centre.regionCode).careDay.noShowAfterMinutes,
    );
    if (day.state === 'confirmed' && time < earliest)
      throw new DomainError('no_show_too_early', { time: earliest });
    // On record before it is done.
    await accessLog.note(desk, [{ familyId, childId, what: 'noShow' }]);
    const decided = await requests.decideOn(request, { kind: 'miss', ...stayOf(day), at: clock.now() });
    const after = decided && dayOf(decided.request, day.index);
    if (!decided || after?.day.state !== 'noShow') throw new DomainError('not_booked_today');
    await places.release(after.request, letGo(decided, day.index));
    await news.tell(after.request);
    return { bookingId, groupId: after.day.groupId, status: 'noShow' };
  }

  return { markNoShow };
}
