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
import { Offer } from './waitlist.js';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const Months = Type.Integer({ minimum: 0, maximum: 72, description: 'Whole months of age' });

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

const card = {
  id: Id,
  title: Type.String(),
  kind: ClassKind,
  way: ClassWay,
  topic: Topic,
  topicLabel: Type.String(),
  status: oneOf(['published', 'cancelled']),
  time: oneOf(['upcoming', 'running', 'over', 'always'], 'running: a session is on now; always: recorded'),
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
const page = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
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
  state: oneOf(['notYet', 'open', 'over'], 'By the clock alone: a full class is open for those who wait'),
  opensAt: Instant,
  opensOn: CivilDate,
  opensTime: ClockTime,
  closesAt: nullable(Instant),
  closesOn: nullable(CivilDate),
  closesTime: nullable(ClockTime),
});
/** Null while too few rated it. */
export const ClassRating = nullable(
  strict({ count: Type.Integer(), mean: Type.Number({ description: 'One decimal, 1 to 5' }) }),
);
/** What became of a class after it was published. */
export const ClassChange = strict({
  kind: oneOf(['moved', 'cancelled']),
  at: Instant,
  reason: Type.String(),
});
const detail = {
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

/** Live statuses are `confirmed`, `waiting`, `offered`. */
export const SignUpStatus = oneOf(
  [
    ...(['confirmed', 'waiting', 'offered', 'attended', 'absent'] as const),
    ...(['cancelled', 'declined', 'expired', 'closed', 'over'] as const),
  ],
  '`closed`: the class was cancelled; `over`: it began and no seat had come free',
);
export const NewSignUp = strict({
  childId: Id,
  waitIfFull: Type.Optional(Type.Boolean({ description: 'Take a place in line where no seat is free' })),
});
export const SignUp = strict({
  id: Id,
  status: SignUpStatus,
  class: strict({
    id: Id,
    title: Type.String(),
    kind: ClassKind,
    way: ClassWay,
    topic: Topic,
    status: oneOf(['published', 'cancelled']),
    time: oneOf(['upcoming', 'running', 'over', 'always']),
    organiserName: Type.String(),
    sessions: Type.Array(ClassSession),
    venue: nullable(ClassVenue),
    priceFen: Fen,
    currency: Currency,
    change: nullable(ClassChange),
    isDemo: Type.Boolean(),
  }),
  child: strict({ id: Id, nickname: Type.String() }),
  code: nullable(
    Type.String({ description: 'Six digits, told at the door; null where there is no door or no seat' }),
  ),
  waitlistPosition: nullable(Type.Integer({ description: '1 is the next; null when not in line' })),
  offer: nullable(Offer),
  canCancel: Type.Boolean(),
  cancelUntil: nullable(
    strict({ at: Instant, date: CivilDate, time: ClockTime }, 'Null where it may be cancelled at any time'),
  ),
  rating: nullable(
    strict({
      stars: nullable(Type.Integer()),
      comment: nullable(Type.String()),
      until: CivilDate,
      isOpen: Type.Boolean({ description: 'May be given, or changed' }),
    }),
  ),
  attendedAt: nullable(Instant),
  joinedAt: Instant,
  endedAt: nullable(Instant),
});
export const SignUpsQuery = strict({
  ...page,
  group: Type.Optional(oneOf(['coming', 'past'], 'coming (default): by time; past: the last first')),
});
export const SignUps = strict({ items: Type.Array(SignUp), nextCursor: nullable(Type.String()) });
export const ClassCalendarQuery = strict({
  signUpId: Type.Optional(Id),
  withChild: Type.Optional(Type.Boolean({ description: 'Name the child; calendars are often shared' })),
});
export const ClassCalendar = strict({
  fileName: Type.String(),
  text: Type.String({ description: 'text/calendar' }),
});
export const RateClass = strict({
  stars: Type.Integer({ minimum: 1, maximum: 5 }),
  comment: Type.Optional(words(300)),
});

/** A time by the clock of the class’s place. */
const NewSession = strict({ date: CivilDate, from: ClockTime, to: ClockTime });
const edited = {
  title: words(60),
  about: words(2000),
  topic: Topic,
  ageFromMonths: Months,
  ageToMonths: Months,
  priceFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 })),
  experts: Type.Optional(
    Type.Array(strict({ id: Type.Optional(Id), name: words(40), title: Type.Optional(words(60)) }), {
      maxItems: 6,
    }),
  ),
  sessions: Type.Optional(
    Type.Array(NewSession, { minItems: 1, maxItems: 12, description: 'None for a recorded one' }),
  ),
  venue: Type.Optional(
    strict(
      {
        kind: VenueKind,
        name: words(60),
        address: words(200),
        lat: Latitude,
        lng: Longitude,
        datum: Type.Optional(Datum),
      },
      'For `onSite`, and for no other',
    ),
  ),
  seats: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 300,
      description: 'Needed for `onSite`; for `live` no limit where left out; none for a recorded one',
    }),
  ),
  mostPerFamily: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, default: 2 })),
  signUpOpensAt: Type.Optional({ ...Instant, description: 'At once where left out' }),
  signUpClosesHours: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 336, default: 0, description: 'So many hours before it begins' }),
  ),
  cancelHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 336, default: 2 })),
};
export const NewClass = strict({ kind: ClassKind, way: ClassWay, ...edited });
/** All of it as it shall be; kind, way and whether seats are counted stay. */
export const UpdateClass = strict({
  rev: Type.Integer({ minimum: 0, description: 'Of the class as it was read' }),
  ...edited,
  reason: Type.Optional({
    ...words(200),
    description: 'Told to all who signed up when times or place change',
  }),
});
export const CancelClass = strict({ reason: words(200) });

