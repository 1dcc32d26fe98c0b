import { Type } from 'typebox';
import { Cursor, Id, Instant, nullable, oneOf, PageLimit, strict } from './common.js';

/** What a family is told of. Titles and sentences come ready from the server, so that all channels say the same. */
export const NoticeKind = oneOf([
  'bookingCancelledByCentre',
  'bookedAtDesk',
  'placeOffered',
  'waitlistChanged',
  'bookingChanged',
  'careTomorrow',
  'markedNoShow',
  'temporaryAnswered',
  'pickupCodeUsed',
  'feeReductionDecided',
  'enrolmentAnswered',
  'enrolmentOverdue',
  'enrolmentEnded',
  'enrolledDaysClosed',
  'enrolledDayMissed',
  'complaintMoved',
  'complaintAtDesk',
  'seatOffered',
  'seatLineChanged',
  'classMoved',
  'classChanged',
  'classCancelled',
  'classTomorrow',
  'liveStarting',
  'replayOut',
  'commentDecided',
  'guidanceDue',
  'expertAnswered',
  'homeVisitMoved',
  'guardianJoined',
]);
/** Where tapping a notice leads. */
export const NoticeTarget = strict({
  kind: oneOf([
    'booking',
    'waitlistEntry',
    'enrolment',
    'complaint',
    'deskComplaint',
    'deskCentreComplaint',
    'classSignUp',
    'class',
    'guidance',
    'expertQuestion',
    'homeVisit',
    'family',
    'centre',
    'privacy',
  ]),
  id: nullable(Id),
});
export const Notice = strict({
  id: Id,
  kind: NoticeKind,
  title: Type.String(),
  text: Type.String(),
  target: NoticeTarget,
  at: Instant,
  isRead: Type.Boolean(),
});
export const NoticesQuery = strict({ cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) });
export const Notices = strict({
  items: Type.Array(Notice),
  nextCursor: nullable(Type.String()),
  unread: Type.Integer(),
});
export const MarkNoticesRead = strict({
  until: Type.Union([Id, oneOf(['all'])], {
    description: 'This notice and all older ones, or all',
  }),
});
export const UnreadNotices = strict({ unread: Type.Integer() });

/** WeChat asks for each template; a tap allows one message of it. Empty where this installation has no account. */
export const SubscriptionTemplates = strict({
  items: Type.Array(strict({ kind: NoticeKind, templateId: Type.String(), title: Type.String() })),
});
export const RecordSubscription = strict({
  decisions: Type.Array(
    strict({
      templateId: Type.String({ minLength: 1, maxLength: 64 }),
      decision: oneOf(['accept', 'reject', 'ban', 'filter']),
    }),
    { minItems: 1, maxItems: 3 },
  ),
});
