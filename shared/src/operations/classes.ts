import * as classes from '../schemas/classes.js';
import { Id, strict } from '../schemas/common.js';
import * as desk from '../schemas/desk-classes.js';
import * as held from '../schemas/held-comments.js';
import * as signUps from '../schemas/sign-ups.js';
import type { Operation } from './operation.js';

const classParams = strict({ classId: Id });
const signUpParams = strict({ signUpId: Id });
const ofFamily = { tag: 'classes', access: 'family', status: 200 } as const;
const ofDesk = { tag: 'classes', access: 'desk', status: 200 } as const;
/** Of a class that a centre gives. */
const refusalsOfOrganiser = ['centre_not_filed', 'centre_suspended'] as const;

export const classesOperations = {
  listClasses: {
    tag: 'classes',
    summary:
      'Parenting classes that are still to be had: by topic, age, way, time, distance, organiser, free seats',
    access: 'public',
    status: 200,
    query: classes.ClassesQuery,
    reply: classes.Classes,
    errors: [],
  },
  getClass: {
    tag: 'classes',
    summary: 'One class, with its times, its place and the seats left',
    access: 'public',
    status: 200,
    params: classParams,
    query: classes.ClassQuery,
    reply: classes.Class,
    errors: [],
  },
  listClassesForChild: {
    ...ofFamily,
    summary: 'What fits this child on the day of the class and was neither learned nor signed up for',
    params: strict({ childId: Id }),
    query: classes.ClassesForChildQuery,
    reply: classes.Classes,
    errors: [],
  },
  signUpForClass: {
    ...ofFamily,
    summary:
      'Sign a child up: a seat, or a place in line where the family wants to wait; recorded: begin to learn',
    status: 201,
    needsKey: true,
    params: classParams,
    body: signUps.NewSignUp,
    reply: signUps.SignUp,
    errors: [
      ...(['idempotency_key_reused', 'class_cancelled', 'class_over', 'sign_up_not_open'] as const),
      ...(['sign_up_over', 'class_age_unfit', 'class_full', 'class_others_waiting'] as const),
      ...(['class_family_limit', 'already_signed_up', 'retry', ...refusalsOfOrganiser] as const),
    ],
  },
  listMySignUps: {
    ...ofFamily,
    summary: 'Classes that my family signed up for or waits for, and those that are past',
    query: signUps.SignUpsQuery,
    reply: signUps.SignUps,
    errors: [],
  },
  getSignUp: {
    ...ofFamily,
    summary: 'One sign-up of my family: its code, its place in line, the offer that stands',
    params: signUpParams,
    reply: signUps.SignUp,
    errors: [],
  },
  cancelSignUp: {
    ...ofFamily,
    summary: 'Give the seat back, or wait no more; asked again, the same answer',
    params: signUpParams,
    reply: signUps.SignUp,
    errors: ['class_cancel_too_late', 'retry'],
  },
  acceptSeat: {
    ...ofFamily,
    summary: 'Take the offered seat; asked again, the same answer',
    params: signUpParams,
    reply: signUps.SignUp,
    errors: ['offer_gone', 'class_cancelled', ...refusalsOfOrganiser, 'retry'],
  },
  declineSeat: {
    ...ofFamily,
    summary: 'Give the offered seat to the next family; asked again, the same answer',
    params: signUpParams,
    reply: signUps.SignUp,
    errors: ['offer_gone', 'offer_taken', 'retry'],
  },
  getClassCalendar: {
    ...ofFamily,
    summary: 'Classes in which my family has a seat, or one of them, as an iCalendar file (RFC 5545)',
    query: signUps.ClassCalendarQuery,
    reply: signUps.ClassCalendar,
    errors: [],
  },
  rateClass: {
    ...ofFamily,
    summary: 'How a class was, by a family that was there; one rating a child, changeable for some days',
    params: signUpParams,
    body: signUps.RateClass,
    reply: signUps.SignUp,
    errors: ['class_rating_closed', 'retry'],
  },
  deskPublishClass: {
    ...ofDesk,
    summary:
      'Publish a class: on site, live or recorded. Organiser is the centre or the district of the desk',
    status: 201,
    needsKey: true,
    body: desk.NewClass,
    reply: desk.DeskClass,
    errors: ['expert_not_in_pool', 'idempotency_key_reused', 'retry'],
  },
  deskListClasses: {
    ...ofDesk,
    summary: 'Classes of this centre or district',
    query: desk.DeskClassesQuery,
    reply: desk.DeskClasses,
    errors: [],
  },
  deskGetClass: {
    ...ofDesk,
    summary: 'One class of this desk, with counts and what families wrote; names nobody',
    params: classParams,
    reply: desk.DeskClass,
    errors: [],
  },
  deskUpdateClass: {
    ...ofDesk,
    summary:
      'Edit or move a class; when times, place, price or who gives it change, all who signed up or wait are told once',
    params: classParams,
    body: desk.UpdateClass,
    reply: desk.DeskClass,
    errors: [
      ...(['expert_not_in_pool', 'class_cancelled', 'class_over', 'class_changed'] as const),
      ...(['reason_required', 'retry'] as const),
    ],
  },
  deskCancelClass: {
    ...ofDesk,
    summary: 'Cancel a class: all who signed up or wait are told once; asked again, the same answer',
    params: classParams,
    body: desk.CancelClass,
    reply: desk.DeskClass,
    errors: ['class_over', 'retry'],
  },
  deskListAttendees: {
    ...ofDesk,
    summary: 'Who has a seat or waits; looking at it is on record with the families',
    params: classParams,
    query: desk.AttendeesQuery,
    reply: desk.Attendees,
    errors: [],
  },
  deskMarkAttendance: {
    ...ofDesk,
    summary: 'Note who came, by the family’s code or by the list; asked again, the same answer',
    params: classParams,
    body: desk.MarkAttendance,
    reply: desk.Attendee,
    errors: [
      'check_in_not_open',
      'check_in_over',
      'check_in_code_wrong',
      'rate_limited',
      'class_cancelled',
      'own_family',
      'retry',
    ],
  },
  deskListHeldComments: {
    ...ofDesk,
    access: 'officer',
    summary:
      'Comments that the content check holds back: of centres’ classes for their district, of a district’s own for the level above it',
    query: held.HeldCommentsQuery,
    reply: held.HeldComments,
    errors: [],
  },
  deskDecideComment: {
    ...ofDesk,
    access: 'officer',
    summary:
      'Release such a comment, or withhold it with a reason; its family is told, the first decision stands, and asked again the same answer',
    params: signUpParams,
    body: held.DecideComment,
    reply: held.DecidedComment,
    errors: ['own_family', 'reason_required', 'retry'],
  },
  deskExportAttendance: {
    ...ofDesk,
    summary: 'The list of those who had a seat as CSV; on record with the families',
    params: classParams,
    reply: desk.AttendanceFile,
    errors: [],
  },
} as const satisfies Record<string, Operation>;
