/**
 * Every `code` a problem answer can carry: the fact, in snake case. Adding one here makes the BFF's status table and
 * the mini-program's sentence table fail to compile until both know it.
 */
export const errorCodes = [
  // the request itself
  'input_invalid',
  'body_malformed',
  'body_too_large',
  'media_type_unsupported',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'rate_limited',
  'not_found',
  'retry',
  'service_unavailable',
  'server_error',
  // who is asking
  'sign_in_required',
  'session_expired',
  'phone_invalid',
  'code_wrong',
  'code_expired',
  'wechat_code_invalid',
  'wechat_account_blocked',
  'phone_has_other_wechat',
  // finding
  'place_unknown',
  'radius_too_large',
  'too_many_saved_centres',
  // children
  'child_not_born',
  'child_too_old',
  'child_too_young',
  'too_many_children',
  // family and consent
  'consent_required',
  'consent_version_old',
  'invitation_expired',
  'family_is_full',
  'too_many_invitations',
  'family_not_empty',
  'too_many_pickups',
  'fee_reduction_already_requested',
  'deletion_scope_changed',
  'too_many_cards',
  // files
  'file_too_large',
  'file_type_refused',
  'file_damaged',
  'file_unknown',
  'file_in_use',
  'too_many_files',
  'upload_offset_wrong',
  'upload_incomplete',
  // desk
  'second_factor_required',
  'family_unknown',
  'card_invalid',
  'pickup_code_invalid',
  'own_family',
  'reason_required',
  'already_decided',
  // booking
  'centre_not_filed',
  'centre_suspended',
  'centre_closed_day',
  'date_in_past',
  'date_is_holiday',
  'date_too_far',
  'mode_not_offered',
  'outside_opening_hours',
  'duration_not_allowed',
  'no_price_line',
  'no_place_left',
  'others_are_waiting',
  'offer_gone',
  'child_already_booked',
  'quote_expired',
  'cancel_too_late',
  'not_booked_today',
  // enrolment
  'no_month_price',
  'places_short',
  'enrolment_already_open',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
