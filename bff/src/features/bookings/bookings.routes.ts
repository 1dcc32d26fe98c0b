import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import type { absenceService } from './absence.service.js';
import type { alternativesService } from './alternatives.service.js';
import type { availabilityService } from './availability.service.js';
import type { bookingsService } from './bookings.service.js';
import type { calendarService } from './calendar.service.js';
import type { changesService } from './changes.service.js';
import type { OwnBookings } from './own-bookings.service.js';
import type { quotesService } from './quotes.service.js';
import type { surveyService } from './survey/survey.service.js';

type Services = {
  own: OwnBookings;
  availability: ReturnType<typeof availabilityService>;
  bookings: ReturnType<typeof bookingsService>;
  changes: ReturnType<typeof changesService>;
  quotes: ReturnType<typeof quotesService>;
  absences: ReturnType<typeof absenceService>;
  alternatives: ReturnType<typeof alternativesService>;
  calendar: ReturnType<typeof calendarService>;
  survey: ReturnType<typeof surveyService>;
};

export function bookingsRoutes(app: FastifyInstance, services: Services): void {
  const { own, availability, bookings, changes, quotes } = services;
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
  mount(app, 'reportAbsence', ({ session, params, body }) =>
    services.absences.reportAbsence(session.familyId, params.bookingId, body),
  );
  mount(app, 'listAlternatives', ({ session, params }) =>
    services.alternatives.listAlternatives(session.familyId, params.bookingId),
  );
  mount(app, 'getBookingCalendar', ({ session, params, query }) =>
    services.calendar.getBookingCalendar(session.familyId, params.bookingId, query),
  );
  mount(app, 'submitSurvey', ({ session, params, body }) =>
    services.survey.submitSurvey(session.familyId, params.bookingId, body),
  );
}
