import { Type } from 'typebox';
import { CareMode, StayWish } from './cards.js';
import { CivilDate, ClockTime, Id, Instant, nullable, oneOf, strict } from './common.js';

/** What comes at short notice, and needs an answer of its own, is not waited for. */
const WaitedMode = oneOf(['fullDay', 'halfDay', 'hourly']);
/** A place in line for these hours of one day. */
export const NewWaitlistEntry = strict({
  centreId: Id,
  childId: Id,
  ...StayWish,
  mode: WaitedMode,
  date: CivilDate,
});

export const WaitlistStatus = oneOf(
  ['waiting', 'offered', 'accepted', 'declined', 'expired', 'left', 'closed', 'over'],
  '`closed`: the centre ended it; `over`: care began and no place had come free',
);
/** Why a place in line is what it is since then. */
export const WaitlistReason = oneOf([
  'joined',
  'aheadLeft',
  'aheadAccepted',
  'aheadDeclined',
  'aheadExpired',
  'siblingAhead',
  'ownSibling',
]);
/** A change of the place in line. Times are the centre’s clock. */
export const WaitlistStep = strict({
  date: CivilDate,
  time: ClockTime,
  place: Type.Integer({ description: 'The place in line since then' }),
  families: Type.Integer({ description: 'How many were ahead by it, or are no more' }),
  reason: WaitlistReason,
});
/** A place that is kept for this family until then. */
export const Offer = strict({
  untilAt: Instant,
  untilDate: CivilDate,
  untilTime: ClockTime,
  secondsLeft: Type.Integer({ minimum: 0, description: 'When this was answered' }),
});
/** A booking of the child in some of the hours that are offered. */
const Overlapping = strict({
  bookingId: Id,
  centreName: Type.String(),
  mode: CareMode,
  from: ClockTime,
  to: ClockTime,
  canReplace: Type.Boolean({ description: 'Whether the offer may be accepted in its place' }),
});
export const WaitlistEntry = strict({
  id: Id,
  status: WaitlistStatus,
  child: strict({ id: Id, nickname: Type.String() }),
  centre: strict({ id: Id, name: Type.String(), phone: nullable(Type.String()) }),
  groupName: Type.String(),
  wish: strict(StayWish),
  date: CivilDate,
  weekday: Type.Integer(),
  from: ClockTime,
  to: ClockTime,
  today: CivilDate,
  waitlistPosition: nullable(
    Type.Integer({
      description: '1 is the next; those with an offer are in line too. Null when it has ended',
    }),
  ),
  history: Type.Array(WaitlistStep, { description: 'Oldest first; empty when it has ended' }),
  offer: nullable(Offer),
  overlapping: Type.Array(Overlapping, {
    description: 'What stands in the way of accepting, by time; empty while nothing is offered',
  }),
  offerHold: strict(
    {
      ...{ atLeastMinutes: Type.Integer(), atMostMinutes: Type.Integer() },
      ...{ nightFrom: ClockTime, nightUntil: ClockTime },
    },
    'How long an offer stands; one that would run out in the night stands until its end, unless care begins soon',
  ),
  bookingId: nullable(Id),
  joinedAt: Instant,
  endedAt: nullable(Instant),
  isDemo: Type.Boolean(),
});
export const Waitlist = strict({
  items: Type.Array(WaitlistEntry, { description: 'Those in line by day, then those that ended lately' }),
});
/** `replaces`: a booking of the same child whose place the offer takes, quoted for that. */
export const AcceptOffer = strict({ quoteId: Id, replaces: Type.Optional(Id) });
