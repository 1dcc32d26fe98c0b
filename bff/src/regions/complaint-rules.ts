import type { Body, Reply } from '@nearcare/shared/contract/types';

export type ComplaintCategory = Body<'fileComplaint'>['category'];
export type ComplaintBody = Reply<'getComplaint'>['handler']['body'];
export type ComplaintLevel = Reply<'getComplaint'>['level'];

/** Working days end at 24:00 of the last one; hours run day and night, as an urgent matter does. */
export type Within = { workdays: number } | { hours: number };

/** What the service promises, from the moment a round began. */
export type Promises = Readonly<{
  accept: Within;
  reply: Within;
  finish: Within;
  /** How much one extension may add to `finish` at most. */
  extension: { workdays: number };
  /** That the end is late is said again so long after it was said last. */
  lateAgain: Within;
  /** The same once it was said a dozen times. */
  lateSeldom: Within;
  /** The handler is reminded when so much of the time is gone, in hundredths. */
  remindAtPercent: number;
}>;

export type CategoryRule = {
  code: ComplaintCategory;
  label: string;
  level: ComplaintLevel;
  /** From so many children on it is urgent, whatever `level` says. */
  urgentFromChildren?: number;
  /** Who looks after it: the first one first, the others where it may go next. */
  bodies: readonly [ComplaintBody, ...ComplaintBody[]];
};

/** A way outside this service, for comparison. */
export type OutsideChannel = {
  name: string;
  number: string | null;
  accept: string;
  finish: string;
  source: string;
};

/** How complaints are dealt with in a region. */
export type ComplaintRules = {
  categories: readonly CategoryRule[];
  bodies: readonly { code: ComplaintBody; name: string }[];
  promises: Readonly<Record<ComplaintLevel, Promises>>;
  /** Names of the levels above the district, the next one first. */
  higherLevels: readonly string[];
  outsideChannels: readonly OutsideChannel[];
  /** So many days recordings of cameras are kept. */
  footageDays: number;
  /** So long after closing the author may say that it is not solved. */
  reopenDays: number;
  /** So long after its end a complaint is kept; then its key is destroyed. */
  keepYears: number;
  cannedTexts: readonly { move: Body<'deskActOnComplaint'>['move']; text: string }[];
};
