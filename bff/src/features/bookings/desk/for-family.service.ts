import type { Body, Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { DeskVisits } from '../../desk/desk.public.js';
import type { bookingsService } from '../bookings.service.js';
import type { quotesService } from '../quotes.service.js';

type Deps = {
  visits: DeskVisits;
  quotes: Pick<ReturnType<typeof quotesService>, 'quoteBooking'>;
  bookings: Pick<ReturnType<typeof bookingsService>, 'createBooking'>;
};

/** Staff quote and book for a family that stands at the desk, by the very services that the family uses itself. */
export function bookingForFamily({ visits, quotes, bookings }: Deps) {
  /** @throws DomainError not_found (no such visit of this desk, not this family's child), or why the day can’t be had */
  async function quote(
    desk: StaffDesk,
    deskVisitId: string,
    body: Body<'deskQuoteForFamily'>,
  ): Promise<Reply<'deskQuoteForFamily'>> {
    return quotes.quoteBooking(await findFamily(desk, deskVisitId), { ...body, centreId: desk.centreId });
  }

  /** @throws DomainError not_found, and as the family's own booking does */
  async function book(
    desk: StaffDesk,
    deskVisitId: string,
    body: Body<'deskBookForFamily'>,
    key: string,
  ): Promise<Reply<'deskBookForFamily'>> {
    return bookings.createBooking(await findFamily(desk, deskVisitId), body, key, desk);
  }

  async function findFamily(desk: StaffDesk, deskVisitId: string): Promise<string> {
    const familyId = await visits.findFamily(desk, deskVisitId);
    if (familyId === null) throw new DomainError('not_found');
    return familyId;
  }

  return { quote, book };
}
