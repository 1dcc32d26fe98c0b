/** What happened, for the notices: facts only; the sentences are made where notices are made. */
export type NoticeFacts = {
  bookingCancelledByCentre: {
    bookingId: string;
    centreName: string;
    childNickname: string;
    date: string;
    from: string;
    reason: string;
  };
  bookedAtDesk: { bookingId: string; centreName: string; childNickname: string; date: string; from: string };
  pickupCodeUsed: { centreName: string; childNickname: string; pickupName: string };
  feeReductionDecided: { feeReductionId: string; childNickname: string; isGranted: boolean };
  guardianJoined: Record<string, never>;
};
export type NoticeKind = keyof NoticeFacts;

/**
 * `key` names the event itself (`bookings/b_1/cancelled`), so that telling it again, from a retry, a second process or
 * a job that ran twice, tells nobody twice.
 */
export type NoticeEvent = {
  [K in NoticeKind]: { kind: K; key: string; familyId: string; at: Date; facts: NoticeFacts[K] };
}[NoticeKind];

/** What other features may do with notices. */
export interface Notices {
  /** Kept before it returns; sent to phones by a job. Safe to repeat. A family that is gone is told nothing. */
  tell(event: NoticeEvent): Promise<void>;
}
