import { Type } from 'typebox';
import { Phone } from './auth.js';
import { AnswerBy, DeclineReason, QuoteRequest, Symptom } from './bookings.js';
import { CivilDate, ClockTime, Cursor, Id, Instant, nullable, oneOf, PageLimit, strict } from './common.js';
import { AttendanceStatus } from './enrolments.js';
import { AgeGroup, FeeReduction, Relation } from './families.js';
import { FileFacts } from './files.js';

export const DeskRole = oneOf(
  ['staff', 'officer'],
  'staff: one centre, and what happens there; officer: one district of the health authority',
);

/** A person's place at a desk. Whoever holds the invitation signs in as always and then joins by it. */
export const JoinDesk = strict({ invitationCode: Type.String({ minLength: 8, maxLength: 24 }) });
export const JoinedDesk = strict({
  membershipId: Id,
  role: DeskRole,
  placeName: Type.String({ description: 'Of the centre, or of the district' }),
  secret: nullable(
    Type.String({
      description: 'Base32, for an authenticator app (RFC 6238); null once a first code of it was right',
    }),
  ),
  otpauthUri: nullable(Type.String({ description: 'The same as a link and for a QR picture' })),
});
export const OpenDesk = strict({
  membershipId: Type.Optional(Id),
  code: Type.String({ pattern: '^\\d{6}$', description: 'Of the authenticator app, now' }),
});

export const DeskGroup = strict({
  id: Id,
  name: Type.String(),
  ageGroup: AgeGroup,
  places: Type.Integer(),
});
export const DeskMembership = strict({
  id: Id,
  role: DeskRole,
  placeName: Type.String(),
  isConfirmed: Type.Boolean({ description: 'False until a first code of the authenticator was right' }),
});
/** My memberships, and the desk that is open on this device, if one is. */
export const Desk = strict({
  memberships: Type.Array(DeskMembership),
  open: nullable(
    strict({
      membershipId: Id,
      role: DeskRole,
      name: Type.String({ description: 'How families see who acted: 王老师' }),
      centre: nullable(
        strict({ id: Id, name: Type.String(), isDemo: Type.Boolean(), groups: Type.Array(DeskGroup) }),
      ),
      district: nullable(strict({ code: Type.String(), name: Type.String() })),
      openUntil: Instant,
      today: CivilDate,
    }),
  ),
});

/** What an officer sees of the district: public facts, and how fresh the centres' own figures are. */
export const DeskCentresQuery = strict({
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
});
export const DeskCentres = strict({
  items: Type.Array(
    strict({
      id: Id,
      name: Type.String(),
      filingStatus: oneOf(['filed', 'suspended', 'cancelled', 'unfiled']),
      suspension: nullable(
        strict({ from: CivilDate, reason: Type.String() }, 'Made at this desk; only such can be lifted here'),
      ),
      places: Type.Integer(),
      told: nullable(strict({ places: Type.Integer(), asOf: Instant })),
    }),
  ),
  nextCursor: nullable(Type.String()),
});

