import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import type { availabilityService } from './availability.service.js';
import type { bookingsService } from './bookings.service.js';
import type { changesService } from './changes.service.js';
import type { OwnBookings } from './own-bookings.service.js';
import type { quotesService } from './quotes.service.js';

type Services = {
  own: OwnBookings;
  availability: ReturnType<typeof availabilityService>;
  bookings: ReturnType<typeof bookingsService>;
  changes: ReturnType<typeof changesService>;
  quotes: ReturnType<typeof quotesService>;
};

export function bookingsRoutes(
  app: FastifyInstance,
  { own, availability, bookings, changes, quotes }: Services,
): void {
  mount(app, 'getCentreAvailability', ({ params, query, session }) =>
    availability.getCentreAvailability(params.centreId, query, session?.familyId ?? null),
  );
  mount(app, 'quoteBooking', ({ session, body }) => quotes.quoteBooking(session.familyId, body));
  mount(app, 'createBooking', ({ session, body, key }) =>
    bookings.createBooking(session.familyId, body, key),
  );
  mount(app, 'listMyBookings', ({ session, query }) => own.listMyBookings(session.familyId, query));
  mount(app, 'getBooking', ({ session, params }) => own.getBooking(session.familyId, params.bookingId));
  mount(app, 'rescheduleBooking', ({ session, params, body, key }) =>
    changes.rescheduleBooking(session.familyId, params.bookingId, body, key),
  );
  mount(app, 'cancelBooking', ({ session, params }) =>
    bookings.cancelBooking(session.familyId, params.bookingId),
  );
}
