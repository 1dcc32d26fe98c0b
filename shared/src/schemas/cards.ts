import { Type } from 'typebox';
import { ClockTime, Currency, Fen, Id, Instant, nullable, oneOf, Point, strict } from './common.js';

export const operatorTypes = [
  'public',
  'community',
  'employer',
  'kindergarten',
  'medical',
  'private',
  'familyCarePoint',
] as const;
export const OperatorType = oneOf(operatorTypes);
export const careModes = ['fullDay', 'halfDay', 'hourly', 'temporary'] as const;
export const CareMode = oneOf(careModes);
/** Which hours are meant: a half day is one of two, `hourly` and `temporary` have theirs; a full day is the centre’s whole day. */
export const StayWish = {
  mode: CareMode,
  half: Type.Optional(oneOf(['morning', 'afternoon'], 'With `halfDay`')),
  from: Type.Optional(ClockTime),
  /** With `fullDay`: collected then, where that is later than it ends. */
  to: Type.Optional(ClockTime),
};
export const FilingStatus = oneOf(['filed', 'suspended', 'cancelled', 'unfiled']);
export const PriceUnit = oneOf(['month', 'day', 'halfDay', 'hour', 'visit', 'meal', 'halfHour']);
/** Best first. */
export const grades = ['A', 'B', 'C', 'D'] as const;
export const Grade = oneOf(grades);
export const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: 'ISO: 1 Monday … 7 Sunday' });

/** A figure of free places is worth what its age is worth: past the region's limit it is `unknown`. */
export const Vacancy = strict({
  state: oneOf(['free', 'waitlist', 'full', 'unknown', 'closed']),
  places: nullable(Type.Integer()),
  asOf: nullable(Instant),
  ageMinutes: nullable(Type.Integer({ description: 'Minutes since asOf, by the server’s clock' })),
  basis: oneOf(
    ['roster', 'centre'],
    'roster: counted from bookings for the day asked; centre: told by the staff',
  ),
});

export const CardPrice = strict({ amountFen: Fen, unit: PriceUnit, mode: CareMode, currency: Currency });

export const CentreCard = strict({
  id: Id,
  name: Type.String(),
  address: Type.String(),
  districtName: Type.String(),
  townshipName: nullable(Type.String({ description: '街道 or 乡镇, where the register says it' })),
  operatorType: OperatorType,
  isInclusive: Type.Boolean(),
  isDemo: Type.Boolean(),
  filingStatus: FilingStatus,
  grade: nullable(Grade),
  phone: nullable(Type.String()),
  point: Point,
  distanceMetres: nullable(Type.Integer({ description: 'Null where nobody said from where' })),
  walkMinutes: nullable(Type.Integer({ description: 'Estimate from the straight line at 65 m a minute' })),
  vacancy: Vacancy,
  price: nullable(CardPrice),
});
