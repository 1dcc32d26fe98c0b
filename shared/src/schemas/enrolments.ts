import { Type } from 'typebox';
import { PriceUnit, Weekday } from './cards.js';
import { CivilDate, ClockTime, Currency, Fen, Id, Instant, nullable, oneOf, strict } from './common.js';

/** What is sold by the month. */
export const MonthlyMode = oneOf(['fullDay', 'halfDay']);
export const CivilMonth = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });
const Weekdays = Type.Array(Weekday, { minItems: 1, maxItems: 7, uniqueItems: true });
const Reason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const HealthItemKind = oneOf(
  ['checkup', 'bloodTest', 'vaccination', 'handbook'],
  'Check-up form, blood test, checked vaccinations, health handbook',
);
/** One of the four papers of an entry health check, as the family says it. */
export const HealthItem = strict({
  kind: HealthItemKind,
  isDone: Type.Boolean(),
  validUntil: Type.Optional(CivilDate),
});
const HealthItems = Type.Array(HealthItem, { maxItems: 4 });
export const NotedHealthCheck = strict({ items: HealthItems });
export const ConfirmHealthCheck = strict({
  kinds: Type.Array(HealthItemKind, {
    maxItems: 4,
    uniqueItems: true,
    description: 'Those seen at the desk',
  }),
});
/** All four papers, in order. */
export const HealthCheck = strict({
  items: Type.Array(
    strict({
      kind: HealthItemKind,
      isDone: Type.Boolean(),
      validUntil: nullable(CivilDate),
      isConfirmed: Type.Boolean({ description: 'The centre saw it' }),
    }),
  ),
  isComplete: Type.Boolean({ description: 'All four confirmed by the centre' }),
});

const wish = {
  mode: MonthlyMode,
  half: Type.Optional(oneOf(['morning', 'afternoon'], 'With `halfDay`')),
};
export const NewEnrolment = strict({
  centreId: Id,
  childId: Id,
  ...wish,
  startMonth: CivilMonth,
  weekdays: Weekdays,
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
  health: Type.Optional(HealthItems),
});

export const EnrolmentStatus = oneOf(
  ['applied', 'declined', 'accepted', 'enrolled', 'leaving', 'left', 'withdrawn'],
  'accepted: places are held, care has not begun; enrolled: it has; leaving: the last day is told',
);
export const EnrolmentPriceLine = strict({
  label: Type.String(),
  unit: PriceUnit,
  amountFen: Fen,
  isVoluntary: Type.Boolean(),
});
/** What the centre accepted. Prices are the lines of its list as they were then. */
export const Placement = strict({
  groupName: Type.String(),
  firstDay: CivilDate,
  weekdays: Weekdays,
  lines: Type.Array(EnrolmentPriceLine),
  currency: Currency,
  withoutDates: Type.Array(CivilDate, {
    description: 'Days without a place, as the centre said when it accepted',
  }),
});
export const AttendanceStatus = oneOf(
  ['confirmed', 'checkedIn', 'completed', 'noShow'],
  'confirmed: expected that day, and its centre said nothing yet',
);
/** How one day of care went. */
export const AttendedDay = strict({
  date: CivilDate,
  from: ClockTime,
  to: ClockTime,
  status: AttendanceStatus,
  checkedInAt: nullable(Instant),
  checkedOutAt: nullable(Instant),
});
const Attendance = Type.Array(AttendedDay, {
  description: 'Days of about the last month of which the centre said how they went, the latest first',
});
const asked = {
  id: Id,
  status: EnrolmentStatus,
  isOverdue: Type.Boolean({ description: 'Not answered by the deadline' }),
  ...wish,
  startMonth: CivilMonth,
  weekdays: Weekdays,
  appliedAt: Instant,
  answerBy: Instant,
  answerOn: CivilDate,
  workdaysGiven: Type.Integer(),
  workdaysLeft: Type.Integer({ description: 'The last one counts' }),
};
const told = {
  note: nullable(Type.String()),
  health: HealthCheck,
  answeredAt: nullable(Instant),
  answer: nullable(Type.String({ description: 'What the centre said, or why it declined' })),
  placement: nullable(Placement),
  heldUntil: nullable(CivilDate),
  shortDates: Type.Array(CivilDate, {
    description: 'Coming days on which the group has no place for the child',
  }),
  lastDay: nullable(CivilDate),
  endedBy: nullable(oneOf(['parent', 'centre'])),
  endReason: nullable(Type.String()),
  endedAt: nullable(Instant),
};
export const Enrolment = strict({
  ...asked,
  child: strict({ id: Id, nickname: Type.String() }),
  centre: strict({
    id: Id,
    name: Type.String(),
    address: Type.String(),
    phone: nullable(Type.String()),
  }),
  ...told,
  careToday: nullable(AttendedDay),
  attendance: Attendance,
  canWithdraw: Type.Boolean(),
  needsLastDay: Type.Boolean({ description: 'Care has begun: withdrawing names a last day' }),
  today: CivilDate,
  noticeDays: Type.Integer(),
  refundNotes: Type.Array(Type.String()),
  isDemo: Type.Boolean(),
});
export const Enrolments = strict({ items: Type.Array(Enrolment) });
/** Before care begins it ends at once, and `lastDay` is not looked at. */
export const WithdrawEnrolment = strict({ lastDay: Type.Optional(CivilDate) });