export const RosterParams = strict({ groupId: Id });
export const RosterQuery = strict({ date: Type.Optional(CivilDate) });
export const RosterChild = strict({
  bookingId: Id,
  childId: Id,
  nickname: Type.String(),
  ageMonths: Type.Integer(),
  from: ClockTime,
  to: ClockTime,
  status: oneOf(['pending', 'requested', 'confirmed', 'checkedIn', 'completed', 'noShow', 'absent']),
  symptom: nullable(Symptom),
});
const { childId, nickname, ageMonths, from, to } = RosterChild.properties;
/** Who comes by the month, in the states that a booking of that day would have. */
export const EnrolledChild = strict({
  enrolmentId: Id,
  ...{ childId, nickname, ageMonths, from, to },
  status: AttendanceStatus,
});
/** One group on one day: children per half hour against the places, and who they are. Reading it is audited. */
export const DeskRoster = strict({
  groupId: Id,
  groupName: Type.String(),
  date: CivilDate,
  isOpen: Type.Boolean(),
  closedReason: nullable(Type.String()),
  opensAt: nullable(ClockTime),
  closesAt: nullable(ClockTime),
  places: Type.Integer({ description: 'In force that day, beside the enrolled' }),
  usualPlaces: Type.Integer(),
  isOverbooked: Type.Boolean({
    description: 'Places were lowered below what was booked; nobody is turned away',
  }),
  presence: Type.Array(strict({ from: ClockTime, children: Type.Integer() }), {
    description: 'Every half hour of the opening time',
  }),
  freePlaces: Type.Integer({ description: 'Free all day long: what parents see' }),
  waiting: Type.Integer({ description: 'Children in line for this day without an offer; nobody is named' }),
  offered: Type.Integer({ description: 'Places kept for who is asked whether to take one' }),
  line: Type.Array(strict({ from: ClockTime, to: ClockTime, children: Type.Integer() }), {
    description: 'Who is in line, with an offer or without, counted by the hours they want',
  }),
  told: nullable(strict({ places: Type.Integer(), asOf: Instant })),
  children: Type.Array(RosterChild),
  enrolled: Type.Array(EnrolledChild, { description: 'Who comes by the month that day' }),
});

export const TellVacancy = strict({ freePlaces: Type.Integer({ minimum: 0, maximum: 200 }) });
export const ToldVacancy = strict({
  groupId: Id,
  date: CivilDate,
  freePlaces: Type.Integer({ description: 'As parents see it now' }),
  places: Type.Integer({ description: 'In force now, beside the enrolled' }),
  before: Type.Integer({ description: 'What parents saw before: for taking it back' }),
  asOf: Instant,
});
export const SetPlaces = strict({ date: CivilDate, places: Type.Integer({ minimum: 0, maximum: 200 }) });

export const ClosedDay = strict({ on: CivilDate, reason: Type.String() });
export const ClosedDays = strict({ items: Type.Array(ClosedDay) });
const ClosingDates = Type.Array(CivilDate, { minItems: 1, maxItems: 31, uniqueItems: true });
export const PreviewClosing = strict({ dates: ClosingDates });
export const ClosingPreview = strict({
  bookings: Type.Integer({ description: 'That closing would end now; no child is looked at for it' }),
});
export const CloseDays = strict({
  dates: ClosingDates,
  reason: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
});
export const ClosedDaysResult = strict({
  ...ClosedDays.properties,
  cancelledBookings: Type.Integer({ description: 'Ended by this closing; their families are told' }),
});

/** A family at the desk or on the phone: it reads out the code it was just sent, or shows its printed card. */
export const IdentifyFamily = strict({
  phone: Type.Optional(Phone),
  code: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  cardText: Type.Optional(Type.String({ minLength: 10, maxLength: 120 })),
});
export const IdentifiedFamily = strict({
  deskVisitId: Id,
  expiresAt: Instant,
  children: Type.Array(strict({ id: Id, nickname: Type.String(), ageMonths: Type.Integer() })),
});
export const DeskQuoteRequest = Type.Omit(QuoteRequest, ['centreId', 'bookingId', 'waitlistEntryId'], {
  additionalProperties: false,
});

/** At the gate: a child of the list, or what the QR of an entry card says, or its number and four digits read out. */
export const CheckIn = strict({
  bookingId: Type.Optional(Id),
  gateText: Type.Optional(Type.String({ minLength: 4, maxLength: 60 })),
});
export const CheckOut = strict({ bookingId: Id });
export const MarkNoShow = strict({ bookingId: Id });
const Reason = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: 'Families read it; not to name a person',
});
export const DeskCancel = strict({ reason: Reason });
export const EndedBooking = strict({
  bookingId: Id,
  groupId: Id,
  status: oneOf(['noShow', 'cancelled']),
});

