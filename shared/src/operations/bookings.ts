import * as bookings from '../schemas/bookings.js';
import { Id, strict } from '../schemas/common.js';
import type { Operation } from './operation.js';

const bookingParams = strict({ bookingId: Id });

/** Why a child can't have a day of care. */
export const refusalsOfADay = [
  'centre_not_filed',
  'centre_suspended',
  'centre_closed_day',
  'date_in_past',
  'date_is_holiday',
  'date_too_far',
  'mode_not_offered',
  'outside_opening_hours',
  'duration_not_allowed',
  'not_on_grid',
  'notice_too_short',
  'weekly_limit_reached',
  'late_stay_not_offered',
  'no_price_line',
  'child_too_young',
  'child_too_old',
  'child_not_born',
] as const;

export const bookingsOperations = {
  quoteBooking: {
    tag: 'bookings',
    summary: 'Price of a day of care, line by line; frozen for some minutes, holds no place',
    access: 'family',
    status: 201,
    body: bookings.QuoteRequest,
    reply: bookings.Quote,
    errors: [...refusalsOfADay, 'change_too_late', 'same_as_booked'],
  },
  createBooking: {
    tag: 'bookings',
    summary:
      'Book what was quoted. 201 means that the place is held: confirmed, or requested where the centre has to accept it',
    access: 'family',
    status: 201,
    needsKey: true,
    body: bookings.NewBooking,
    reply: bookings.Booking,
    errors: [
      ...refusalsOfADay,
      'quote_expired',
      'no_place_left',
      'others_are_waiting',
      'child_already_booked',
      'retry',
    ],
  },
  listMyBookings: {
    tag: 'bookings',
    summary: 'Bookings of my family, latest day of care first',
    access: 'family',
    status: 200,
    query: bookings.BookingsQuery,
    reply: bookings.Bookings,
    errors: [],
  },
  getBooking: {
    tag: 'bookings',
    summary: 'One booking of my family',
    access: 'family',
    status: 200,
    params: bookingParams,
    reply: bookings.Booking,
    errors: [],
  },
  rescheduleBooking: {
    tag: 'bookings',
    summary: 'Change a booking to what was quoted for it; refused, it keeps what it has',
    access: 'family',
    status: 200,
    needsKey: true,
    params: bookingParams,
    body: bookings.Reschedule,
    reply: bookings.Booking,
    errors: [
      ...refusalsOfADay,
      'quote_expired',
      'change_too_late',
      'changing',
      'no_place_left',
      'others_are_waiting',
      'child_already_booked',
      'retry',
    ],
  },
  cancelBooking: {
    tag: 'bookings',
    summary: 'Cancel a booking; asked again, the same answer',
    access: 'family',
    status: 200,
    params: bookingParams,
    body: bookings.CancelRequest,
    reply: bookings.Booking,
    errors: ['cancel_too_late', 'retry'],
  },
} as const satisfies Record<string, Operation>;
