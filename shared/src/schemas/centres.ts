import { Type } from 'typebox';
import {
  CivilDate,
  ClockTime,
  Currency,
  Cursor,
  Datum,
  Fen,
  Id,
  Instant,
  Latitude,
  Longitude,
  nullable,
  oneOf,
  PageLimit,
  Point,
  strict,
} from './common.js';
import { AgeGroup } from './families.js';

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
export const CareMode = oneOf(['fullDay', 'halfDay', 'hourly', 'temporary']);
/** What can be booked by the day today. The other modes follow with their own rules. */
export const BookableMode = oneOf(['fullDay']);
export const FilingStatus = oneOf(['filed', 'suspended', 'cancelled', 'unfiled']);
export const PriceUnit = oneOf(['month', 'day', 'halfDay', 'hour', 'visit', 'meal', 'halfHour']);
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
  operatorType: OperatorType,
  isInclusive: Type.Boolean(),
  isDemo: Type.Boolean(),
  filingStatus: FilingStatus,
  grade: nullable(oneOf(['A', 'B', 'C', 'D'])),
  phone: nullable(Type.String()),
  point: Point,
  distanceMetres: Type.Integer(),
  walkMinutes: Type.Integer({ description: 'Estimate from the straight line at 65 m a minute' }),
  vacancy: Vacancy,
  price: nullable(CardPrice),
});

export const NearbyQuery = strict({
  lat: Latitude,
  lng: Longitude,
  datum: Type.Optional(Datum),
  radiusMetres: Type.Optional(
    Type.Integer({
      minimum: 100,
      maximum: 2_000_000,
      default: 3000,
      description: 'Up to the region’s limit',
    }),
  ),
  ageMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 47 })),
  mode: Type.Optional(CareMode),
  date: Type.Optional(CivilDate),
  hasVacancy: Type.Optional(Type.Boolean()),
  inclusive: Type.Optional(Type.Boolean()),
  operatorType: Type.Optional(OperatorType),
  q: Type.Optional(Type.String({ maxLength: 40, description: 'Part of the name or the address' })),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
});
export const NearbyCentres = strict({
  items: Type.Array(CentreCard),
  nextCursor: nullable(Type.String()),
  radiusMetres: Type.Integer(),
  answeredAt: Instant,
  nearestBeyondMetres: nullable(
    Type.Integer({ description: 'Only when nothing was found: where the nearest one is' }),
  ),
});

export const District = strict({
  code: Type.String(),
  name: Type.String(),
  centre: Point,
  centres: Type.Integer(),
});
export const Region = strict({
  code: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  today: CivilDate,
  currency: Currency,
  bookingHorizonDays: Type.Integer(),
  maxRadiusMetres: Type.Integer(),
  isDemo: Type.Boolean(),
  centre: Point,
  districts: Type.Array(District),
});
export const DistrictsReply = strict({ regions: Type.Array(Region) });

/** A fact of the register carries where it came from and when it was true. */
export const Source = strict({ name: Type.String(), asOf: CivilDate });
export const Registration = strict({
  body: nullable(Type.String()),
  number: nullable(Type.String({ description: '统一社会信用代码, or the register’s own number' })),
  legalNature: oneOf(['publicInstitution', 'nonProfit', 'forProfit', 'unknown']),
  operatorName: nullable(Type.String()),
  scopeNamesCare: nullable(Type.Boolean({ description: '经营范围含托育' })),
});
export const Filing = strict({
  status: FilingStatus,
  credentialKind: oneOf(['filing', 'licence']),
  receiptNumber: nullable(Type.String()),
  authority: nullable(Type.String()),
  filedOn: nullable(CivilDate),
  suspendedFrom: nullable(CivilDate),
  reason: nullable(Type.String()),
});
export const Group = strict({
  id: Id,
  name: Type.String(),
  ageGroup: AgeGroup,
  minMonths: Type.Integer({ description: 'From this month on' }),
  maxMonths: Type.Integer({ description: 'Up to, not including, this month' }),
  places: Type.Integer(),
  enrolled: nullable(Type.Integer()),
  carers: nullable(Type.Integer()),
});
export const OpeningHours = strict({ weekday: Weekday, from: ClockTime, to: ClockTime });
export const PriceLine = strict({
  id: Type.String(),
  kind: oneOf(['care', 'meal', 'lateStay', 'other']),
  mode: Type.Optional(CareMode),
  ageGroup: Type.Optional(AgeGroup),
  label: Type.String(),
  unit: PriceUnit,
  amountFen: Fen,
  isVoluntary: Type.Boolean(),
});
export const DimensionScore = strict({
  dimension: oneOf(['conditions', 'team', 'care', 'health', 'parentingSupport', 'safety', 'management']),
  points: Type.Integer(),
  outOf: Type.Integer(),
});
export const Quality = strict({
  grade: oneOf(['A', 'B', 'C', 'D']),
  assessor: Type.String(),
  assessedOn: CivilDate,
  isSelfAssessed: Type.Boolean(),
  scores: Type.Array(DimensionScore),
});
export const StaffRatio = strict({
  carers: Type.Integer(),
  children: Type.Integer(),
  ratioLimit: Type.Integer(),
  asOf: CivilDate,
});
export const SafetyFact = strict({
  kind: oneOf([
    'foodLicence',
    'fireCheck',
    'hygieneReport',
    'guard',
    'cctv',
    'liabilityInsurance',
    'noCriminalRecord',
    'accessible',
  ]),
  holds: Type.Boolean(),
  note: nullable(Type.String()),
  asOf: CivilDate,
});
export const DisclosureEvent = strict({
  kind: oneOf([
    'registration',
    'filing',
    'change',
    'annualReview',
    'assessment',
    'penalty',
    'suspension',
    'cancellation',
  ]),
  on: CivilDate,
  text: Type.String(),
  source: Type.String(),
});
export const CentreDetail = strict({
  card: CentreCard,
  region: strict({ code: Type.String(), timeZone: Type.String(), today: CivilDate, currency: Currency }),
  source: Source,
  registration: Registration,
  filing: Filing,
  groups: Type.Array(Group),
  openingHours: Type.Array(OpeningHours),
  careModes: Type.Array(CareMode),
  priceList: Type.Array(PriceLine),
  priceListFrom: nullable(CivilDate),
  discountText: nullable(Type.String()),
  quality: nullable(Quality),
  staffRatio: nullable(StaffRatio),
  safety: Type.Array(SafetyFact),
  disclosures: Type.Array(DisclosureEvent),
  website: nullable(Type.String()),
  email: nullable(Type.String()),
});

export const AvailabilityQuery = strict({
  mode: BookableMode,
  from: Type.Optional(CivilDate),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 35, default: 28 })),
  childId: Type.Optional(Id),
  ageMonths: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 47, description: 'Months today; for those not signed in' }),
  ),
});
export const AvailableDay = strict({
  date: CivilDate,
  weekday: Weekday,
  state: oneOf(['free', 'waitlist', 'full', 'closed', 'holiday', 'past', 'tooFar', 'ageMismatch']),
  freePlaces: Type.Integer(),
  waiting: Type.Integer(),
  note: nullable(Type.String({ description: 'Name of the holiday, reason of the closure' })),
});
export const Availability = strict({
  centreId: Id,
  mode: CareMode,
  group: nullable(strict({ id: Id, name: Type.String(), ageGroup: AgeGroup })),
  stay: nullable(strict({ from: ClockTime, to: ClockTime })),
  today: CivilDate,
  days: Type.Array(AvailableDay),
  priceFen: nullable(Fen),
  currency: Currency,
  answeredAt: Instant,
});