/** Names the day, since a list may have been on the screen since yesterday. */
export const NoteAttendance = strict({
  date: CivilDate,
  attendance: oneOf(['checkedIn', 'checkedOut', 'noShow']),
});
export const AttendingChild = strict({
  ...EnrolledChild.properties,
  groupId: Id,
  groupName: Type.String(),
  checkedInAt: nullable(Instant),
  checkedOutAt: nullable(Instant),
});

/** Holds from now on; `from` is the day of the authority's decision. */
export const Suspend = strict({ from: CivilDate, reason: Reason });
export const SuspensionResult = strict({
  centreId: Id,
  filingStatus: oneOf(['filed', 'suspended', 'cancelled', 'unfiled']),
  endedBookings: Type.Integer({ description: 'Ended so far by this suspension; their families are told' }),
  cancelledClasses: Type.Integer({ description: 'The same of its classes to come' }),
});
export const CheckedChild = strict({
  ...RosterChild.properties,
  groupId: Id,
  groupName: Type.String(),
  checkedInAt: Instant,
  checkedOutAt: nullable(Instant),
});

export const RedeemPickupCode = strict({
  text: Type.String({ minLength: 6, maxLength: 120, description: 'What the QR says, or its six digits' }),
});
export const RedeemedPickupCode = strict({
  childId: Id,
  nickname: Type.String(),
  pickupName: Type.String(),
  relation: Relation,
  usedAt: Instant,
});

/** What waits for an answer, the earliest deadline first. */
export const DeskInboxItem = strict({
  kind: oneOf(['feeReduction', 'temporary', 'complaint', 'expertQuestion', 'homeVisit']),
  id: Id,
  title: Type.String(),
  isUrgent: Type.Boolean(),
  askedAt: Instant,
  answerBy: Instant,
  isOverdue: Type.Boolean(),
});
export const DeskInbox = strict({ items: Type.Array(DeskInboxItem) });

/** A child at short notice, and what became of it. Reading it is audited. */
export const DeskTemporary = strict({
  bookingId: Id,
  childId: Id,
  nickname: Type.String(),
  ageMonths: Type.Integer(),
  groupName: Type.String(),
  date: CivilDate,
  from: ClockTime,
  to: ClockTime,
  askedAt: Instant,
  answerBy: AnswerBy,
  decision: nullable(oneOf(['accepted', 'declined'])),
});
/** Those that wait, the earliest deadline first. */
export const DeskTemporaries = strict({ items: Type.Array(DeskTemporary) });
export const DecideTemporary = strict({
  decision: oneOf(['accepted', 'declined']),
  reason: Type.Optional(DeclineReason),
});

export const DeskFeeReduction = strict({
  ...FeeReduction.properties,
  childNickname: Type.String(),
  childAgeMonths: Type.Integer(),
  note: nullable(Type.String()),
  proofs: Type.Array(FileFacts),
  answerBy: Instant,
});
export const DecideFeeReduction = strict({
  decision: oneOf(['granted', 'refused']),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
});

/** Who at a desk looked at a child, when and why: the family's to read. Looks of one person on one day are one line. */
export const Access = strict({
  id: Id,
  childId: Id,
  what: oneOf([
    'roster',
    'identified',
    'booked',
    'checkedIn',
    'checkedOut',
    'noShow',
    'cancelled',
    'temporary',
    'answered',
    'pickup',
    'feeReduction',
    'proof',
    'enrolment',
    'classSignUp',
    'classComment',
    'expertQuestion',
    'homeVisit',
    'homeAddress',
  ]),
  byRole: DeskRole,
  byName: Type.String(),
  placeName: Type.String(),
  on: CivilDate,
  firstAt: Instant,
  lastAt: Instant,
  times: Type.Integer(),
});
export const AccessesQuery = strict({
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
});
export const Accesses = strict({ items: Type.Array(Access), nextCursor: nullable(Type.String()) });
