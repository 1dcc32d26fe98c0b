import { Type } from 'typebox';
import { AnswerBy } from './bookings.js';
import { CareMode, CentreCard, FilingStatus, Grade, PriceUnit, StayWish, Weekday } from './cards.js';
import {
  CivilDate,
  ClockTime,
  Currency,
  Datum,
  Fen,
  Id,
  Instant,
  idPattern,
  Latitude,
  Longitude,
  nullable,
  oneOf,
  strict,
} from './common.js';
import { AgeGroup } from './families.js';

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
/** With the places nobody has taken on `groupsFreeOn`; null where that is not counted. */
export const GroupToday = strict({ ...Group.properties, freePlaces: nullable(Type.Integer()) });
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
  grade: Grade,
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
/** A day in the coming weeks that is not as the week says. */
export const SpecialDay = strict({
  date: CivilDate,
  kind: oneOf(['holiday', 'closedDay', 'makeUpWorkday']),
  name: nullable(Type.String()),
  hours: nullable(strict({ from: ClockTime, to: ClockTime })),
});
/** What the price list says for a child of this age, line by line, each with why it counts. */
export const PriceForChild = strict({
  mode: CareMode,
  unit: PriceUnit,
  lines: Type.Array(
    strict({
      label: Type.String(),
      kind: oneOf(['care', 'meal', 'lateStay', 'other']),
      amountFen: Fen,
      unit: PriceUnit,
      isVoluntary: Type.Boolean(),
      reason: Type.String(),
    }),
  ),
});
/** What families answered after care, in whole months up to the last one; null while too few did. */
export const SatisfactionCount = nullable(
  strict({
    since: CivilDate,
    until: CivilDate,
    answers: Type.Integer(),
    satisfied: Type.Integer(),
    fair: Type.Integer(),
    unsatisfied: Type.Integer(),
  }),
);
/** Distance and price are for who asks; without these nothing is said about them. */
export const CentreQuery = strict({
  ageMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 47 })),
  mode: Type.Optional(CareMode),
  lat: Type.Optional(Latitude),
  lng: Type.Optional(Longitude),
  datum: Type.Optional(Datum),
});
export const CentreDetail = strict({
  card: CentreCard,
  region: strict({ code: Type.String(), timeZone: Type.String(), today: CivilDate, currency: Currency }),
  source: Source,
  registration: Registration,
  filing: Filing,
  groups: Type.Array(GroupToday),
  groupsFreeOn: nullable(CivilDate),
  openingHours: Type.Array(OpeningHours),
  specialDays: Type.Array(SpecialDay),
  careModes: Type.Array(CareMode),
  priceList: Type.Array(PriceLine),
  priceListFrom: nullable(CivilDate),
  priceForChild: nullable(PriceForChild),
  discountText: nullable(Type.String()),
  quality: nullable(Quality),
  staffRatio: nullable(StaffRatio),
  safety: Type.Array(SafetyFact),
  disclosures: Type.Array(DisclosureEvent),
  satisfaction: SatisfactionCount,
  website: nullable(Type.String()),
  email: nullable(Type.String()),
});

export const ComparisonQuery = strict({
  ids: Type.String({
    pattern: `^${idPattern}(,${idPattern}){0,2}$`,
    description: 'One to three centres, comma between',
  }),
  ...CentreQuery.properties,
});
/** In the order asked, without those that do not exist. */
export const Comparison = strict({ items: Type.Array(CentreDetail), answeredAt: Instant });

/** A centre kept in mind by the family, with what has become different since. */
export const SavedCentre = strict({
  centreId: Id,
  savedAt: Instant,
  card: CentreCard,
  changes: Type.Array(strict({ ...DisclosureEvent.properties, recordedAt: Instant })),
});
export const SavedCentres = strict({ items: Type.Array(SavedCentre) });

export const AvailabilityQuery = strict({
  ...StayWish,
  fromDate: Type.Optional(CivilDate),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 35, default: 28 })),
  childId: Type.Optional(Id),
  /** What this booking holds counts as free: for changing it. */
  bookingId: Type.Optional(Id),
  ageMonths: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 47, description: 'Months today; for those not signed in' }),
  ),
});
export const AvailableDay = strict({
  date: CivilDate,
  weekday: Weekday,
  state: oneOf([
    ...(['free', 'waitlist', 'full', 'closed', 'holiday', 'past', 'tooFar', 'ageMismatch'] as const),
    'refused',
  ]),
  freePlaces: Type.Integer(),
  waiting: Type.Integer(),
  note: nullable(
    Type.String({ description: 'Name of the holiday, reason of the closure, why it is refused' }),
  ),
  stay: nullable(strict({ from: ClockTime, to: ClockTime })),
  hours: nullable(
    strict({
      from: ClockTime,
      to: ClockTime,
      free: Type.Array(Type.Integer(), { description: 'Places free in each half hour of the opening time' }),
    }),
  ),
  priceFen: nullable(Fen),
  answerBy: nullable(AnswerBy),
  instead: nullable(
    strict({
      text: Type.String({ description: '改约半日托 7:30–12:00' }),
      date: CivilDate,
      wish: strict(StayWish),
    }),
  ),
});
export const Availability = strict({
  centreId: Id,
  mode: CareMode,
  group: nullable(strict({ id: Id, name: Type.String(), ageGroup: AgeGroup })),
  today: CivilDate,
  days: Type.Array(AvailableDay),
  limits: nullable(
    strict({
      minMinutes: Type.Integer(),
      maxMinutes: Type.Integer(),
      gridMinutes: Type.Integer({ description: 'Hours begin and end on it: 30 or 60' }),
    }),
  ),
  /** When a full day ends, where a child may stay later at a price. */
  lateStayFrom: nullable(ClockTime),
  currency: Currency,
  answeredAt: Instant,
});
