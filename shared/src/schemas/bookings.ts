import { Type } from 'typebox';
import { CareMode, StayWish } from './cards.js';
import {
  CivilDate,
  ClockTime,
  Currency,
  Cursor,
  Fen,
  Id,
  Instant,
  nullable,
  oneOf,
  PageLimit,
  Point,
  strict,
} from './common.js';
import { AgeGroup } from './families.js';

/** The most days that one request may ask for. */
export const mostDates = 40;
const Dates = Type.Array(CivilDate, { minItems: 1, maxItems: mostDates, uniqueItems: true });

/**
 * The same hours on each of these days. With `bookingId` one day, of the same child, that is to be had in place of that
 * booking: at the same centre, or at any where `waitlistEntryId` names the offer to be taken.
 */
export const QuoteRequest = strict({
  ...{ centreId: Id, childId: Id, ...StayWish, dates: Dates },
  ...{ bookingId: Type.Optional(Id), waitlistEntryId: Type.Optional(Id) },
});
export const QuoteLine = strict({
  kind: oneOf(['care', 'meal', 'lateStay', 'reduction']),
  label: Type.String(),
  reason: Type.String(),
  amountFen: Type.Integer({ description: 'Below zero for a reduction' }),
});
/** Until when a centre has to accept a booking; the day and time are on its clock. */
export const AnswerBy = strict({ at: Instant, on: CivilDate, time: ClockTime });
/** What happens if the family cannot come, in the centre’s words and the centre’s clock. */
export const CancellationTerms = strict({
  freeUntilAt: Instant,
  freeUntilOn: CivilDate,
  freeUntilTime: ClockTime,
  lateFeeFen: Fen,
  noShowFeeFen: Fen,
  sickUntilTime: ClockTime,
});
/** A child that is told to be ill. Null on a booking once that can’t be told: care is over, or the child checked in. */
export const Absence = strict({
  isInTime: Type.Boolean({ description: 'By the time until which a sick day costs nothing' }),
});
/** One day of care and its price. */
export const QuotedDay = strict({
  date: CivilDate,
  weekday: Type.Integer(),
  groupId: Id,
  groupName: Type.String(),
  ageGroup: AgeGroup,
  from: ClockTime,
  to: ClockTime,
  lines: Type.Array(QuoteLine),
  totalFen: Fen,
  cancellation: CancellationTerms,
  answerBy: nullable(AnswerBy),
  freePlaces: Type.Integer({ description: 'Free through these hours when it was asked; holds none' }),
  waiting: Type.Integer({ description: 'Who waits for any of these hours; who joins comes behind them' }),
  ifAbsentNow: Absence,
});
/** A day that this child can’t have there, and why. */
export const RefusedDay = strict({
  date: CivilDate,
  weekday: Type.Integer(),
  code: Type.String({ description: 'As in a problem’s `code`' }),
  detail: Type.String({ description: 'In Chinese, for a parent' }),
});
/** The booking that a quote is to change, as it is now. */
export const ChangeOf = strict({
  bookingId: Id,
  centreName: Type.String(),
  mode: CareMode,
  date: CivilDate,
  weekday: Type.Integer(),
  groupName: Type.String(),
  from: ClockTime,
  to: ClockTime,
  totalFen: Fen,
  cancellation: CancellationTerms,
  feeFen: Type.Integer({
    minimum: 0,
    description: 'What the centre may charge for leaving that day; 0 while cancelling it is free',
  }),
});
export const Quote = strict({
  id: Id,
  centreId: Id,
  centreName: Type.String(),
  childId: Id,
  childNickname: Type.String(),
  mode: CareMode,
  days: Type.Array(QuotedDay, { description: 'By date; at least one' }),
  refused: Type.Array(RefusedDay, { description: 'By date' }),
  changeOf: nullable(ChangeOf),
  totalFen: Type.Integer({ minimum: 0, description: 'Of all `days`' }),
  currency: Currency,
  expiresAt: Instant,
  expiresTime: ClockTime,
  expiresInSeconds: Type.Integer(),
  isDemo: Type.Boolean(),
});

/** One question after care: 满意, 一般, 不满意. */
export const Satisfaction = oneOf(['satisfied', 'fair', 'unsatisfied']);

