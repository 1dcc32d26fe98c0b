import { Type } from 'typebox';
import { ClassKind, ClassWay, card, detail, Months, page, VenueKind, words } from './classes.js';
import {
  CivilDate,
  ClockTime,
  Datum,
  Id,
  Instant,
  Latitude,
  Longitude,
  nullable,
  oneOf,
  strict,
} from './common.js';
import { Topic } from './topics.js';

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
    description: 'Told to all who signed up when times, place, price or who gives it change',
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
    strict(
      {
        ...{ opensAt: Instant, closesAt: Instant, isOpen: Type.Boolean() },
        session: { ...Instant, description: 'Begin of the session that a mark is for where it names none' },
      },
      'Null where nobody checks in',
    ),
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
  attendedAt: nullable({ ...Instant, description: 'The first time' }),
  marks: Type.Array(
    strict({
      session: { ...Instant, description: 'Its begin' },
      mark: nullable(oneOf(['attended', 'absent'])),
      at: nullable(Instant),
    }),
    { description: 'For each session, by time; none where nobody checks in' },
  ),
});
export const Attendees = strict({ items: Type.Array(Attendee), nextCursor: nullable(Type.String()) });
/** By the code that the family tells, or by the list. */
export const MarkAttendance = strict({
  code: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  signUpId: Type.Optional(Id),
  session: Type.Optional({
    ...Instant,
    description: 'Begin of the session; left out: the last one whose doors have opened',
  }),
  mark: oneOf(['attended', 'absent'], 'absent: by the list, once that session is over'),
});
export const AttendanceFile = strict({
  fileName: Type.String(),
  text: Type.String({ description: 'text/csv' }),
});
