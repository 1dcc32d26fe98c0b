import type { Reply } from '@nearcare/shared/contract/types';

type WaitedFor = {
  waitlistEntryId: string;
  centreName: string;
  childNickname: string;
  date: string;
  from: string;
};
type OfSignUp = {
  signUpId: string;
  title: string;
  childNickname: string;
  organiserName: string;
  /** Of the first session. */
  date: string;
  from: string;
};
/** What is another than it was; null where it stayed. */
type ClassTerms = {
  price: { beforeFen: number; fen: number; currency: string } | null;
  experts: { before: string[]; now: string[] } | null;
};
type EnrolmentFacts = { enrolmentId: string; centreName: string; childNickname: string };

export type ComplaintChange =
  | 'accepted'
  | 'refused'
  | 'assigned'
  | 'extended'
  | 'replied'
  | 'handedOver'
  | 'joined'
  | 'parted'
  | 'closed'
  | 'takenOver'
  | 'reminded'
  | 'overdue';

/** `lapsed`: nobody picked one of the offered times before they were over. */
export type HomeVisitChange = 'offered' | 'lapsed' | 'declined' | 'cancelled' | 'done';

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
  placeOffered: WaitedFor & { until: { date: string; time: string } };
  waitlistChanged: WaitedFor & { change: 'expired' | 'withdrawn' | 'closed' };
  bookingChanged: {
    bookingId: string;
    centreName: string;
    childNickname: string;
    before: { centreName: string; date: string; from: string };
    date: string;
    from: string;
  };
  careTomorrow: { bookingId: string; centreName: string; childNickname: string; date: string; from: string };
  markedNoShow: { bookingId: string; centreName: string; childNickname: string; date: string; from: string };
  temporaryAnswered: {
    bookingId: string;
    centreName: string;
    childNickname: string;
    date: string;
    from: string;
    /** `none`: nobody answered in time. */
    answer: 'accepted' | 'declined' | 'none';
    reason: string;
  };
  pickupCodeUsed: { centreName: string; childNickname: string; pickupName: string };
  feeReductionDecided: { feeReductionId: string; childNickname: string; isGranted: boolean };
  enrolmentAnswered: EnrolmentFacts & { isAccepted: boolean };
  enrolmentOverdue: EnrolmentFacts;
  enrolmentEnded: EnrolmentFacts & { lastDay: string };
  /** `date` is the first of so many `days`. */
  enrolledDaysClosed: EnrolmentFacts & { date: string; days: number; reason: string };
  enrolledDayMissed: EnrolmentFacts & { date: string };
  /** `change`: what happened to it, or did not happen in time. Its category is not told. */
  complaintMoved: { complaintId: string; number: string; change: ComplaintChange; isHandledHere: boolean };
  /** For who holds the desk; `until`: the deadline that it is about. Nothing of the matter, and of nobody. */
  complaintAtDesk: {
    complaintId: string;
    number: string;
    role: 'officer' | 'staff';
    change: 'urgent' | 'reminded' | 'overdue' | 'takenOver';
    isUrgent: boolean;
    until: { date: string; time: string };
  };
  seatOffered: OfSignUp & { until: { date: string; time: string } };
  /** `missed`: signing up is over, and no seat came free. */
  seatLineChanged: OfSignUp & { change: 'expired' | 'withdrawn' | 'missed' };
  /** Date and time are the new ones. */
  classMoved: OfSignUp & ClassTerms & { reason: string; venueName: string | null };
  classChanged: OfSignUp & ClassTerms & { reason: string };
  classCancelled: OfSignUp & { reason: string; venueName: string | null };
  /** Date and time are those of its session; before the first a seat may still be given back. */
  classTomorrow: OfSignUp & { venueName: string | null; isFirst: boolean };
  /** Date and time are those of its session; `isOn`: the host began already. */
  liveStarting: OfSignUp & { isOn: boolean };
  /** `classId`: of the replay. */
  replayOut: OfSignUp & { classId: string };
  /** About words on a class that were held; `until`: by when they may be written anew, null where that is over. */
  commentDecided: OfSignUp & {
    decision: 'released' | 'withheld';
    reason: string | null;
    until: string | null;
  };
  guidanceDue: { childId: string; childNickname: string; year: number };
  expertAnswered: { expertQuestionId: string; expertName: string };
  /** `slot`: the agreed time, where there was one. */
  homeVisitMoved: {
    homeVisitId: string;
    providerName: string;
    childNickname: string;
    change: HomeVisitChange;
    slot: { date: string; from: string } | null;
  };
  guardianJoined: Record<string, never>;
};
export type NoticeKind = keyof NoticeFacts;

/**
 * `key` names the event itself (`bookings/b_1/cancelled`), so that telling it again, from a retry, a second process or
 * a job that ran twice, tells nobody twice.
 */
export type NoticeEvent = {
  [K in NoticeKind]: {
    kind: K;
    key: string;
    familyId: string;
    at: Date;
    facts: NoticeFacts[K];
    /** Of the family this guardian alone, for what is none of the others’ business. */
    onlyTo?: string;
    /** Kept with whole hours only: its time must not lead to what it is about. */
    isBlurred?: true;
  };
}[NoticeKind];

/** What other features may do with notices. */
export interface Notices {
  /** Kept before it returns; sent to phones by a job. Safe to repeat. A family that is gone is told nothing. */
  tell(event: NoticeEvent): Promise<void>;
}

/** What taking away and deleting need of notices. Each step may be repeated. */
export interface NoticesOfFamily {
  /** What this guardian was told, the last first. */
  listForExport(familyId: string, guardianId: string): Promise<Reply<'exportMyData'>['notices']>;
  /** Takes a guardian out of what the family was told, with what it allowed WeChat to send. */
  forgetGuardian(familyId: string, guardianId: string): Promise<void>;
  eraseFamily(familyId: string): Promise<void>;
}
