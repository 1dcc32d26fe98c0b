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
import { Topic } from './topics.js';

export const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
export const Months = Type.Integer({ minimum: 0, maximum: 72, description: 'Whole months of age' });

/** 家长课堂, 亲子活动. A home visit (入户指导) is asked for and has a contract of its own. */
export const ClassKind = oneOf(['lecture', 'activity']);
export const ClassWay = oneOf(['onSite', 'recorded', 'live']);

export const ClassOrganiser = strict({
  kind: oneOf(['centre', 'district']),
  centreId: nullable(Id),
  districtCode: Type.String({ description: 'Of the organiser; a centre is in that district' }),
  name: Type.String(),
});
/** One time of a class, told by the clock of its place too: a phone counts no time zones. */
export const ClassSession = strict({
  startsAt: Instant,
  endsAt: Instant,
  date: CivilDate,
  weekday: Type.Integer({ description: 'ISO: 1 Monday … 7 Sunday' }),
  from: ClockTime,
  to: ClockTime,
});
export const VenueKind = oneOf(['centre', 'childrensHome', 'communityCentre', 'serviceCentre', 'other']);
export const ClassVenue = strict({
  kind: VenueKind,
  name: Type.String(),
  address: Type.String(),
  point: Point,
});
export const ClassExpert = strict({
  id: nullable(Id),
  name: Type.String(),
  title: nullable(Type.String()),
});
/** Counted when this was answered. Null where a class has no limit. */
export const ClassSeats = nullable(
  strict({
    places: Type.Integer(),
    left: Type.Integer(),
    waiting: Type.Integer({ description: 'Families in line, those with an offer too' }),
    asOf: Instant,
  }),
);

/** Parts of what a class is told as; the desk's side has them too. */
export const card = {
  id: Id,
  title: Type.String(),
  kind: ClassKind,
  way: ClassWay,
  topic: Topic,
  topicLabel: Type.String(),
  status: oneOf(['published', 'cancelled']),
  time: oneOf(
    ['upcoming', 'running', 'over', 'always'],
    'running: a session is on now, also one that its host began early; always: recorded',
  ),
  organiser: ClassOrganiser,
  session: nullable(ClassSession),
  sessionCount: Type.Integer(),
  venueName: nullable(Type.String()),
  point: nullable(Point),
  distanceMetres: nullable(Type.Integer({ description: 'Null where nobody said from where' })),
  ageFromMonths: Months,
  ageToMonths: Months,
  priceFen: Fen,
  currency: Currency,
  experts: Type.Array(ClassExpert),
  seats: ClassSeats,
  recordedSeconds: nullable(Type.Integer({ description: 'Length of the recording' })),
  isDemo: Type.Boolean(),
};
export const ClassCard = strict(card);

const filters = {
  topic: Type.Optional(Topic),
  kind: Type.Optional(ClassKind),
  way: Type.Optional(ClassWay),
  from: Type.Optional(CivilDate),
  to: Type.Optional(CivilDate),
  lat: Type.Optional(Latitude),
  lng: Type.Optional(Longitude),
  datum: Type.Optional(Datum),
  radiusMetres: Type.Optional(
    Type.Integer({
      minimum: 100,
      maximum: 200_000,
      description: 'With lat and lng: only classes at a place',
    }),
  ),
  centreId: Type.Optional(Id),
  districtCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  hasSeats: Type.Optional(Type.Boolean({ description: 'A seat is free, or there is no limit' })),
};
export const page = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
const order = {
  order: Type.Optional(
    oneOf(
      ['date', 'fit'],
      'date (default): the next one first, recorded ones last; fit: those made for the fewest ages first',
    ),
  ),
};
export const ClassesQuery = strict({
  ...filters,
  ageMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 72 })),
  ...order,
  ...page,
});
export const ClassesForChildQuery = strict({ ...filters, ...order, ...page });
export const Classes = strict({
  items: Type.Array(ClassCard),
  nextCursor: nullable(Type.String()),
  answeredAt: Instant,
});
export const ClassQuery = strict({
  lat: Type.Optional(Latitude),
  lng: Type.Optional(Longitude),
  datum: Type.Optional(Datum),
});

export const SignUpWindow = strict({
  state: oneOf(
    ['notYet', 'open', 'over', 'paused'],
    'By the clock: a full class is open for those who wait. paused: its centre is suspended or filed no longer',
  ),
  opensAt: Instant,
  opensOn: CivilDate,
  opensTime: ClockTime,
  closesAt: nullable(Instant),
  closesOn: nullable(CivilDate),
  closesTime: nullable(ClockTime),
});
/** Null while too few rated it. Of whole batches of ratings, so that none can be worked out. */
export const ClassRating = nullable(
  strict({
    count: Type.Integer({ description: 'That are shown' }),
    mean: Type.Number({ description: '1 to 5, in halves' }),
  }),
);
/** What became of a class after it was published. */
export const ClassChange = strict({
  kind: oneOf(
    ['moved', 'changed', 'cancelled'],
    'changed: neither time nor place, but its price or who gives it',
  ),
  at: Instant,
  reason: Type.String(),
  price: nullable(strict({ beforeFen: Fen, fen: Fen }, 'Where that changed with it')),
  experts: nullable(
    strict(
      { before: Type.Array(Type.String()), now: Type.Array(Type.String()) },
      'Names of who gives it, where others do now',
    ),
  ),
});
export const detail = {
  ...card,
  about: Type.String(),
  sessions: Type.Array(ClassSession, { description: 'By time; none of a recorded one' }),
  venue: nullable(ClassVenue),
  signUp: SignUpWindow,
  cancelHours: Type.Integer({
    description: 'A sign-up may be cancelled until so many hours before the class',
  }),
  mostPerFamily: nullable(
    Type.Integer({ description: 'Children of one family; null where seats are without limit' }),
  ),
  offerHold: nullable(
    strict(
      { atLeastMinutes: Type.Integer(), atMostMinutes: Type.Integer() },
      'How long an offered seat is kept',
    ),
  ),
  rating: ClassRating,
  change: nullable(ClassChange),
  replayOf: nullable(Id),
};
export const Class = strict({ ...detail, answeredAt: Instant });
