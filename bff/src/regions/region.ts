import type { Reply } from '@nearcare/shared/contract/types';
import type { ComplaintRules } from './complaint-rules.js';
import type { GuidanceRules } from './guidance-rules.js';
import type { LearningRules } from './learning-rules.js';

export type RegionCode = 'cn' | 'pl';
export type Currency = Reply<'listDistricts'>['regions'][number]['currency'];

/** What a civil day is for work. `makeUpWorkday`: a weekend day worked in exchange for a longer holiday (调休上班). */
export type DayKind = {
  kind: 'workday' | 'weekend' | 'holiday' | 'makeUpWorkday';
  /** Name of the holiday (also of the one a make-up workday pays for), as shown to parents. */
  name: string | null;
  /** True when no official calendar of that year is known: only weekends and holidays on fixed dates are counted. */
  isAssumed: boolean;
};

export type Calendar = {
  /** @param date civil day, YYYY-MM-DD */
  dayKind(date: string): DayKind;
  /** First and last year whose holidays are known and not assumed. */
  yearsCovered: { from: number; to: number };
};

export type EmergencyNumber = {
  kind: 'police' | 'fire' | 'ambulance' | 'any' | 'government' | 'consumer';
  number: string;
  label: string;
};

/** Stays by the hour: how long, on which grid they begin and end, and how long before they are asked for at the latest. */
export type HoursRule = {
  minMinutes: number;
  maxMinutes: number;
  /** 30, as rosters count, or 60. */
  gridMinutes: number;
  noticeMinutes: number;
};

/** Care at short notice (临时托). */
export type TemporaryRule = HoursRule & {
  /** 1: today and tomorrow. */
  daysAhead: number;
  /** Visits of one child at one centre, from Monday to Sunday. */
  perWeek: number;
  /** The centre has to say yes before it holds. */
  needsAcceptance: boolean;
  /** It answers within so long while it is open, and so long before care begins at the latest. */
  answerWithinMinutes: number;
  answerBeforeMinutes: number;
};

/**
 * How stays are cut at a centre of the region that says nothing else of itself. No definition in hours was found for any
 * of the modes, so these are assumptions. Times are the centre's clock.
 */
export type CareRules = {
  /** A full day ends then, what is later is a late stay; null: it lasts until the centre closes. */
  fullDay: { until: string | null };
  halfDay: { morningUntil: string; afternoonFrom: string };
  hourly: HoursRule;
  temporary: TemporaryRule;
  /** A stay through this time has lunch. */
  lunchAt: string;
  /** How long a place stays offered to who waited for it; times by the clocks of the centre. */
  offerHold: {
    atMostMinutes: number;
    atLeastMinutes: number;
    /** Families sleep then. */
    nightFrom: string;
    nightUntil: string;
    /** An offer that stands through a night ends at least so long before care begins. */
    freeBeforeCareMinutes: number;
  };
};

/** How children are enrolled by the month. */
export type EnrolmentRules = {
  /** Working days within which a centre answers an application. */
  answerWorkdays: number;
  /** How many months after this one care may begin. */
  startMonthsAhead: number;
  /**
   * So many days ahead an enrolled child has its places. More than `bookingHorizonDays`, so that it comes before dated
   * bookings, and at least four weeks more than care may begin ahead (`enrolments` explains why).
   */
  horizonDays: number;
  /** How many days before the last one a family usually tells that it leaves. Information: its contract decides. */
  noticeDays: number;
  /** What a parent should know of refunds, with the source where there is one. */
  refundNotes: readonly string[];
};

/** Everything that differs from country to country. The rest of the code asks a region and never tests its code. */
export type Region = {
  code: RegionCode;
  name: string;
  timeZone: string;
  currency: Currency;
  /** Rule of a parent's phone number, and the sentence when it is broken. */
  phone: { pattern: RegExp; lengthText: string };
  /** Smallest box around the region, WGS-84 degrees. A point in no region's box is an unknown place. */
  box: { south: number; west: number; north: number; east: number };
  bookingHorizonDays: number;
  /** A number of free places told by a centre counts as unknown when it is older. */
  vacancyMaxAgeHours: number;
  defaultRadiusMetres: number;
  maxRadiusMetres: number;
  /** Working days within which a district answers a request for a lower fee. */
  feeReductionAnswerWorkdays: number;
  careRules: CareRules;
  /**
   * `remindFrom` to `remindUntil`: the hours of the evening before in which families are reminded of care.
   * `noShowAfterMinutes`: so late a child may be put down as not come at the desk, which frees its place.
   * ASSUMPTION: no rule was found; the hours are those in which a message disturbs nobody.
   */
  careDay: { remindFrom: string; remindUntil: string; noShowAfterMinutes: number };
  /**
   * The question after care: for so many days it may be answered; under so many answers none are shown, since few could
   * be told apart; answers of so many whole months are counted. ASSUMPTION: no rule was found.
   */
  survey: { openDays: number; fewestShown: number; months: number };
  enrolment: EnrolmentRules;
  /**
   * Parenting classes: who comes is checked in from so long before a session begins, and what was noted may be corrected
   * until so long after the last one; so many days a class may be rated; so long before a live one begins those who signed
   * up are called. ASSUMPTION: no rule was found.
   */
  classes: { checkInFromMinutes: number; correctHours: number; rateDays: number; callToLiveMinutes: number };
  complaints: ComplaintRules;
  learning: LearningRules;
  guidance: GuidanceRules;
  /** For how long the price of a quote is held; it holds no place. */
  quoteHoldMinutes: number;
  emergencyNumbers: readonly EmergencyNumber[];
  calendar: Calendar;
  /** Where the demo county of this region lies (WGS-84), if it has one: its middle, and where finding starts. */
  demoPlace: { name: string; lat: number; lng: number } | null;
};
