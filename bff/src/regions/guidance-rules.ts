/** Guidance for families with a child under three: how much is wanted, and how it is asked for. */
export type GuidanceRules = {
  /** Contacts that a child should have in a calendar year. */
  perYear: number;
  /** From this month of age on nothing is counted, wanted or reminded of. */
  untilMonths: number;
  /** From this day of the year on (MM-DD) families are reminded of a year without any, at `remindAt` (HH:mm). */
  remindFrom: string;
  remindAt: string;
  /** Percent of the families with a newborn that guidance should reach in a year. */
  goalNewbornsPercent: number;
  /** A year's figures are final from this day of the next one on (MM-DD): by then all that happened in it is noted. */
  finalFrom: string;
  questions: {
    /** Of one family on one civil day. */
    perDay: number;
    answerWorkdays: number;
  };
  homeVisits: {
    /** Working days within which times are offered, or the request is declined. */
    answerWorkdays: number;
    /** Times lie at most so many days ahead. */
    horizonDays: number;
    /** So many days after the time agreed an address is erased, whether or not the visit was reported. */
    addressDays: number;
  };
};

/**
 * At least one a year for each family that needs it, and half of the families with a newborn reached: 闽卫人口〔2021〕88号, 三(二).
 * ASSUMPTION: the days of the year, the limits and the working days; no rule was found for them.
 */
export const guidanceAsInChina: GuidanceRules = {
  ...{ perYear: 1, untilMonths: 36 },
  ...{ remindFrom: '11-01', remindAt: '10:00', finalFrom: '02-01' },
  goalNewbornsPercent: 50,
  questions: { perDay: 3, answerWorkdays: 5 },
  homeVisits: { answerWorkdays: 5, horizonDays: 60, addressDays: 14 },
};
