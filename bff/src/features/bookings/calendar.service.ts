import type { Query, Reply } from '@nearcare/shared/contract/types';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { instantAt } from '../../lib/zone.js';
import { acceptedFor, isComing, statusOf } from './bookings.view.js';
import { type BookedDay, bookingId } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import type { OwnBookings } from './own-bookings.service.js';

type Booking = Reply<'getBooking'>;

/** Bookings as calendars read them (RFC 5545). */
export function calendarService({ own }: { own: OwnBookings }) {
  /**
   * Times are instants, which every calendar shows in the place it is in. An entry keeps its UID whatever becomes of the
   * booking, and its SEQUENCE rises with every change, so that a newer file replaces what an older one put there.
   * @throws DomainError not_found
   */
  async function getBookingCalendar(
    familyId: string,
    id: string,
    { of = 'booking', withChild = false }: Query<'getBookingCalendar'>,
  ): Promise<Reply<'getBookingCalendar'>> {
    const found = await own.findOwn(familyId, id);
    const booking = await own.view(found);
    const { request } = found;
    const calendar = ical({ prodId: { company: 'nearcare', product: 'nearcare', language: 'ZH' } });
    calendar.method(ICalCalendarMethod.PUBLISH);
    const days = of === 'request' ? request.days : [found.day];
    for (const day of days) calendar.createEvent(eventOf(request, day, booking, withChild));
    return { fileName: `nearcare-${booking.date}.ics`, text: `${calendar.toString()}\r\n` };
  }

  return { getBookingCalendar };
}

/** No name of the child unless it was asked for: calendars are shared with colleagues. */
function eventOf(request: CareRequestDoc, day: BookedDay, { centre, child }: Booking, withChild: boolean) {
  const { quote, quoted } = acceptedFor(request, day);
  const at = (time: string) => instantAt(day.date, time, quote.timeZone);
  return {
    id: `${bookingId(request._id, day)}@nearcare`,
    sequence: request.rev,
    stamp: request.touchedAt,
    lastModified: request.touchedAt,
    start: at(quoted.from),
    end: at(quoted.to),
    summary: withChild ? `${child.nickname}去${centre.name}` : `去${centre.name}`,
    location: centre.address,
    ...(centre.phone !== null && { description: `园方电话 ${centre.phone}` }),
    status: eventStatusOf(statusOf(request, day)),
  };
}

function eventStatusOf(status: Booking['status']): ICalEventStatus {
  if (!isComing(status)) return ICalEventStatus.CANCELLED;
  return status === 'requested' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}
