import type { ClientErrorCode } from '../problem';

/** What a parent can do next. The screen that shows the message decides how; what it cannot do it leaves out. */
export type NextStep =
  | 'retry'
  | 'call'
  | 'dismiss'
  | 'back'
  | 'home'
  | 'signIn'
  | 'notNow'
  | 'resendCode'
  | 'edit'
  | 'changeDate'
  | 'takeInstead'
  | 'seeNearby'
  | 'seeBookings'
  | 'requote'
  | 'pickOnMap'
  | 'widen'
  | 'readConsent';

export type ErrorMessage = {
  readonly title: string;
  readonly sentence: string;
  readonly actions: readonly { readonly step: NextStep; readonly label: string }[];
};

/** The messages of some codes; together the tables hold every one. */
export type Messages = Partial<Readonly<Record<ClientErrorCode, ErrorMessage>>>;

export const retry = { step: 'retry', label: '再试一次' } as const;
export const nearby = { step: 'seeNearby', label: '看附近' } as const;
export const otherDay = { step: 'changeDate', label: '选日期' } as const;
export const edit = { step: 'edit', label: '去改' } as const;
export const phone = { step: 'call', label: '打电话' } as const;
export const fine = { step: 'dismiss', label: '知道了' } as const;
/** What the server found that would fit; left out where it found nothing. */
export const instead = { step: 'takeInstead', label: '{instead}' } as const;