export const DeskClass = strict({
  ...detail,
  rev: Type.Integer(),
  signUpClosesHours: Type.Integer(),
  counts: strict({
    confirmed: Type.Integer({ description: 'Hold a seat, or did' }),
    waiting: Type.Integer({ description: 'In line, those with an offer too' }),
    attended: Type.Integer(),
    absent: Type.Integer(),
  }),
  comments: Type.Array(strict({ stars: Type.Integer(), text: Type.String() }), {
    description:
      'What families wrote, without names; none while too few rated it; doubtful ones are left out',
  }),
  heldComments: Type.Integer({ description: 'Left out because the content check doubts them' }),
  checkIn: nullable(
    strict({ opensAt: Instant, closesAt: Instant, isOpen: Type.Boolean() }, 'Null where nobody checks in'),
  ),
  may: Type.Array(oneOf(['update', 'cancel', 'markAttendance', 'attachRecording'])),
});
export const DeskClassesQuery = strict({
  ...page,
  group: Type.Optional(
    oneOf(['coming', 'past', 'recorded'], 'coming (default): by time; past and recorded: the last first'),
  ),
});
export const DeskClassItem = strict({
  ...card,
  confirmed: Type.Integer(),
  waiting: Type.Integer(),
});
export const DeskClasses = strict({ items: Type.Array(DeskClassItem), nextCursor: nullable(Type.String()) });
export const AttendeesQuery = strict(page);
export const Attendee = strict({
  signUpId: Id,
  status: oneOf(['confirmed', 'waiting', 'offered', 'attended', 'absent']),
  childNickname: Type.String(),
  ageMonths: Type.Integer({ description: 'On the day of the class' }),
  attendedAt: nullable(Instant),
});
export const Attendees = strict({ items: Type.Array(Attendee), nextCursor: nullable(Type.String()) });
/** By the code that the family tells, or by the list. */
export const MarkAttendance = strict({
  code: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  signUpId: Type.Optional(Id),
  mark: oneOf(['attended', 'absent'], 'absent: by the list, once the class is over'),
});
export const AttendanceFile = strict({
  fileName: Type.String(),
  text: Type.String({ description: 'text/csv' }),
});

export const ExportedSignUp = strict({
  id: Id,
  classId: Id,
  title: Type.String(),
  way: ClassWay,
  childId: Id,
  firstDay: nullable(CivilDate),
  status: SignUpStatus,
  joinedAt: Instant,
  attendedAt: nullable(Instant),
  stars: nullable(Type.Integer()),
  comment: nullable(Type.String()),
});