/** Names nobody: looking at one is what is on record. */
export const DeskEnrolmentItem = strict({
  ...asked,
  firstDay: nullable(CivilDate),
  lastDay: nullable(CivilDate),
});
export const DeskEnrolments = strict({
  items: Type.Array(DeskEnrolmentItem, { description: 'Those that wait first, by deadline' }),
});
export const DeskEnrolment = strict({
  ...asked,
  childNickname: Type.String(),
  ageMonths: Type.Integer({ description: 'On the first day, or the one proposed' }),
  ...told,
  isCounted: Type.Boolean({ description: 'The child is one of those the register counts as enrolled' }),
  groups: Type.Array(
    strict({ id: Id, name: Type.String(), fits: Type.Boolean({ description: 'By age on that day' }) }),
  ),
  firstDay: nullable(CivilDate),
  earliestFirstDay: CivilDate,
  latestFirstDay: CivilDate,
});
const placing = {
  groupId: Type.Optional(Id),
  firstDay: Type.Optional(CivilDate),
  weekdays: Type.Optional(Weekdays),
  isCounted: Type.Optional(Type.Boolean()),
};
export const PreviewEnrolment = strict({ ...placing, groupId: Id, firstDay: CivilDate });
export const EnrolmentPreview = strict({
  days: Type.Integer({ description: 'Open days up to `until`' }),
  until: CivilDate,
  shortDates: Type.Array(CivilDate, { description: 'The group has no place' }),
  busyDates: Type.Array(CivilDate, { description: 'The child is booked elsewhere' }),
  lines: Type.Array(EnrolmentPriceLine),
  currency: Currency,
});
export const DecideEnrolment = strict({
  decision: oneOf(
    ['accepted', 'declined', 'counted', 'ended'],
    'counted: whether the register counts the child by now; ended: after `lastDay`, with a reason',
  ),
  ...placing,
  withoutDates: Type.Optional(
    Type.Array(CivilDate, {
      maxItems: 120,
      uniqueItems: true,
      description: 'Accepted without a place on these',
    }),
  ),
  answer: Type.Optional(Reason),
  reason: Type.Optional(Reason),
  lastDay: Type.Optional(CivilDate),
});

export const ExportedEnrolment = strict({
  id: Id,
  childId: Id,
  centreName: Type.String(),
  status: EnrolmentStatus,
  startMonth: CivilMonth,
  weekdays: Weekdays,
  note: nullable(Type.String()),
  health: HealthCheck,
  answer: nullable(Type.String()),
  placement: nullable(Placement),
  attendance: Attendance,
  appliedAt: Instant,
  lastDay: nullable(CivilDate),
  endReason: nullable(Type.String()),
});
