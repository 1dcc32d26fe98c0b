import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { BookableCentre, Centres } from '../../centres/centres.public.js';
import { bookingId, partsOf } from '../care-request.rules.js';
import { type CareRequestsModel, centreOf } from '../care-requests.model.js';
import { dayOf, type Found } from '../own-bookings.service.js';

type Deps = { requests: CareRequestsModel; centres: Centres; clock: Clock };

export type BookingsOfDesk = ReturnType<typeof bookingsOfDesk>;

/** What was ever confirmed at the desk's own centre; another centre's is answered like none. */
export function bookingsOfDesk({ requests, centres, clock }: Deps) {
  async function today(desk: StaffDesk): Promise<{ centre: BookableCentre; date: string; time: string }> {
    const centre = await centres.findBookable(desk.centreId);
    if (!centre) throw new DomainError('not_found');
    return { centre, ...civilNow(centre.timeZone, clock.now()) };
  }

  /** @throws DomainError not_found */
  async function find(desk: StaffDesk, id: string): Promise<Found> {
    const parts = partsOf(id);
    const request = parts && (await requests.find(parts.requestId));
    const found = parts && request?.status === 'confirmed' ? dayOf(request, parts.index) : null;
    if (!found || centreOf(found.request, found.day) !== desk.centreId) throw new DomainError('not_found');
    return found;
  }

  /** Of today, the one that is meant; null where there is none. */
  async function findToday(desk: StaffDesk, isMeant: (one: Found) => boolean): Promise<Found | null> {
    const { date } = await today(desk);
    const ofDay = await requests.listOfDay(desk.centreId, date);
    return ofDay.find((one) => one.request.status === 'confirmed' && isMeant(one)) ?? null;
  }

  return { today, find, findToday };
}

export const isBooking =
  (id: string) =>
  ({ request, day }: Found): boolean =>
    bookingId(request._id, day) === id;
