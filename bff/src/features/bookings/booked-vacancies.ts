import { DomainError } from '../../lib/domain-error.js';
import type { RosterVacancies } from '../centres/centres.public.js';
import { bookingId } from './care-request.rules.js';
import type { Found, OwnBookings } from './own-bookings.service.js';
import type { RosterModel } from './roster.model.js';
import { vacanciesBeside } from './roster-vacancies.js';

type Deps = {
  own: Pick<OwnBookings, 'findOwn'>;
  rosters: Pick<RosterModel, 'listClaims' | 'now'>;
  vacancies: RosterVacancies;
};

/** What is free for who has a booking already and wants to change it. */
export function bookedVacancies({ own, rosters, vacancies }: Deps) {
  /** The booking that is to be changed, if any. @throws DomainError not_found, sign_in_required */
  async function findBooked(familyId: string | null, id: string | undefined): Promise<Found | null> {
    if (id === undefined) return null;
    if (familyId === null) throw new DomainError('sign_in_required');
    return own.findOwn(familyId, id);
  }

  /** To a booking that is to be changed, its own place is free. */
  function vacanciesFor(booked: Found | null): RosterVacancies {
    if (!booked) return vacancies;
    const { request, day } = booked;
    return vacanciesBeside(vacancies, rosters, { id: bookingId(request._id, day), date: day.date });
  }

  return { findBooked, vacanciesFor };
}
