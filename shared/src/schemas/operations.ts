import type { TSchema } from 'typebox';
import type { ErrorCode } from '../contract/errors.js';
import type { OperationId } from '../contract/routes.js';
import * as auth from './auth.js';
import * as bookings from './bookings.js';
import * as centres from './centres.js';
import { Empty, Id, strict } from './common.js';
import * as consents from './consents.js';
import * as families from './families.js';

/**
 * What one operation takes and answers. `access` says who may call it: `public`, or `family` (a signed-in guardian;
 * every object is then looked up within that family). `errors` lists the codes beyond those any route may answer.
 */
export type Operation = {
  readonly tag: string;
  readonly summary: string;
  readonly access: 'public' | 'family';
  readonly status: 200 | 201;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply: TSchema;
  /** Needs an `Idempotency-Key` header; the others have one effect by nature. */
  readonly needsKey?: true;
  readonly errors: readonly ErrorCode[];
};

const centreParams = strict({ centreId: Id });
const childParams = strict({ childId: Id });
const pickupParams = strict({ pickupId: Id });
const bookingParams = strict({ bookingId: Id });

const refusalsOfADay = [
  'centre_not_filed',
  'centre_suspended',
  'centre_closed_day',
  'date_in_past',
  'date_is_holiday',
  'date_too_far',
  'mode_not_offered',
  'no_price_line',
  'child_too_young',
  'child_too_old',
  'child_not_born',
] as const;

