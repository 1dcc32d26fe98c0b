import { Type } from 'typebox';
import { ClassChange, ClassKind, ClassSession, ClassVenue, ClassWay, page, words } from './classes.js';
import { CivilDate, ClockTime, Currency, Fen, Id, Instant, nullable, oneOf, strict } from './common.js';
import { Topic } from './topics.js';
import { Offer } from './waitlist.js';

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
/** What becomes of words that the content check doubts. Null where nothing was written, or nobody doubts it. */
export const CommentCheck = nullable(
  strict({
    state: oneOf(
      ['held', 'released', 'withheld'],
      'held: only its family sees it until a desk decides; released: the organiser may read it; withheld: it never does',
    ),
    reason: nullable(Type.String({ description: 'Why it is withheld' })),
  }),
);
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
      commentCheck: CommentCheck,
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
  commentCheck: CommentCheck,
});
