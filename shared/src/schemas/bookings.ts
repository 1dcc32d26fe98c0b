import { Type } from 'typebox';
import { BookableMode, CareMode } from './cards.js';
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

export const QuoteRequest = strict({ centreId: Id, childId: Id, mode: BookableMode, date: CivilDate });
export const QuoteLine = strict({
  kind: oneOf(['care', 'meal', 'lateStay', 'reduction']),
  label: Type.String(),
  reason: Type.String(),
  amountFen: Fen,
});
/** What happens if the family cannot come, in the centre’s words and the centre’s clock. */
export const CancellationTerms = strict({
  freeUntilAt: Instant,
  freeUntilOn: CivilDate,
  freeUntilTime: ClockTime,
  lateFeeFen: Fen,
  noShowFeeFen: Fen,
  sickUntilTime: ClockTime,
});
export const Quote = strict({
  id: Id,
  centreId: Id,
  centreName: Type.String(),
  childId: Id,
  childNickname: Type.String(),
  groupId: Id,
  groupName: Type.String(),
  ageGroup: AgeGroup,
  mode: CareMode,
  date: CivilDate,
  weekday: Type.Integer(),
  from: ClockTime,
  to: ClockTime,
  lines: Type.Array(QuoteLine),
  totalFen: Fen,
  currency: Currency,
  cancellation: CancellationTerms,
  expiresAt: Instant,
  expiresTime: ClockTime,
  expiresInSeconds: Type.Integer(),
  isDemo: Type.Boolean(),
});

export const BookingStatus = oneOf([
  'pending',
  'confirmed',
  'checkedIn',
  'completed',
  'abandoned',
  'cancelled',
  'noShow',
]);
export const NewBooking = strict({ quoteId: Id });
export const Booking = strict({
  id: Id,
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
  canCancel: Type.Boolean(),
  cancelledAt: nullable(Instant),
  cancelledBy: nullable(oneOf(['parent', 'centre', 'closure'])),
  cancelReason: nullable(Type.String({ description: 'Why the centre ended it' })),
  isBookedAtDesk: Type.Boolean({ description: 'The centre’s staff booked it for the family' }),
  bookedAt: Instant,
  isDemo: Type.Boolean(),
});
export const BookingsQuery = strict({ cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) });
export const Bookings = strict({ items: Type.Array(Booking), nextCursor: nullable(Type.String()) });
export const CancelRequest = strict({ reason: Type.Optional(Type.String({ maxLength: 100 })) });