export const operations = {
  requestPhoneCode: {
    tag: 'auth',
    summary: 'Send a sign-in code to a phone; answers the same whether the number is known or not',
    access: 'public',
    status: 200,
    body: auth.PhoneCodeRequest,
    reply: auth.PhoneCodeReceipt,
    errors: ['phone_invalid', 'rate_limited'],
  },
  loginWithPhone: {
    tag: 'auth',
    summary: 'Sign in by phone code; the first time makes the family',
    access: 'public',
    status: 200,
    body: auth.PhoneLogin,
    reply: auth.Session,
    errors: ['phone_invalid', 'code_wrong', 'code_expired'],
  },
  loginWithWechat: {
    tag: 'auth',
    summary: 'Sign in by a WeChat login code, with the phone number where the guardian shares it',
    access: 'public',
    status: 200,
    body: auth.WechatLogin,
    reply: auth.Session,
    errors: [
      'wechat_code_invalid',
      'wechat_account_blocked',
      'phone_has_other_wechat',
      'family_not_empty',
      'rate_limited',
      'service_unavailable',
    ],
  },
  refreshSession: {
    tag: 'auth',
    summary: 'Trade the refresh token for a new pair; a token used twice ends every session grown from it',
    access: 'public',
    status: 200,
    body: auth.RefreshRequest,
    reply: auth.Session,
    errors: ['session_expired'],
  },
  signOut: {
    tag: 'auth',
    summary: 'End this session, or all sessions of this guardian',
    access: 'public',
    status: 200,
    body: auth.SignOutRequest,
    reply: Empty,
    errors: [],
  },
  listSessions: {
    tag: 'auth',
    summary: 'Devices on which I am signed in, the last used first',
    access: 'family',
    status: 200,
    reply: auth.Devices,
    errors: [],
  },
  endSession: {
    tag: 'auth',
    summary: 'Sign one of my devices out',
    access: 'family',
    status: 200,
    params: strict({ sessionId: Id }),
    reply: Empty,
    errors: [],
  },

  listDistricts: {
    tag: 'centres',
    summary: 'Regions and districts with their middle points: finding without giving a location',
    access: 'public',
    status: 200,
    reply: centres.DistrictsReply,
    errors: [],
  },
  listNearbyCentres: {
    tag: 'centres',
    summary: 'Filed centres around a point, nearest first',
    access: 'public',
    status: 200,
    query: centres.NearbyQuery,
    reply: centres.NearbyCentres,
    errors: ['radius_too_large', 'place_unknown', 'date_in_past', 'date_too_far'],
  },
  getCentre: {
    tag: 'centres',
    summary: 'Everything the law makes public about one centre',
    access: 'public',
    status: 200,
    params: centreParams,
    reply: centres.CentreDetail,
    errors: [],
  },
  getCentreAvailability: {
    tag: 'centres',
    summary: 'Free places per day for one child (or an age), at most two seconds old',
    access: 'public',
    status: 200,
    params: centreParams,
    query: centres.AvailabilityQuery,
    reply: centres.Availability,
    errors: ['sign_in_required'],
  },

  getMyFamily: {
    tag: 'families',
    summary: 'My family and its children',
    access: 'family',
    status: 200,
    reply: families.Family,
    errors: [],
  },
  addChild: {
    tag: 'families',
    summary: 'Add a child: nickname, birth date, sex optional',
    access: 'family',
    status: 201,
    needsKey: true,
    body: families.NewChild,
    reply: families.Child,
    errors: ['consent_required', 'child_not_born', 'child_too_old', 'too_many_children'],
  },
  updateChild: {
    tag: 'families',
    summary: 'Correct what is kept about a child',
    access: 'family',
    status: 200,
    params: childParams,
    body: families.NewChild,
    reply: families.Child,
    errors: ['consent_required', 'child_not_born', 'child_too_old'],
  },
  removeChild: {
    tag: 'families',
    summary: 'Erase a child; its coming bookings are cancelled',
    access: 'family',
    status: 200,
    params: childParams,
    reply: Empty,
    errors: ['retry'],
  },
  inviteGuardian: {
    tag: 'families',
    summary: 'Invite the second guardian; the code works once and for two days',
    access: 'family',
    status: 201,
    needsKey: true,
    reply: families.NewInvitation,
    errors: ['family_is_full', 'too_many_invitations', 'retry'],
  },
  revokeInvitation: {
    tag: 'families',
    summary: 'Take an invitation back',
    access: 'family',
    status: 200,
    params: strict({ invitationId: Id }),
    reply: Empty,
    errors: ['retry'],
  },
  acceptInvitation: {
    tag: 'families',
    summary: 'Join the family that invited me; refresh the session afterwards',
    access: 'family',
    status: 200,
    body: families.AcceptInvitation,
    reply: families.AcceptedInvitation,
    errors: ['invitation_expired', 'family_is_full', 'family_not_empty', 'rate_limited', 'retry'],
  },
  addPickup: {
    tag: 'families',
    summary: 'Name an adult who may collect the children',
    access: 'family',
    status: 201,
    needsKey: true,
    body: families.NewPickup,
    reply: families.Pickup,
    errors: ['consent_required', 'phone_invalid', 'too_many_pickups'],
  },
  removePickup: {
    tag: 'families',
    summary: 'This adult may no longer collect; codes end at once',
    access: 'family',
    status: 200,
    params: pickupParams,
    reply: Empty,
    errors: [],
  },
  createPickupCode: {
    tag: 'families',
    summary: 'One-time code for one adult, one child, one day',
    access: 'family',
    status: 201,
    needsKey: true,
    params: pickupParams,
    body: families.NewPickupCode,
    reply: families.IssuedPickupCode,
    errors: ['date_in_past', 'date_too_far'],
  },
  revokePickupCode: {
    tag: 'families',
    summary: 'Recall a pick-up code at once',
    access: 'family',
    status: 200,
    params: strict({ pickupCodeId: Id }),
    reply: families.PickupCode,
    errors: [],
  },
  requestFeeReduction: {
    tag: 'families',
    summary: 'Ask for a fee reduction; the desk decides',
    access: 'family',
    status: 201,
    needsKey: true,
    body: families.NewFeeReduction,
    reply: families.FeeReduction,
    errors: ['consent_required', 'fee_reduction_already_requested'],
  },

  getLegalDocument: {
    tag: 'privacy',
    summary: 'Privacy policy, rules on children’s data, user agreement: the text in force',
    access: 'public',
    status: 200,
    params: strict({ kind: consents.DocumentKind }),
    reply: consents.LegalDocument,
    errors: [],
  },
  listConsents: {
    tag: 'privacy',
    summary: 'What personal data is used for, until when, and what I agreed to',
    access: 'family',
    status: 200,
    reply: consents.Consents,
    errors: [],
  },
  giveConsent: {
    tag: 'privacy',
    summary: 'Agree to one purpose, having read this version',
    access: 'family',
    status: 200,
    body: consents.GiveConsent,
    reply: consents.Consents,
    errors: ['consent_version_old'],
  },
  withdrawConsent: {
    tag: 'privacy',
    summary: 'Take a consent back; the data kept for it alone is erased',
    access: 'family',
    status: 200,
    body: consents.WithdrawConsent,
    reply: consents.Consents,
    errors: ['retry'],
  },
  exportMyData: {
    tag: 'privacy',
    summary: 'Everything kept about my family, readable',
    access: 'family',
    status: 200,
    reply: consents.MyData,
    errors: [],
  },
  previewDeletion: {
    tag: 'privacy',
    summary: 'What deleting my account would erase, and what the law keeps until when',
    access: 'family',
    status: 200,
    reply: consents.DeletionPreview,
    errors: [],
  },
  deleteMyAccount: {
    tag: 'privacy',
    summary: 'Delete my account; a job does it and the receipt says when',
    access: 'family',
    status: 201,
    body: consents.DeleteMyAccount,
    reply: consents.DeletionReceipt,
    errors: ['deletion_scope_changed'],
  },
  getDeletionReceipt: {
    tag: 'privacy',
    summary: 'Receipt of a deletion, for whoever holds its number; it names nobody',
    access: 'public',
    status: 200,
    params: strict({ receiptId: Id }),
    reply: consents.DeletionReceipt,
    errors: [],
  },

  quoteBooking: {
    tag: 'bookings',
    summary: 'Price of a day of care, line by line; frozen for some minutes, holds no place',
    access: 'family',
    status: 201,
    body: bookings.QuoteRequest,
    reply: bookings.Quote,
    errors: refusalsOfADay,
  },
  createBooking: {
    tag: 'bookings',
    summary: 'Book what was quoted. 201 means confirmed: only the parent, the centre or the desk can end it',
    access: 'family',
    status: 201,
    needsKey: true,
    body: bookings.NewBooking,
    reply: bookings.Booking,
    errors: [...refusalsOfADay, 'quote_expired', 'no_place_left', 'child_already_booked', 'retry'],
  },
  listMyBookings: {
    tag: 'bookings',
    summary: 'Bookings of my family, latest day of care first',
    access: 'family',
    status: 200,
    query: bookings.BookingsQuery,
    reply: bookings.Bookings,
    errors: [],
  },
  getBooking: {
    tag: 'bookings',
    summary: 'One booking of my family',
    access: 'family',
    status: 200,
    params: bookingParams,
    reply: bookings.Booking,
    errors: [],
  },
  cancelBooking: {
    tag: 'bookings',
    summary: 'Cancel a booking; asked again, the same answer',
    access: 'family',
    status: 200,
    params: bookingParams,
    body: bookings.CancelRequest,
    reply: bookings.Booking,
    errors: ['cancel_too_late', 'retry'],
  },
} as const satisfies Record<OperationId, Operation>;