export const BookingStatus = oneOf([
  'pending',
  'requested',
  'confirmed',
  'checkedIn',
  'completed',
  'abandoned',
  'cancelled',
  'declined',
  'expired',
  'noShow',
]);
/** Why a centre did not take a child: one of few, so that no text about a child is written. */
export const DeclineReason = oneOf(['tooFewCarers', 'groupFull', 'visitFirst', 'callUs']);
/** Takes all the days it names or none; without `dates` all that were quoted. */
export const NewBooking = strict({ quoteId: Id, dates: Type.Optional(Dates) });
export const Reschedule = strict({ quoteId: Id });
/** What was accepted for a day of care at some time; what was accepted never changes. */
export const BookingVersion = strict({
  acceptedAt: Instant,
  centreName: Type.String(),
  mode: CareMode,
  date: CivilDate,
  weekday: Type.Integer(),
  groupName: Type.String(),
  from: ClockTime,
  to: ClockTime,
  totalFen: Fen,
  feeFen: Type.Integer({
    minimum: 0,
    description: 'What the centre may charge for leaving the day before it',
  }),
});
/** One day of care. Days that were asked for together belong to one request, and are confirmed together. */
export const Booking = strict({
  id: Id,
  request: strict({
    id: Id,
    bookings: Type.Array(
      strict({ id: Id, date: CivilDate, weekday: Type.Integer(), status: BookingStatus }),
      {
        description: 'All of the request, this one too, by date',
      },
    ),
  }),
  number: Type.String({ description: 'What a parent reads out on the phone: YY2611-0382' }),
  status: BookingStatus,
  entryCode: Type.String({ description: 'Four digits for the gate' }),
  child: strict({ id: Id, nickname: Type.String() }),
  centre: strict({
    id: Id,
    name: Type.String(),
    address: Type.String(),
    phone: nullable(Type.String()),
    point: Point,
  }),
  groupName: Type.String(),
  mode: CareMode,
  date: CivilDate,
  weekday: Type.Integer(),
  from: ClockTime,
  to: ClockTime,
  quote: strict({ lines: Type.Array(QuoteLine), totalFen: Fen, currency: Currency }),
  cancellation: CancellationTerms,
  answerBy: nullable(AnswerBy),
  answeredAt: nullable(Instant),
  declineReason: nullable(DeclineReason),
  versions: Type.Array(BookingVersion, {
    description: 'First to last, and the last holds; more than one once changed',
  }),
  canChange: Type.Boolean({ description: 'Until care begins' }),
  canCancel: Type.Boolean(),
  ifCancelledNow: nullable(
    strict({
      feeFen: Type.Integer(),
      backFen: Type.Integer({ description: 'What the centre gives back of the price, where it was paid' }),
    }),
  ),
  cancelledAt: nullable(Instant),
  cancelledBy: nullable(oneOf(['parent', 'centre', 'closure'])),
  cancelReason: nullable(Type.String({ description: 'Why the centre ended it' })),
  ifAbsentNow: nullable(Absence),
  absence: nullable(Absence),
  hasAlternatives: Type.Boolean({ description: 'Its centre ended it, and its hours are still to come' }),
  isBookedAtDesk: Type.Boolean({ description: 'The centre’s staff booked it for the family' }),
  checkedInAt: nullable(Instant),
  checkedOutAt: nullable(Instant),
  bookedAt: Instant,
  survey: nullable(
    strict({
      answer: nullable(Satisfaction),
      until: CivilDate,
      isOpen: Type.Boolean({ description: 'May be answered, or the answer changed' }),
    }),
  ),
  isDemo: Type.Boolean(),
});
export const BookingsQuery = strict({ cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) });
export const Bookings = strict({ items: Type.Array(Booking), nextCursor: nullable(Type.String()) });
export const CancelRequest = strict({ reason: Type.Optional(Type.String({ maxLength: 100 })) });

/** What ails the child, so coarse that the centre knows whether others may catch it. `unsaid` is kept nowhere. */
export const Symptom = oneOf(['fever', 'vomiting', 'rash', 'cough', 'other', 'unsaid']);
export const AbsenceReport = strict({ symptom: Symptom });
export const SurveyAnswer = strict({ answer: Satisfaction });

/** The same child on the same day for the same hours at another centre; priced as a quote would be, holds no place. */
export const Alternative = strict({
  centreId: Id,
  centreName: Type.String(),
  distanceMetres: Type.Integer({ description: 'From the centre of the booking, straight' }),
  from: ClockTime,
  to: ClockTime,
  freePlaces: Type.Integer(),
  totalFen: Fen,
  currency: Currency,
  isDemo: Type.Boolean(),
});
/** What is asked for is what a quote takes; nearest first. */
export const Alternatives = strict({
  wish: strict({ childId: Id, ...StayWish, date: CivilDate }),
  items: Type.Array(Alternative),
});

export const CalendarQuery = strict({
  of: Type.Optional(oneOf(['booking', 'request'], 'Default `booking`')),
  withChild: Type.Optional(Type.Boolean({ description: 'Name the child; calendars are often shared' })),
});
export const BookingCalendar = strict({
  fileName: Type.String(),
  text: Type.String({ description: 'text/calendar' }),
});
